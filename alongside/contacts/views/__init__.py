"""Pages about contacts, visits and the ladder."""
