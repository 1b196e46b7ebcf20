"""What people type into: the few widgets that Django has not, or not with hints and reveals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

Hints = Mapping[Any, str]
Reveals = Mapping[Any, Sequence[str]]


class Radios(forms.RadioSelect):
    """One of a few choices, each with a hint, or with fields that show when it is chosen."""

    def __init__(
        self, *, hints: Hints | None = None, reveals: Reveals | None = None, inline: bool = False
    ) -> None:
        super().__init__()
        self.hints, self.reveals, self.inline = _by_text(hints), _once_each(reveals), inline


class Checkboxes(forms.CheckboxSelectMultiple):
    """Any of a few choices, each with a hint, or with fields that show when it is chosen."""

    def __init__(
        self, *, hints: Hints | None = None, reveals: Reveals | None = None, inline: bool = False
    ) -> None:
        super().__init__()
        self.hints, self.reveals, self.inline = _by_text(hints), _once_each(reveals), inline


class DayInput(forms.Widget):
    """Three boxes for day, month and year, so that nobody fights a calendar."""

    PARTS = ("day", "month", "year")

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002 - Django's signature
        name: str,
    ) -> list[str] | date | None:
        """Return the three texts as typed; one value (from a link or a file) is read as it is."""
        if name in data:
            return _three(data[name])
        return [str(data.get(f"{name}_{part}") or "") for part in self.PARTS]

    def value_omitted_from_data(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002 - Django's signature
        name: str,
    ) -> bool:
        """Whether none of the boxes was on the page."""
        return all(f"{name}_{part}" not in data for part in self.PARTS)

    def format_value(self, value: Any) -> list[str]:
        """Return the texts for the three boxes."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return [str(part) for part in value] if value else ["", "", ""]


def _three(value: Any) -> list[str]:
    """Split 1985-03-27 into what would be typed for it."""
    parts = str(value or "").split("-")
    return parts[::-1] if len(parts) == 3 else [str(value or ""), "", ""]


def _by_text(given: Mapping[Any, Any] | None) -> dict[str, Any]:
    """Key by the text of each choice, as the page sends it back; enums by their value."""
    return {str(getattr(key, "value", key)): value for key, value in (given or {}).items()}


def _once_each(reveals: Reveals | None) -> dict[str, Any]:
    """Refuse a field that two choices reveal: it would be on the page twice, and one be lost."""
    names = [name for fields in (reveals or {}).values() for name in fields]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"Two choices reveal {', '.join(sorted(twice))}: give each its own field")
    return _by_text(reveals)
