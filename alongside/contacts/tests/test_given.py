from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.caseload.models import ZoneSetting
from alongside.contacts import actions, queries
from alongside.contacts.queries import Given
from alongside.contacts.tests.telling import planned, recorded, told
from alongside.kernel.period import start_of
from alongside.policy.contacts import Means, Outcome
from tests.cast import NOW, Cast, asking, meet, take_into_care

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MONDAY = date(2026, 11, 23)


def _agree(cast: Cast, contacts_a_week: str, set_at: datetime = NOW) -> None:
    ZoneSetting.objects.create(
        episode=cast.sams_episode,
        person=cast.sam,
        zone="weekly",
        reason="zone.new-to-team",
        contacts_a_week=Decimal(contacts_a_week),
        owner=cast.ngozi,
        review_on=MONDAY,
        set_by=cast.ngozi,
        set_at=set_at,
    )


def _given(cast: Cast, *, week: date = MONDAY, at: datetime = NOW) -> Given:
    return queries.given_against_agreed_for(cast.priya, [cast.north.pk], week=week, at=at)[
        cast.sam.pk
    ]


@pytest.mark.django_db
def test_nothing_agreed_and_never_seen_is_said_so(cast: Cast) -> None:
    with asking(cast.priya):
        assert _given(cast) == Given(cast.sam.pk, None, 0, 0, 0, None, None, None, None)


@pytest.mark.django_db
def test_what_was_agreed_is_the_newest_zone_of_the_open_episode(cast: Cast) -> None:
    with asking(cast.priya):
        _agree(cast, "7", NOW - DAY)
        _agree(cast, "3.5", NOW)
        assert _given(cast).agreed_a_week == Decimal("3.5")


@pytest.mark.django_db
@pytest.mark.parametrize("week", [date(2026, 3, 23), date(2026, 10, 19), MONDAY])
def test_a_week_is_monday_to_sunday_in_london(cast: Cast, week: date) -> None:
    begins, ends = start_of(week), start_of(week + 7 * DAY)
    with asking(cast.priya):
        for when in (begins - MINUTE, begins, ends - MINUTE, ends):
            planned(cast, when)
            recorded(cast, began_at=when)
        for day in (week, week + 6 * DAY):
            given = _given(cast, week=day, at=ends + DAY)
            assert (given.planned, given.seen) == (2, 2)


@pytest.mark.django_db
def test_only_being_seen_counts_as_given(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        recorded(cast, Outcome.SEEN, means=Means.PHONE)
        assert (_given(cast).seen, _given(cast).days_since_seen) == (0, None)
        recorded(cast, Outcome.SEEN_LATE, means=Means.VIDEO)
        assert (_given(cast).seen, _given(cast).days_since_seen) == (1, 0)


@pytest.mark.django_db
def test_a_joint_contact_is_one_contact_and_two_workers(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, second_worker=cast.ngozi)
        assert (_given(cast).seen, _given(cast).workers_in_a_fortnight) == (1, 2)


@pytest.mark.django_db
def test_a_corrected_contact_counts_as_its_correction(cast: Cast) -> None:
    with asking(cast.priya):
        wrong = recorded(cast, second_worker=cast.ngozi)
        actions.correct(
            wrong, text=told(cast, began_at=NOW - DAY), because="Sunday", by=cast.priya, at=NOW
        )
        given = _given(cast)
        assert (given.seen, given.workers_in_a_fortnight, given.days_since_seen) == (0, 1, 1)
        newer = wrong.corrected_by
        actions.take_back(newer, because="Never was", by=cast.priya, at=NOW)
        assert _given(cast).days_since_seen is None


@pytest.mark.django_db
def test_days_since_seen_are_days_in_london(cast: Cast) -> None:
    just_before_midnight = start_of(MONDAY) - MINUTE
    with asking(cast.priya):
        recorded(cast, began_at=just_before_midnight)
        assert _given(cast, at=start_of(MONDAY) + MINUTE).days_since_seen == 1
        assert _given(cast, at=start_of(MONDAY) - MINUTE).days_since_seen == 0


@pytest.mark.django_db
def test_a_fortnight_is_today_and_the_thirteen_days_before(cast: Cast) -> None:
    begins = start_of(MONDAY - 13 * DAY)
    with asking(cast.priya):
        recorded(cast, began_at=begins - MINUTE, worker=cast.priya)
        assert _given(cast).workers_in_a_fortnight == 0
        recorded(cast, began_at=begins, worker=cast.priya)
        assert _given(cast).workers_in_a_fortnight == 1
        assert _given(cast, at=NOW + DAY).workers_in_a_fortnight == 0


@pytest.mark.django_db
def test_visits_called_off_are_not_planned_and_the_next_one_is_next(cast: Cast) -> None:
    with asking(cast.priya):
        off = planned(cast, NOW + MINUTE)
        actions.call_off(off, because="Snow", by=cast.priya, at=NOW)
        planned(cast, NOW + 10 * DAY)
        planned(cast, NOW + 2 * DAY, worker=cast.priya)
        planned(cast, NOW - MINUTE)
        given = _given(cast)
        assert given.planned == 2
        assert (given.next_visit_at, given.next_visit_by) == (NOW + 2 * DAY, cast.priya.pk)


@pytest.mark.django_db
def test_other_teams_learn_nothing(cast: Cast) -> None:
    with asking(cast.sian):
        found = queries.given_against_agreed_for(
            cast.sian, [cast.north.pk, cast.south.pk], week=MONDAY, at=NOW
        )
        assert list(found) == [cast.dylan.pk]


@pytest.mark.django_db
def test_a_whole_team_takes_as_many_queries_as_one_person(cast: Cast) -> None:
    with asking(cast.ngozi):
        for number in range(20):
            person = meet(cast.ngozi, cast.north, given_name=f"Person {number}")
            take_into_care(person, cast.north, cast.ngozi)
    with (
        asking(cast.priya),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        found = queries.given_against_agreed_for(cast.priya, [cast.north.pk], week=MONDAY, at=NOW)
    assert len(found) == 21
    assert len([q for q in asked if "caseload_" in q["sql"] or "contacts_" in q["sql"]]) == 2
