"""What every figure is compared with: the least that a page with a query can cost here."""
