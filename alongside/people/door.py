"""What whoever visits somebody has to know before they knock, in the same words on every page."""

from __future__ import annotations


def interpreter_in_words(*, is_needed: bool | None, language: str) -> str:
    """Return that an interpreter is needed, and for which language; nothing where none is known."""
    if not is_needed:
        return ""
    return f"Interpreter needed ({language})" if language else "Interpreter needed"
