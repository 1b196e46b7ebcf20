"""Everything that changes what is kept of somebody’s rights."""
