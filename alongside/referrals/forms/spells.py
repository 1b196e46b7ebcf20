"""Spells in hospital or with a crisis team, as rows of boxes that work without script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from alongside.kernel.fact import NOT_KNOWN, Fact, Known
from alongside.nhsuk import fields
from alongside.nhsuk.widgets import Radios
from alongside.policy.eligibility.kinds import FactKind, FactValue
from alongside.policy.eligibility.spells import Spell

SOME, NONE, UNKNOWN = "some", "none", "not-known"
MOST = 20
_TRUTHS = {"yes": True, "no": False, "": None, UNKNOWN: None}
_YES_NO = (("yes", "Yes"), ("no", "No"), (UNKNOWN, "Not known"))
_HOSPITAL = "inpatient_spells"
_LIKE = "27 3 2025"


@dataclass(frozen=True)
class Row:
    """The boxes of one spell."""

    number: int
    first: BoundField
    last: BoundField
    going_on: BoundField
    detained: BoundField | None
    planned: BoundField | None


def names(kind: FactKind, number: int) -> dict[str, str]:
    """Return the names of the boxes of one spell."""
    parts = ("first", "last", "going_on", "detained", "planned")
    return {part: f"{kind.id}_{number}_{part}" for part in parts}


def fields_of(kind: FactKind, rows: int) -> dict[str, forms.Field]:
    """Return whether there were any, and the boxes for so many."""
    were_any = forms.ChoiceField(
        label=kind.asks,
        help_text=kind.help,
        choices=[
            (SOME, "Write them below"),
            (NONE, "There were none"),
            (UNKNOWN, "Not known"),
        ],
        widget=Radios(),
        required=False,
    )
    made: dict[str, forms.Field] = {kind.id: were_any}
    made[_count(kind)] = forms.CharField(
        widget=forms.HiddenInput(), required=False, initial=str(rows)
    )
    for number in range(rows):
        made |= _row(kind, number)
    return made


def _row(kind: FactKind, number: int) -> dict[str, forms.Field]:
    name = names(kind, number)
    made: dict[str, forms.Field] = {
        name["first"]: fields.Day(
            called="first day", label="First day", example=_LIKE, required=False
        ),
        name["last"]: fields.Day(
            called="last day", label="Last day", example=_LIKE, required=False
        ),
        name["going_on"]: forms.BooleanField(label="This still goes on", required=False),
    }
    if kind.id == _HOSPITAL:
        made[name["detained"]] = _choice("Were they detained under the Mental Health Act?")
        made[name["planned"]] = _choice("Was it planned?")
    return made


def _choice(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=_YES_NO, widget=Radios(inline=True), required=False
    )


def rows_of(form: forms.BaseForm, kind: FactKind, rows: int) -> list[Row]:
    """Return the boxes of each spell, for the page."""
    found = []
    for number in range(rows):
        name = names(kind, number)
        in_hospital = kind.id == _HOSPITAL
        found.append(
            Row(
                number=number + 1,
                first=form[name["first"]],
                last=form[name["last"]],
                going_on=form[name["going_on"]],
                detained=form[name["detained"]] if in_hospital else None,
                planned=form[name["planned"]] if in_hospital else None,
            )
        )
    return found


def how_many(kind: FactKind, told: Fact[FactValue], typed: Mapping[str, Any]) -> int:
    """Return how many rows there are: all that the page had, or as many as were told.

    Boxes that were sent are never left out, whatever the page says of their number.
    """
    on_page = re.fullmatch(r"[0-9]{1,4}", str(typed.get(_count(kind), "")))
    stays = told.value if isinstance(told, Known) and isinstance(told.value, tuple) else ()
    rows = max(1, int(on_page[0]) if on_page else 0, _sent(kind, typed), len(stays))
    return min(MOST, rows + (typed.get("add") == kind.id))


def _sent(kind: FactKind, typed: Mapping[str, Any]) -> int:
    """Return how many rows there must be to hold every box that was sent."""
    box = re.compile(rf"{re.escape(kind.id)}_([0-9]{{1,2}})_")
    numbers = [int(found[1]) for found in map(box.match, typed) if found]
    return max(numbers, default=-1) + 1


def shown(kind: FactKind, told: Sequence[Spell]) -> dict[str, Any]:
    """Return spells as their boxes show them."""
    initial: dict[str, Any] = {kind.id: SOME if told else NONE}
    for number, spell in enumerate(told):
        name = names(kind, number)
        initial |= {
            name["first"]: spell.first,
            name["last"]: spell.last,
            name["going_on"]: spell.last is None,
            name["detained"]: _said(spell.detained),
            name["planned"]: _said(spell.planned),
        }
    return initial


def check(form: forms.BaseForm, kind: FactKind, rows: int) -> None:
    """Say of each row what is missing or cannot be."""
    were_any = form.cleaned_data.get(kind.id)
    written = [number for number in range(rows) if _is_written(form, kind, number)]
    for number in written:
        _check_row(form, names(kind, number))
    if were_any in (NONE, UNKNOWN) and written:
        form.add_error(kind.id, "Some stand below. Choose “Write them below”, or empty the boxes")
    if were_any == SOME and not written:
        form.add_error(kind.id, "Write at least one below, or choose “There were none”")


def _check_row(form: forms.BaseForm, name: Mapping[str, str]) -> None:
    first, last = form.cleaned_data.get(name["first"]), form.cleaned_data.get(name["last"])
    going_on = form.cleaned_data.get(name["going_on"])
    if name["first"] in form.errors or name["last"] in form.errors:
        return
    if first is None:
        form.add_error(name["first"], "Enter the first day")
    elif last is None and not going_on:
        form.add_error(name["last"], "Enter the last day, or tick “This still goes on”")
    elif last is not None and going_on:
        form.add_error(name["last"], "Enter the last day, or tick “This still goes on”; not both")
    elif last is not None and last < first:
        form.add_error(name["last"], "The last day must be the first day or later")


def read(kind: FactKind, cleaned: Mapping[str, Any]) -> Fact[FactValue] | None:
    """Return the spells that were written, none, not known, or nothing when it was left open."""
    found = []
    for number in range(MOST):
        name = names(kind, number)
        first = cleaned.get(name["first"])
        if first is not None:
            truths = [_TRUTHS[cleaned.get(name[part]) or ""] for part in ("detained", "planned")]
            found.append(
                Spell(first, cleaned.get(name["last"]), detained=truths[0], planned=truths[1])
            )
    if found:
        return Known(tuple(found))
    answers: dict[str, Fact[FactValue]] = {NONE: Known(()), UNKNOWN: NOT_KNOWN}
    return answers.get(cleaned.get(kind.id) or "")


def _is_written(form: forms.BaseForm, kind: FactKind, number: int) -> bool:
    """Whether anything stands in the boxes of a row, right or wrong."""
    name = names(kind, number)
    days = (name["first"], name["last"])
    return (
        any(day in form.errors or form.cleaned_data.get(day) for day in days)
        or bool(form.cleaned_data.get(name["going_on"]))
        or any(
            form.cleaned_data.get(name[part]) in ("yes", "no") for part in ("detained", "planned")
        )
    )


def counts(rows: Mapping[str, int]) -> dict[str, str]:
    """Return what the page says of how many rows it has; never what another page said before."""
    return {f"{kind_id}_rows": str(number) for kind_id, number in rows.items()}


def _count(kind: FactKind) -> str:
    return f"{kind.id}_rows"


def _said(truth: bool | None) -> str:
    return {True: "yes", False: "no", None: UNKNOWN}[truth]
