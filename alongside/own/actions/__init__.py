"""What is done: by the team, and by those who have a sign-in of their own."""
