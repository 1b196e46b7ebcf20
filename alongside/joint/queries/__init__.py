"""Finding what is worked on jointly: as a practitioner sees it, and as our team does."""
