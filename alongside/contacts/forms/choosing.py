"""Choosing among workers, agencies and goals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms

from alongside.careplans.models import Goal
from alongside.partners.models import Agency
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Choices:
    """Whom and what a form about one person offers."""

    workers: list[Worker]
    agencies: list[Agency] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)


class OneOf(forms.TypedChoiceField):
    """One of some things, chosen by its id; cleaned to the thing itself, or None."""

    def __init__(self, *, none: str = "", **kwargs: Any) -> None:
        super().__init__(empty_value=None, **kwargs)
        self.none = none

    def offer(self, things: Iterable[Any], *, words: str = "name", key: str = "pk") -> None:
        """Offer these things, by what stands in one of their attributes."""
        by_id = {str(getattr(thing, key)): thing for thing in things}
        offered = [(each, getattr(thing, words)) for each, thing in by_id.items()]
        self.choices = [("", self.none), *offered] if self.none else offered
        self.coerce = by_id.__getitem__

    def prepare_value(self, value: Any) -> Any:
        """Show which thing is chosen by its id."""
        return str(getattr(value, "pk", value)) if value else ""


class Count(forms.IntegerField):
    """A number in a plain box: a box for numbers only throws away what else is typed."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width = 4
        self.widget.attrs.update(inputmode="numeric", autocomplete="off")


def offer(form: forms.BaseForm, name: str, things: Iterable[Any], **how: str) -> None:
    """Offer some things to choose from in one field of a form."""
    cast("OneOf", form.fields[name]).offer(things, **how)
