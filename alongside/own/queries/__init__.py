"""What is found: who asks, what they see, and what the team sees of their sign-ins."""
