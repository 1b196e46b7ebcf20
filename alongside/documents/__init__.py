"""Letters, plans and forms as PDF and print; what was sent is kept as sent."""
