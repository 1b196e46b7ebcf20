"""Pages about one person, and the search that finds them."""
