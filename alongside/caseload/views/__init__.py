"""Pages of waiting, care co-ordination, pauses, transfers and leaving."""
