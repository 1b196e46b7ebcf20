"""The program without row-level security and without the log of who looked: what they cost."""

BARE = "alongside_bare"  # the role for which row-level security does not hold
