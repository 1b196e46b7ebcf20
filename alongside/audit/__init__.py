"""The trail: who did what and when; it cannot be changed, and is sealed so that this shows."""
