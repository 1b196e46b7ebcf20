"""Pages of reviews: due, planned, prepared, held, read again; and who is invited."""
