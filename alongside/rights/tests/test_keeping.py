"""Nothing is destroyed before its time, and nothing by itself; a hold wins over every time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from alongside.caseload.models import Discharge
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.policy.retention import Clock
from alongside.policy.values import Nation
from alongside.record.tests.telling import contact
from alongside.rights.actions import holding
from alongside.rights.queries import keeping as queries
from alongside.rights.tests.test_whole import HANGS_ON_A_PERSON
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, take_into_care

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
LONG_AGO = datetime(2004, 3, 1, 10, tzinfo=UTC)


def left(cast: Cast, person: Person) -> None:
    """Let somebody have been in care twenty years ago, and not since."""
    episode = take_into_care(person, cast.north, cast.ngozi, began_on=date(2004, 1, 5))
    with asking(cast.ngozi) as ngozi:
        contact(cast, LONG_AGO, person=person)
        Discharge.objects.create(
            episode=episode, person=person, ground="stepped-down", explanation="Well",
            receiving_service="CMHT", way_back="Ring", discharged_by=ngozi,
            discharged_at=LONG_AGO + timedelta(days=9),
        )  # fmt: skip


@pytest.fixture
def gwen(cast: Cast) -> Person:
    from tests.cast import meet

    person = meet(cast.ngozi, cast.north, given_name="Gwen", family_name="Rees")
    left(cast, person)
    return person


def found(cast: Cast, person: Person) -> queries.Keeping:
    with asking(cast.tom) as tom:
        keeping = queries.keeping_for(tom, person.pk, nation=Nation.ENGLAND, today=NOW.date())
    assert keeping
    return keeping


def over(cast: Cast) -> list[str]:
    with asking(cast.tom) as tom:
        return [each.name for each in queries.times_over_for(tom, today=NOW.date())]


def test_the_time_is_counted_from_whatever_was_last(cast: Cast, gwen: Person) -> None:
    assert found(cast, gwen).kept.until == date(2024, 3, 10), "the day on which care ended"
    assert over(cast) == ["Gwen Rees"]
    assert found(cast, cast.sam).kept.clock is Clock.IN_CARE


def test_whoever_comes_back_begins_the_time_anew(cast: Cast, gwen: Person) -> None:
    with asking(cast.ngozi):
        contact(cast, NOW - timedelta(days=2), person=gwen, was_seen=False, outcome="no-answer")
    assert found(cast, gwen).kept.until == date(2046, 11, 21)
    assert over(cast) == []


def test_a_hold_wins_until_it_is_ended(cast: Cast, gwen: Person, client_of: SignIn) -> None:
    page = f"/people/{gwen.pk}/rights/kept/"
    tom = client_of(cast.tom)
    typed = {"because": "Inquest 12 of 2026", "from_day_day": "1", "from_day_month": "11"}
    assert tom.post(page, typed | {"from_day_year": "2026"}).status_code == 302
    text = tom.get(page).content.decode()
    assert "Inquest 12 of 2026" in text
    assert "It is held, and is kept whatever its time" in text
    assert over(cast) == []
    with asking(cast.tom) as manager:
        hold = queries.holds_for(manager, gwen.pk).get()
    ended = {"because": "The inquest is over"}
    assert client_of(cast.ngozi).post(f"{page}{hold.pk}/", ended).status_code == 404
    assert tom.post(f"{page}{hold.pk}/", ended).status_code == 302
    assert over(cast) == ["Gwen Rees"]
    assert "The inquest is over" in tom.get(page).content.decode()
    with asking(cast.tom) as manager, pytest.raises(Refused, match="ended this hold before"):
        holding.end_hold(hold, because="Again", by=manager, at=NOW)


def test_only_who_keeps_records_holds_one_and_reads_the_queue(
    cast: Cast, gwen: Person, client_of: SignIn
) -> None:
    ngozi = client_of(cast.ngozi)
    typed = {"because": "x", "from_day_day": "1", "from_day_month": "11", "from_day_year": "2026"}
    ngozi.post(f"/people/{gwen.pk}/rights/kept/", typed)
    assert found(cast, gwen).kept.clock is Clock.CONTACT
    assert ngozi.get("/records/time-over/").status_code == 404
    shown = client_of(cast.tom).get("/records/time-over/").content.decode()
    assert "Gwen Rees" in shown
    assert "10 March 2024" in shown


def test_the_program_may_delete_nothing_that_hangs_on_a_person(cast: Cast) -> None:
    """The database refuses it, whatever the program is asked to do."""
    with connection.cursor() as cursor:
        cursor.execute(HANGS_ON_A_PERSON)
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT name FROM unnest(%s::text[]) AS name"
            " WHERE has_table_privilege(name, 'DELETE') OR has_table_privilege(name, 'TRUNCATE')",
            [tables],
        )
        assert cursor.fetchall() == []
    assert len(tables) > 60
    with (
        asking(cast.ngozi),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM people_person WHERE id = %s", [cast.dylan.pk])
