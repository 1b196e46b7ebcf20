from __future__ import annotations

from datetime import datetime

import pytest

from alongside.audit.models import Entry
from alongside.audit.queries import trail_of
from alongside.audit.trail import NoTrail, audited, record
from alongside.people.models import Person
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking


@audited
def _ring(person: Person, *, number: str, by: Worker, at: datetime) -> None:
    Person.objects.filter(pk=person.pk).update(phone=number)
    record("person.rung", on=person, by=by, at=at, number=number)


@audited
def _ring_secretly(person: Person, *, by: Worker, at: datetime) -> None:
    Person.objects.filter(pk=person.pk).update(phone="nobody knows")


@audited
def _ring_twice(person: Person, *, by: Worker, at: datetime) -> None:
    _ring(person, number="1", by=by, at=at)
    _ring(person, number="2", by=by, at=at)


def test_an_action_leaves_a_line_that_says_who_what_and_when(cast: Cast) -> None:
    with asking(cast.ngozi):
        _ring(cast.sam, number="07700 900555", by=cast.ngozi, at=NOW)
        line = trail_of(cast.sam.pk)[0]
        assert (line.what, line.by_id, line.at) == ("person.rung", cast.ngozi.pk, NOW)
        assert line.details == {"number": "07700 900555"}
        assert line.subject_id == str(cast.sam.pk)


def test_an_action_without_a_line_is_undone(cast: Cast) -> None:
    with asking(cast.ngozi):
        with pytest.raises(NoTrail, match="call record"):
            _ring_secretly(cast.sam, by=cast.ngozi, at=NOW)
        cast.sam.refresh_from_db()
        assert cast.sam.phone == "07700 900123"


def test_an_action_made_of_actions_needs_no_line_of_its_own(cast: Cast) -> None:
    with asking(cast.ngozi):
        before = Entry.objects.count()
        _ring_twice(cast.sam, by=cast.ngozi, at=NOW)
        assert Entry.objects.count() == before + 2


def test_a_line_outside_an_action_is_refused(cast: Cast) -> None:
    with asking(cast.ngozi), pytest.raises(NoTrail, match="outside an audited action"):
        record("person.rung", on=cast.sam, by=cast.ngozi, at=NOW)


def test_another_team_reads_no_line_about_somebody(cast: Cast) -> None:
    with asking(cast.ngozi):
        _ring(cast.sam, number="1", by=cast.ngozi, at=NOW)
    with asking(cast.sian):
        assert trail_of(cast.sam.pk) == []
