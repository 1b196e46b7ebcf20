"""What make calls on a developer's machine; never part of production."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


class Unready(Exception):
    """Something is missing on this machine; the sentence says what to do."""
