"""Agencies that the team works with: GP practices, other teams and services."""
