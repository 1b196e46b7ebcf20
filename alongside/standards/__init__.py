"""What the service promises, for each person: met, due, overdue."""
