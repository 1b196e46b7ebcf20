"""What others may know of a person, and what the person may not be told that others said."""
