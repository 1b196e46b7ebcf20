"""Agencies that the team works with, their practitioners, and what was agreed with each."""
