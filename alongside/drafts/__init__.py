"""What people typed and have not sent yet: kept for them alone. Nothing typed is lost."""
