"""Choosing among workers, agencies and goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from django import forms

from alongside.nhsuk.widgets import Checkboxes
from alongside.staff.models import Worker

Find = Callable[[], Iterable[Any]]


def _none() -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Choices:
    """Whom and what a form about one person offers, found only when somebody chooses of it."""

    workers: Find
    agencies: Find = _none
    goals: Find = _none
    signs: Find = _none
    me: Worker | None = None


class OneOf(forms.TypedChoiceField):
    """One of some things, chosen by its id; cleaned to the thing itself, or None.

    What it offers is found when it is shown, or when something other than `at_hand` was chosen.
    """

    def __init__(self, *, none: str = "", **kwargs: Any) -> None:
        super().__init__(empty_value=None, **kwargs)
        self.none = none
        self.offer(_none)

    def offer(
        self, find: Find, *, at_hand: Any = None, words: str = "name", key: str = "pk"
    ) -> None:
        """Offer some things, by what stands in one of their attributes."""
        self.find, self.words, self.key = find, words, key
        self.at_hand = {str(getattr(at_hand, key)): at_hand} if at_hand else {}
        self.choices = self._offered
        self.coerce = self._chosen

    @cached_property
    def by_id(self) -> dict[str, Any]:
        """What is offered, by its id."""
        return {str(getattr(thing, self.key)): thing for thing in self.find()}

    @property
    def offers(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self.by_id)

    def valid_value(self, value: Any) -> bool:
        """Whether this is among what is offered."""
        return str(value) in self.at_hand or str(value) in self.by_id

    def prepare_value(self, value: Any) -> Any:
        """Show which thing is chosen by its id."""
        return str(getattr(value, "pk", value)) if value else ""

    def _offered(self) -> list[tuple[str, str]]:
        things = [(each, getattr(thing, self.words)) for each, thing in self.by_id.items()]
        return [("", self.none), *things] if self.none else things

    def _chosen(self, value: str) -> Any:
        return self.at_hand.get(value) or self.by_id[value]


NONE_OF_THEM = "none"


class AnyOf(forms.MultipleChoiceField):
    """Any of some things, chosen by their ids, or that it was none of them.

    Cleaned to their ids: to no id where it was none of them, and to None where nobody answered.
    """

    widget = Checkboxes

    def __init__(self, *, none: str, both: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.none, self.both = none, both
        self.offer(_none, words="words")

    def offer(self, find: Find, *, words: str, key: str = "pk") -> None:
        """Offer some things, by what stands in one of their attributes."""
        self.find, self.words, self.key = find, words, key
        self.choices = self._offered

    @cached_property
    def things(self) -> list[Any]:
        """What is offered."""
        return list(self.find())

    @property
    def offers(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self.things)

    def clean(self, value: Any) -> list[UUID] | None:
        """Return the ids of what was chosen."""
        chosen = super().clean(value)
        if NONE_OF_THEM in chosen and len(chosen) > 1:
            raise forms.ValidationError(self.both)
        if not chosen:
            return None
        return [] if chosen == [NONE_OF_THEM] else [UUID(each) for each in chosen]

    def prepare_value(self, value: Any) -> Any:
        """Show what was chosen by its ids: a tuple is what was said, a list what is being typed."""
        chosen = [str(each) for each in value or ()]
        return [NONE_OF_THEM] if value == () else chosen

    def _offered(self) -> list[tuple[str, str]]:
        things = [(str(getattr(each, self.key)), getattr(each, self.words)) for each in self.things]
        return [*things, (NONE_OF_THEM, self.none)] if things else []


class Count(forms.IntegerField):
    """A number in a plain box: a box for numbers only throws away what else is typed."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width = 4
        self.widget.attrs.update(inputmode="numeric", autocomplete="off")


def offer(form: forms.BaseForm, name: str, find: Find, **how: Any) -> None:
    """Offer some things to choose from in one field of a form."""
    cast("OneOf | AnyOf", form.fields[name]).offer(find, **how)
