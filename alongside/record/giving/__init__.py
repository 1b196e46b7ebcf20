"""Letters when care begins and when it ends: looked at first, given, kept as they were given."""
