"""A form made of the vocabulary: whatever the criteria in force ask, in the words they ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from alongside.kernel.fact import NOT_KNOWN, Fact, Known, NotKnown
from alongside.nhsuk import fields
from alongside.nhsuk.forms import Form, Kept
from alongside.nhsuk.widgets import Checkboxes, Radios
from alongside.policy.eligibility.kinds import FactKind, FactType, FactValue
from alongside.policy.eligibility.postcodes import is_postcode, tidy
from alongside.policy.eligibility.spells import Spell
from alongside.referrals.forms import spells

YES, NO, NONE, UNKNOWN = "yes", "no", "none", "not-known"
_NOT_KNOWN = (UNKNOWN, "Not known")
_YES_NO = ((YES, "Yes"), (NO, "No"), _NOT_KNOWN)
_MOST_RADIOS = 8  # more than these are a list to open


class FactsForm(Form):
    """Answers to some facts of the vocabulary; make one with facts_form."""

    kinds: Sequence[FactKind] = ()
    rows: Mapping[str, int] = {}

    @property
    def facts(self) -> dict[str, Fact[FactValue]]:
        """What was answered; what was left open is not among it."""
        found = {kind.id: _READ[kind.type](kind, self.cleaned_data) for kind in self.kinds}
        return {name: fact for name, fact in found.items() if fact is not None}

    @property
    def asked(self) -> list[str]:
        """The facts that this form asks for."""
        return [kind.id for kind in self.kinds]

    def known(self, *, as_of: date, source: str) -> dict[str, Fact[FactValue]]:
        """Return what was answered, with the day and who said so."""
        return {
            name: Known(fact.value, as_of, source) if isinstance(fact, Known) else fact
            for name, fact in self.facts.items()
        }

    def spell_rows(self, kind: FactKind) -> list[spells.Row]:
        """Return the boxes of each spell, for the page."""
        return spells.rows_of(self, kind, self.rows[kind.id])

    def _show_again(self, typed: Mapping[str, Sequence[str]]) -> None:
        """Fill the boxes with what was typed before; how many rows there are, the page knows."""
        super()._show_again(typed)
        self.initial.update(spells.counts(self.rows))

    def may_have_more(self, kind: FactKind) -> bool:
        """Whether there is room for one more spell."""
        return self.rows[kind.id] < spells.MOST

    def clean(self) -> dict[str, Any]:
        """Check what only makes sense together: spells, and “none” beside something."""
        cleaned = super().clean() or self.cleaned_data
        for kind in self.kinds:
            if kind.type is FactType.SPELLS:
                spells.check(self, kind, self.rows[kind.id])
            elif kind.type is FactType.CHOICES:
                self._check_choices(kind)
            elif cleaned.get(_unknown(kind)) and cleaned.get(kind.id) not in {None, ""}:
                self.add_error(kind.id, "Give an answer, or tick “Not known”, but not both")
        return cleaned

    def _check_choices(self, kind: FactKind) -> None:
        chosen = set(self.cleaned_data.get(kind.id) or ())
        if len(chosen) > 1 and chosen & {NONE, UNKNOWN}:
            self.add_error(kind.id, "Choose from the list, or “None of these”, or “Not known”")


def facts_form(
    kinds: Iterable[FactKind],
    rows: Mapping[str, int],
    more: Mapping[str, forms.Field] | None = None,
) -> type[FactsForm]:
    """Make the form for some facts, with room for so many spells of each kind that has them."""
    asked = tuple(kinds)
    members: dict[str, Any] = {"kinds": asked, "rows": dict(rows), "__doc__": FactsForm.__doc__}
    for kind in asked:
        members |= _FIELDS[kind.type](kind, rows.get(kind.id, 1))
    members |= more or {}
    return type("FactsOfTheCriteria", (FactsForm,), members)


def initial_of(kinds: Iterable[FactKind], told: Mapping[str, Fact[FactValue]]) -> dict[str, Any]:
    """Return what was told before, as the boxes show it."""
    initial: dict[str, Any] = {}
    for kind in kinds:
        if kind.id in told:
            initial |= _shown(kind, told[kind.id])
    return initial


def filled(
    kinds: Iterable[FactKind],
    told: Mapping[str, Fact[FactValue]],
    *,
    typed: QueryDict | None,
    kept: Kept | None = None,
    more: Mapping[str, forms.Field] | None = None,
) -> FactsForm:
    """Return the form for some facts; asking for one more row judges nothing that was typed."""
    asked = tuple(kinds)
    lists = _lists(typed, kept)
    newest = {name: texts[-1] for name, texts in lists.items() if texts}
    made = facts_form(asked, rows_for(asked, told, newest), more)
    initial = initial_of(asked, told)
    if typed is None or "add" not in typed:
        return made(data=typed, kept=kept, initial=initial)
    return made(again=typed, initial=initial)


def _lists(typed: QueryDict | None, kept: Kept | None) -> Mapping[str, Sequence[str]]:
    if typed is not None:
        return {name: [str(text) for text in texts] for name, texts in typed.lists()}
    return kept.fields if kept else {}


def rows_for(
    kinds: Iterable[FactKind], told: Mapping[str, Fact[FactValue]], typed: Mapping[str, Any]
) -> dict[str, int]:
    """Return how many spells each kind has room for: those typed, those told, one at least."""
    spell_kinds = [kind for kind in kinds if kind.type is FactType.SPELLS]
    return {
        kind.id: spells.how_many(kind, told.get(kind.id, NOT_KNOWN), typed) for kind in spell_kinds
    }


def _unknown(kind: FactKind) -> str:
    return f"{kind.id}_not_known"


def _yes_no(kind: FactKind, _: int) -> dict[str, forms.Field]:
    return {kind.id: _radios(kind, _YES_NO, inline=True)}


def _one_of(kind: FactKind, _: int) -> dict[str, forms.Field]:
    choices = (*kind.choices.items(), _NOT_KNOWN)
    if len(choices) <= _MOST_RADIOS:
        return {kind.id: _radios(kind, choices)}
    opened = (("", "Choose an answer"), *choices)
    return {
        kind.id: forms.ChoiceField(
            label=kind.asks, help_text=kind.help, choices=opened, required=False
        )
    }


def _radios(
    kind: FactKind, choices: Iterable[tuple[str, str]], *, inline: bool = False
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=kind.asks,
        help_text=kind.help,
        choices=list(choices),
        widget=Radios(inline=inline),
        required=False,
    )


def _any_of(kind: FactKind, _: int) -> dict[str, forms.Field]:
    choices = [*kind.choices.items(), (NONE, "None of these"), _NOT_KNOWN]
    return {
        kind.id: forms.MultipleChoiceField(
            label=kind.asks,
            help_text=kind.help or "Select all that apply",
            choices=choices,
            widget=Checkboxes(),
            required=False,
        )
    }


def _with_unknown(kind: FactKind, field: forms.Field) -> dict[str, forms.Field]:
    unknown = forms.BooleanField(label="Not known", required=False)
    return {kind.id: field, _unknown(kind): unknown}


def _number(kind: FactKind, _: int) -> dict[str, forms.Field]:
    field = forms.IntegerField(
        label=kind.asks, help_text=kind.help, min_value=0, max_value=999, required=False
    )
    return _with_unknown(kind, field)


def _day(kind: FactKind, _: int) -> dict[str, forms.Field]:
    help_text = kind.help or "For example, 27 3 2025"
    field = fields.Day(
        called=kind.label[:1].lower() + kind.label[1:],
        label=kind.asks,
        help_text=help_text,
        required=False,
    )
    return _with_unknown(kind, field)


class Area(fields.Text):
    """A postcode or the beginning of one."""

    def clean(self, value: Any) -> str:
        """Return the postcode as the post office writes it, or say how to give one."""
        typed: str = super().clean(value)
        if typed and not is_postcode(typed):
            raise forms.ValidationError(
                "Enter a postcode, like LS12 3QE, or how it begins, like LS12"
            )
        return tidy(typed)


def _area(kind: FactKind, _: int) -> dict[str, forms.Field]:
    field = Area(label=kind.asks, help_text=kind.help, width=10, max_length=10, required=False)
    return _with_unknown(kind, field)


_FIELDS: Mapping[FactType, Callable[[FactKind, int], dict[str, forms.Field]]] = {
    FactType.YES_NO: _yes_no,
    FactType.NUMBER: _number,
    FactType.CHOICE: _one_of,
    FactType.CHOICES: _any_of,
    FactType.SPELLS: spells.fields_of,
    FactType.DAY: _day,
    FactType.AREA: _area,
}

Read = Callable[[FactKind, Mapping[str, Any]], "Fact[FactValue] | None"]


def _read_yes_no(kind: FactKind, cleaned: Mapping[str, Any]) -> Fact[FactValue] | None:
    answers: dict[str, Fact[FactValue]] = {YES: Known(True), NO: Known(False), UNKNOWN: NOT_KNOWN}
    return answers.get(cleaned.get(kind.id, ""))


def _read_one_of(kind: FactKind, cleaned: Mapping[str, Any]) -> Fact[FactValue] | None:
    chosen = cleaned.get(kind.id) or None
    if chosen is None:
        return None
    return NOT_KNOWN if chosen == UNKNOWN else Known(str(chosen))


def _read_any_of(kind: FactKind, cleaned: Mapping[str, Any]) -> Fact[FactValue] | None:
    chosen = frozenset(cleaned.get(kind.id) or ())
    if not chosen:
        return None
    return NOT_KNOWN if UNKNOWN in chosen else Known(chosen - {NONE})


def _read_typed(kind: FactKind, cleaned: Mapping[str, Any]) -> Fact[FactValue] | None:
    value = cleaned.get(kind.id)
    if value in (None, ""):
        return NOT_KNOWN if cleaned.get(_unknown(kind)) else None
    return Known(value)


_READ: Mapping[FactType, Read] = {
    FactType.YES_NO: _read_yes_no,
    FactType.NUMBER: _read_typed,
    FactType.CHOICE: _read_one_of,
    FactType.CHOICES: _read_any_of,
    FactType.SPELLS: spells.read,
    FactType.DAY: _read_typed,
    FactType.AREA: _read_typed,
}


def _shown(kind: FactKind, fact: Fact[FactValue]) -> dict[str, Any]:
    """Return one fact as its boxes show it."""
    if isinstance(fact, NotKnown):
        typed = kind.type in (FactType.NUMBER, FactType.DAY, FactType.AREA)
        many = kind.type is FactType.CHOICES
        return {_unknown(kind): True} if typed else {kind.id: [UNKNOWN] if many else UNKNOWN}
    value = fact.value
    if isinstance(value, bool):
        return {kind.id: YES if value else NO}
    if isinstance(value, frozenset):
        return {kind.id: sorted(value) or [NONE]}
    if isinstance(value, tuple):
        return spells.shown(kind, [spell for spell in value if isinstance(spell, Spell)])
    return {kind.id: value}
