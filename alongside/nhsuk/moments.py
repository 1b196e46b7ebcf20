"""A moment: a day and a time of day in one box, with the calendar and clock of the device."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from alongside.kernel.period import LONDON
from alongside.nhsuk.fields import Text

_FORMS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M")


class MomentInput(forms.TextInput):
    """One box for a moment; where a browser has no calendar, it is typed."""

    input_type = "datetime-local"


class Moment(Text):
    """A moment in London. `called` is its name in a sentence, such as “time of the visit”.

    In the hour that comes twice when clocks go back, it is the later one unless that is still to
    come; a moment that is planned is the earlier one.
    """

    widget = MomentInput

    def __init__(
        self,
        *,
        called: str,
        may_be_future: bool = False,
        now: Callable[[], datetime] = timezone.now,
        **kwargs: Any,
    ) -> None:
        super().__init__(max_length=40, **kwargs)
        self.called = called
        self.may_be_future = may_be_future
        self.now = now

    def clean(self, value: Any) -> datetime | None:
        """Return the moment, or say how to type one."""
        if isinstance(value, datetime):
            return value
        typed = super().clean(value)
        return self._moment(typed) if typed else None

    def prepare_value(self, value: Any) -> Any:
        """Show a moment as the clock in London shows it."""
        if isinstance(value, datetime):
            return f"{value.astimezone(LONDON):%Y-%m-%dT%H:%M}"
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another moment was typed than was there."""
        return bool(self.prepare_value(initial) != data)

    def _moment(self, typed: str) -> datetime:
        shown = self._read(typed).replace(tzinfo=LONDON)
        first, second = (shown.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        if first > second:
            raise ValidationError(
                f"Clocks went forward that night: there was no {shown:%H:%M}. Enter another"
                f" {self.called}",
                code="skipped",
            )
        latest = first if self.may_be_future or second > self.now() else second
        if not self.may_be_future and latest > self.now():
            raise ValidationError(f"The {self.called} must be in the past", code="future")
        return latest

    def _read(self, typed: str) -> datetime:
        for form in _FORMS:
            try:
                read = datetime.strptime(typed, form)  # noqa: DTZ007 - the zone follows
            except ValueError:
                continue
            if 1900 <= read.year <= 2200:
                return read
        raise ValidationError(
            f"The {self.called} must be a real day and time, like 22/11/2026 14:05", code="invalid"
        )
