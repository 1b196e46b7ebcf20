"""Who is in our care, with which care co-ordinator and zone, who waits, who leaves and returns."""
