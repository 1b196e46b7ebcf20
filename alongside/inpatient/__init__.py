"""Spells in hospital and with the crisis team, as dates."""
