"""Reviews of somebody's care: planned, prepared from all that happened, held, read again."""
