"""Fields that say in sentences what is wrong with what was typed, whatever was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from alongside.kernel.nhs_number import NhsNumber
from alongside.kernel.period import day_of
from alongside.kernel.text import without_overrides
from alongside.nhsuk.widgets import DayInput

_MONTHS = {
    date(2000, month, 1).strftime(form).lower(): month
    for month in range(1, 13)
    for form in ("%B", "%b")
} | {"sept": 9}
# What a page can neither show nor a database keep: NUL, and halves of characters.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class Text(forms.CharField):
    """One line of text."""

    def __init__(
        self,
        *,
        max_length: int = 200,
        width: int | None = None,
        autocomplete: str = "off",
        inputmode: str = "",
        spellcheck: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.width = width
        attrs: dict[str, Any] = {
            "autocomplete": autocomplete,
            "spellcheck": str(spellcheck).lower(),
        }
        attrs["maxlength"] = None  # a browser would cut pasted text short and say nothing
        if inputmode:
            attrs["inputmode"] = inputmode
        self.widget.attrs.update(attrs)

    def to_python(self, value: Any) -> str:
        """Return the text without blanks around it or signs that turn it, if it can be kept."""
        plain = without_overrides(value) if isinstance(value, str) else value
        text: str = super().to_python(plain) or ""
        if _UNKEEPABLE.search(text):
            raise ValidationError(
                "This holds a character that cannot be kept. Delete it, or type the text again",
                code="unkeepable",
            )
        return text


def telephone(text: str) -> None:
    """Refuse what nobody can ring; words may stand beside the number."""
    if sum(letter.isdecimal() for letter in text) < 5:
        raise ValidationError(
            "Enter a telephone number, like 0113 496 0101. Words may stand beside it",
            code="telephone",
        )


class LongText(Text):
    """Text of several lines; nothing that people have to say is cut short."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 20_000, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **{"spellcheck": True, **kwargs})
        self.widget.attrs.update(rows=rows, cols=None)


class NhsNumberField(Text):
    """An NHS number, typed with or without spaces; cleaned to an NhsNumber, or None if empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "NHS number")
        kwargs.setdefault("help_text", "10 digits, like 999 123 4567")
        super().__init__(max_length=40, width=10, inputmode="numeric", **kwargs)
        self.empty_value = None

    def clean(self, value: Any) -> NhsNumber | None:
        """Return the number, or say what is wrong with it."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return NhsNumber(typed)
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from wrong


class Day(forms.Field):
    """A day in three boxes. `called` is its name in a sentence, such as “date of birth”."""

    widget = DayInput

    def __init__(
        self,
        *,
        called: str,
        example: str = "27 3 2026",
        earliest: date = date(1900, 1, 1),
        may_be_future: bool = False,
        today: Callable[[], date] = lambda: day_of(timezone.now()),
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", f"For example, {example}")
        super().__init__(**kwargs)
        self.called = called
        self.example = example
        self.earliest = earliest
        self.may_be_future = may_be_future
        self.today = today

    def to_python(self, value: Any) -> date | None:
        """Return the day that was typed, None when nothing was."""
        if value is None or isinstance(value, date):
            return day_of(value) if isinstance(value, datetime) else value
        parts = [str(part).strip() for part in value][:3]
        if not any(parts):
            return None
        missing = [name for name, part in zip(DayInput.PARTS, parts, strict=False) if not part]
        if missing:
            raise ValidationError(
                f"The {self.called} must include a {' and a '.join(missing)}", code=missing[0]
            )
        return self._real_day(*parts)

    def validate(self, value: Any) -> None:
        """Refuse a day that is too long ago or, unless it may be, in the future."""
        super().validate(value)
        if value is None:
            return
        if value < self.earliest:
            earliest = f"{self.earliest.day} {self.earliest:%B %Y}"
            raise ValidationError(f"The {self.called} must be {earliest} or later", code="year")
        if not self.may_be_future and value > self.today():
            raise ValidationError(f"The {self.called} must be today or in the past", code="future")

    def _real_day(self, day: str, month: str, year: str) -> date:
        if re.fullmatch(r"[0-9]{1,2}", year):
            like = self.example.split()[-1]
            raise ValidationError(
                f"The year of the {self.called} must have 4 digits, like {like}", code="year"
            )
        try:
            return date(_number(year), _MONTHS.get(month.lower()) or _number(month), _number(day))
        except (ValueError, OverflowError) as wrong:
            raise ValidationError(
                f"The {self.called} must be a real date, like {self.example}", code="unreal"
            ) from wrong

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another day was typed than was there."""
        show = DayInput().format_value
        return show(initial) != show(data)


class TimeOfDay(Text):
    """A time of day, typed as people do: 14:05, 2.05pm, 9am."""

    _TYPED = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm)?", re.IGNORECASE)
    _NAMED = {"midday": time(12), "noon": time(12), "midnight": time(0)}  # noqa: RUF012 - never changed

    def __init__(self, *, called: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 14:05 or 2.05pm")
        super().__init__(max_length=20, width=5, **kwargs)
        self.called = called

    def clean(self, value: Any) -> time | None:
        """Return the time, or say how to type one."""
        typed = (value.strftime("%H:%M") if isinstance(value, time) else super().clean(value)) or ""
        if not typed:
            return None
        if typed.lower() in self._NAMED:
            return self._NAMED[typed.lower()]
        try:
            return _time(self._TYPED.fullmatch(typed))
        except ValueError as wrong:
            raise ValidationError(
                f"The {self.called} must be a real time, like 14:05 or 2.05pm", code="invalid"
            ) from wrong

    def prepare_value(self, value: Any) -> Any:
        """Show a time as it would be typed."""
        return value.strftime("%H:%M") if isinstance(value, time) else value


def _number(text: str) -> int:
    """Read an ordinary whole number; Python's int() would take _, +, and digits of any script."""
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise ValueError(text)
    return int(text)


def _time(typed: re.Match[str] | None) -> time:
    """Return the time of an hour on either clock; 13pm is no time."""
    if typed is None:
        raise ValueError
    hour, minute, half = int(typed[1]), int(typed[2] or 0), (typed[3] or "").lower()
    if not half:
        return time(hour, minute)
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return time(hour % 12 + (12 if half == "pm" else 0), minute)
