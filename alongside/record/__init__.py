"""One person's page, the chronology from every room, and search."""
