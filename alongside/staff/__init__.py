"""The organisation tree, teams, workers, their roles and working patterns."""
