"""Pages of consent, and of what others said in confidence."""
