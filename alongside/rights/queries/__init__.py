"""Everything that finds what is kept of somebody’s rights."""
