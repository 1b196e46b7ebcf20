"""Pages of a person's rights."""
