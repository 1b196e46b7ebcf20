"""Who somebody is: asked once, with its source, changed by nobody unseen, lost by nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.access.models import Opening
from alongside.audit.models import Entry
from alongside.people.models import Person, PersonEvent, Telling, Wish  # type: ignore[attr-defined]  # made by pghistory
from alongside.people.queries import told_for
from alongside.people.told import SECTIONS, facts_of, mark_of
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, meet

Clients = Callable[[Worker], Client]
PAGES = (
    "identity/", "identity/history/", "identity/names/", "identity/birth/", "identity/door/",
    "identity/where/", "identity/language/", "identity/culture/", "death/", "wishes/",
    "wishes/ask/",
)  # fmt: skip


def stored(cast: Cast) -> Person:
    with asking(cast.ngozi):
        return Person.objects.get(pk=cast.sam.pk)


def as_shown(person: Person, section_id: str, **typed: Any) -> dict[str, Any]:
    """What a browser sends when somebody changes a few boxes of a section."""
    section = SECTIONS[section_id]
    facts: dict[str, Any] = {name: value or "" for name, value in facts_of(person, section).items()}
    if born_on := facts.pop("born_on", None):
        facts |= {
            "born_on_day": born_on.day, "born_on_month": born_on.month, "born_on_year": born_on.year
        }  # fmt: skip
    mark = mark_of(facts_of(person, section))
    return facts | {"source": "person", "seen": mark} | typed


def change(client: Client, cast: Cast, section_id: str, **typed: Any) -> Any:
    data = as_shown(stored(cast), section_id, **typed)
    return client.post(f"/people/{cast.sam.pk}/identity/{section_id}/", data)


@pytest.mark.parametrize("path", PAGES)
def test_who_knows_them_sees_the_page_and_it_is_written_down(
    cast: Cast, client_of: Clients, path: str
) -> None:
    address = f"/people/{cast.sam.pk}/{path}"
    page = client_of(cast.priya).get(address)
    assert page.status_code == 200
    assert "Samuel Ó Briain" in page.content.decode()
    with asking(cast.priya):
        assert Opening.objects.get(page=address).person_ids == [cast.sam.pk]


@pytest.mark.parametrize("path", PAGES)
def test_hidden_and_absent_look_the_same(cast: Cast, client_of: Clients, path: str) -> None:
    client = client_of(cast.sian)
    hidden = client.get(f"/people/{cast.sam.pk}/{path}")
    absent = client.get(f"/people/{uuid4()}/{path}")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert client_of(cast.ruth).get(f"/people/{cast.sam.pk}/{path}").content == absent.content
    assert client.post(f"/people/{cast.sam.pk}/{path}", {}).status_code in {404, 405}


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(cast: Cast, client: Client, path: str) -> None:
    location = client.get(f"/people/{cast.sam.pk}/{path}").headers["Location"]
    assert location.startswith("/sign-in/")


def test_what_changed_is_kept_with_who_told_it(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)
    page = change(client, cast, "names", known_as="Sammy", source="carer")
    assert page.status_code == 302
    assert stored(cast).known_as == "Sammy"
    with asking(cast.priya):
        told = told_for(cast.priya, cast.sam.pk)["known_as"]
        assert (told.source, told.by, told.changed) == ("carer", cast.priya, ["known_as"])
        [entry] = Entry.objects.filter(what="person.changed")
    assert entry.details == {"facts": ["known_as"], "source": "carer"}
    shown = client.get(f"/people/{cast.sam.pk}/identity/").content.decode()
    assert "Told by family, a friend or a carer" in shown
    history = client.get(f"/people/{cast.sam.pk}/identity/history/").content.decode()
    assert "Sammy" in history
    assert "Priya Nair" in history


def test_that_no_interpreter_is_needed_was_told(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)
    change(client, cast, "language", needs_interpreter="False")
    history = client.get(f"/people/{cast.sam.pk}/identity/history/").content.decode()
    assert "Needs an interpreter" in history
    assert "<bdi>No</bdi>" in history
    change(client, cast, "where", no_fixed_address="")
    again = client.get(f"/people/{cast.sam.pk}/identity/history/").content.decode()
    assert "No fixed address" not in again


def test_whoever_a_bulk_load_brought_in_has_no_history_yet(
    cast: Cast, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PersonEvent, "objects", PersonEvent.objects.none())
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/identity/history/")
    assert page.status_code == 200
    assert "Nothing was changed since this person was first written down" in page.content.decode()


def test_saved_as_it_is_it_is_found_still_right(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)
    assert change(client, cast, "birth").status_code == 302
    with asking(cast.priya):
        [telling] = Telling.objects.all()
        assert telling.changed == []
        assert Entry.objects.filter(what="person.still-right").count() == 1
    assert "Found still right" in client.get(f"/people/{cast.sam.pk}/identity/").content.decode()


def test_two_people_who_change_the_same_are_both_heard(cast: Cast, client_of: Clients) -> None:
    before = as_shown(stored(cast), "door", before_knocking="Ring twice")
    change(client_of(cast.ngozi), cast, "door", before_knocking="The dog bites")
    client = client_of(cast.priya)
    page = client.post(f"/people/{cast.sam.pk}/identity/door/", before)
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Ring twice" in shown
    assert "The dog bites" in shown
    assert stored(cast).before_knocking == "The dog bites"
    chosen = before | {"seen": mark_of({"before_knocking": "The dog bites"})}
    assert client.post(f"/people/{cast.sam.pk}/identity/door/", chosen).status_code == 302
    assert stored(cast).before_knocking == "Ring twice"


def test_what_makes_two_people_alike_is_shown_before_it_is_kept(
    cast: Cast, client_of: Clients
) -> None:
    twin = meet(
        cast.ngozi, cast.north, given_name="Brendan", family_name="Walsh",
        born_on=date(1979, 3, 5), nhs_number="9990602670",
    )  # fmt: skip
    client = client_of(cast.ngozi)
    page = change(client, cast, "birth", nhs_number="9990602670")
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Brendan Walsh" in shown
    assert "The NHS number is the same." in shown
    assert stored(cast).nhs_number == "9999836909"
    again = change(client, cast, "birth", nhs_number="9990602670", somebody_else="on")
    assert again.status_code == 302
    assert stored(cast).nhs_number == twin.nhs_number


def test_no_one_is_warned_of_somebody_whom_only_another_team_knows(
    cast: Cast, client_of: Clients
) -> None:
    page = change(client_of(cast.ngozi), cast, "birth", nhs_number=cast.dylan.nhs_number)
    assert page.status_code == 302


@pytest.mark.parametrize(
    ("section", "typed", "says"),
    [
        ("birth", {"nhs_number": "0000000000"}, "not a valid NHS number"),
        ("birth", {"born_on_day": "31", "born_on_month": "2"}, "must be a real date"),
        ("birth", {"born_on_year": "2090", "born_on_day": "1"}, "must be today or in the past"),
        ("where", {"postcode": "nowhere"}, "Enter a postcode"),
        ("names", {"given_name": "a" * 101}, "must be 100 characters or fewer"),
        ("names", {"family_name": "x" * 1_000_000}, "must be 100 characters or fewer"),
        ("names", {"source": ""}, "Say who told you"),
        ("culture", {"ethnicity": "QQ"}, "Choose one of the answers"),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(
    cast: Cast, client_of: Clients, section: str, typed: dict[str, Any], says: str
) -> None:
    before = stored(cast)
    page = change(client_of(cast.priya), cast, section, **typed)
    assert page.status_code == 200
    assert says in page.content.decode()
    assert facts_of(stored(cast), SECTIONS[section]) == facts_of(before, SECTIONS[section])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ŵyn", "Ŵyn"),
        ("O’Neill", "O’Neill"),
        ("مريم", "مريم"),
        ("  Anna   Maria ", "Anna Maria"),
        ("\u202eevil\u202c", "evil"),
        ("a\x00b", "a b"),
        ("", ""),
    ],
)
def test_names_of_every_kind_are_kept_without_anything_hidden(
    cast: Cast, client_of: Clients, typed: str, kept: str
) -> None:
    names = {"given_name": typed, "family_name": "", "known_as": "", "former_names": ""}
    assert change(client_of(cast.priya), cast, "names", **names).status_code == 302
    assert stored(cast).given_name == kept
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/identity/").content.decode()
    assert (kept or "Name not known") in page
    assert "\u202e" not in page


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    typed=st.text(max_size=300), section=st.sampled_from(["names", "where", "birth", "language"])
)
def test_nothing_that_is_typed_breaks_a_page(
    cast: Cast, client_of: Clients, typed: str, section: str
) -> None:
    boxes = dict.fromkeys(as_shown(cast.sam, section), typed) | {"source": "person"}
    page = client_of(cast.priya).post(f"/people/{cast.sam.pk}/identity/{section}/", boxes)
    assert page.status_code in {200, 302}


def test_a_death_asks_for_the_day_and_can_be_taken_back(cast: Cast, client_of: Clients) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/death/"
    day = {"died_on_day": "1", "died_on_month": "11", "died_on_year": "2026"}
    assert client.post(address, day).status_code == 302
    assert stored(cast).died_on == date(2026, 11, 1)
    early = client.post(address, day | {"died_on_year": "1980"})
    assert "must be after the date of birth" in early.content.decode()
    assert client.post(address, {"mistaken": "yes"}).status_code == 302
    assert stored(cast).died_on is None


def test_a_birthday_after_the_death_is_refused(cast: Cast, client_of: Clients) -> None:
    with asking(cast.ngozi):
        Person.objects.filter(pk=cast.sam.pk).update(died_on=date(2020, 1, 1))
    page = change(client_of(cast.priya), cast, "birth", born_on_year="2021", born_on_day="1")
    assert page.status_code == 200
    assert "before the date of death" in page.content.decode()


def test_each_wish_is_a_wish_none_declined_or_not_asked(cast: Cast, client_of: Clients) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/wishes/"
    assert client.get(address).content.decode().count("Not asked yet") == 4
    answers = {
        "gender": "wish", "gender_value": "man", "gender_words": "I never spoke to a woman of it",
        "culture": "none", "religion": "declined", "language": "",
    }  # fmt: skip
    assert client.post(f"{address}ask/", answers).status_code == 302
    page = client.get(address).content.decode()
    for says in ("man", "I never spoke to a woman of it", "No wish", "Did not want to say"):
        assert says in page
    assert page.count("Not asked yet") == 1
    client.post(f"{address}ask/", {"gender": "none"})
    with asking(cast.priya):
        assert Wish.objects.filter(person=cast.sam, about="gender").count() == 2


def test_a_wish_without_words_and_a_page_without_answers_are_sent_back(
    cast: Cast, client_of: Clients
) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/wishes/ask/"
    assert "Say what they wish" in client.post(address, {"gender": "wish"}).content.decode()
    assert "at least one" in client.post(address, {"gender_words": "typed"}).content.decode()
    with asking(cast.priya):
        assert not Wish.objects.exists()


def test_an_administrator_keeps_facts_but_asks_no_wishes(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ada)
    assert client.get(f"/people/{cast.sam.pk}/wishes/ask/").status_code == 404
    assert change(client, cast, "where", phone="07700 900456").status_code == 302


def test_a_long_history_costs_no_more_queries(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.priya)

    def cost(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(f"/people/{cast.sam.pk}/{path}").status_code == 200
        return len(asked)

    paths = ("identity/", "identity/history/", "wishes/")
    change(client, cast, "names", known_as="S0")
    few = [cost(path) for path in paths]
    for number in range(20):
        change(client, cast, "names", known_as=f"S{number}")
        with asking(cast.priya):
            Wish.objects.create(
                person=cast.sam, about="gender", answer="none", asked_by=cast.priya,
                asked_at=NOW - timedelta(days=number),
            )  # fmt: skip
    assert [cost(path) for path in paths] == few
    assert max(few) <= 12
