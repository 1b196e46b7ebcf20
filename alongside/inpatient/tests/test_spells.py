"""Spells in hospital and with the crisis team: written as dates, counted once, taken back aloud."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alongside.audit.models import Entry
from alongside.inpatient.looking_back import looked_back
from alongside.inpatient.models import Spell
from alongside.inpatient.queries import spells_for
from alongside.staff.models import Worker
from bench.visitor import fields_of
from tests.cast import NOW, Cast, asking

Clients = Callable[[Worker], Client]
PAGES = ("", "new/")


def day(name: str, when: date) -> dict[str, Any]:
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def typed(first: date, last: date | None = None, **more: Any) -> dict[str, Any]:
    ended = day("ended_on", last) if last else {}
    return {"kind": "inpatient", **day("began_on", first), **ended, **more}


def stay(first: date, last: date | None = None, **more: Any) -> Spell:
    return Spell(kind="inpatient", began_on=first, ended_on=last, **more)


def test_a_spell_is_written_and_ends_later(cast: Cast, client_of: Clients) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/hospital/"
    new = typed(date(2026, 11, 4), section="3", place="Cedar ward")
    assert client.post(f"{address}new/", new).status_code == 302
    page = client.get(address).content.decode()
    for says in ("Cedar ward", "Section 3", "Goes on"):
        assert says in page
    with asking(cast.priya):
        [spell] = spells_for(cast.priya, cast.sam.pk)
    ended = new | day("ended_on", date(2026, 11, 18)) | {"seen": spell.says}
    assert client.post(f"{address}{spell.pk}/", ended).status_code == 302
    assert "Goes on" not in client.get(address).content.decode()
    with asking(cast.priya):
        assert set(Entry.objects.values_list("what", flat=True)) >= {"spell.noted", "spell.changed"}


def test_what_a_colleague_changed_meanwhile_is_read_before_it_is_replaced(
    cast: Cast, client_of: Clients
) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/hospital/"
    client.post(f"{address}new/", typed(date(2026, 11, 4), place="Cedar ward"))
    with asking(cast.priya):
        [spell] = spells_for(cast.priya, cast.sam.pk)
    page = f"{address}{spell.pk}/"
    mine = typed(date(2026, 11, 4), place="Birch ward", seen=spell.says)
    assert client_of(cast.ngozi).post(page, mine | {"place": "Elm ward"}).status_code == 302
    told = client.post(page, mine).content.decode()
    assert "A colleague changed this while you were typing" in told
    assert "Elm ward" in told
    assert 'value="Birch ward"' in told
    again = fields_of(told)
    assert client.post(page, again).status_code == 302
    with asking(cast.priya):
        assert Spell.objects.get().place == "Birch ward"


def test_a_stay_without_a_section_is_not_said_to_be_informal(
    cast: Cast, client_of: Clients
) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/"
    client.post(f"{address}hospital/new/", typed(date(2026, 11, 4)))
    for page in (address, f"{address}hospital/"):
        assert "informal, or not known" in client.get(page).content.decode().lower()
    assert "Informal, or not known" in client.get(address).content.decode(), "in the chronology"


def test_a_spell_that_never_was_counts_nowhere(cast: Cast, client_of: Clients) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/hospital/"
    client.post(f"{address}new/", typed(date(2026, 11, 4)))
    with asking(cast.priya):
        [spell] = spells_for(cast.priya, cast.sam.pk)
    back = f"{address}{spell.pk}/taking-back/"
    assert "Why was it written" in client.post(back, {"because": " "}).content.decode()
    assert client.post(back, {"because": "It was his brother"}).status_code == 302
    assert "No stay in hospital" in client.get(address).content.decode()
    assert client.get(f"{address}{spell.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (typed(date(2026, 11, 4), date(2026, 11, 3)), "must be the first day or later"),
        (typed(date(1980, 1, 1)), "before the date of birth"),
        (typed(date(2090, 1, 1)), "must be today or in the past"),
        ({"kind": "inpatient"}, "first day"),
        (typed(date(2026, 11, 4), kind="spa"), "Choose one of the answers"),
        (typed(date(2026, 11, 4), place="x" * 1_000_000), "must be 200 characters or fewer"),
        (typed(date(2026, 11, 4), place="a\x00b"), "cannot be kept"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_kept(
    cast: Cast, client_of: Clients, sent: dict[str, Any], says: str
) -> None:
    page = client_of(cast.priya).post(f"/people/{cast.sam.pk}/hospital/new/", sent)
    assert page.status_code == 200
    assert says in page.content.decode()
    with asking(cast.priya):
        assert not Spell.objects.exists()


def test_two_years_are_counted_as_the_criteria_count_them() -> None:
    spells = [
        stay(date(2026, 3, 1), date(2026, 3, 10), section="2"),
        stay(date(2026, 3, 10), date(2026, 3, 20)),  # another ward: the same stay
        stay(date(2025, 1, 1), date(2025, 1, 1)),
        stay(date(2024, 11, 1), date(2024, 11, 24)),  # its last day lies in the window
        stay(date(2020, 1, 1), date(2020, 2, 1)),
        Spell(kind="home treatment", began_on=date(2026, 11, 20)),
    ]
    back = looked_back(spells, today=NOW.date())
    assert back.window.first == date(2024, 11, 24)
    assert (back.stays, back.detained, back.days_in_hospital) == (3, 1, 22)
    assert (back.with_crisis_team, back.days_with_crisis_team) == (1, 4)


@pytest.mark.parametrize("path", PAGES)
def test_hidden_and_absent_look_the_same(cast: Cast, client_of: Clients, path: str) -> None:
    for worker in (cast.sian, cast.ruth):
        client = client_of(worker)
        hidden = client.get(f"/people/{cast.sam.pk}/hospital/{path}")
        absent = client.get(f"/people/{uuid4()}/hospital/{path}")
        assert hidden.status_code == absent.status_code == 404
        assert hidden.content == absent.content


def test_a_spell_of_somebody_else_is_not_at_this_address(cast: Cast, client_of: Clients) -> None:
    with asking(cast.sian):
        spell = Spell.objects.create(
            person=cast.dylan, kind="inpatient", began_on=date(2026, 1, 1), recorded_by=cast.sian,
            recorded_at=NOW,
        )  # fmt: skip
    client = client_of(cast.priya)
    assert client.get(f"/people/{cast.sam.pk}/hospital/{spell.pk}/").status_code == 404
    assert client.get(f"/people/{cast.dylan.pk}/hospital/{spell.pk}/").status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(cast: Cast, client: Client, path: str) -> None:
    location = client.get(f"/people/{cast.sam.pk}/hospital/{path}").headers["Location"]
    assert location.startswith("/sign-in/")
