"""The trail: who did what and when; it cannot be changed."""
