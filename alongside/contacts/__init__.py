"""Visits and attempts, planned and made; the ladder after a missed contact."""
