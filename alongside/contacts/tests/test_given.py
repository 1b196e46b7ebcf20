from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.contacts import actions
from alongside.contacts.figures import ContactFigures, contact_figures
from alongside.contacts.tests.telling import planned, recorded, told
from alongside.kernel.period import day_of, start_of
from alongside.policy.contacts import Means, Outcome
from tests.cast import NOW, Cast, asking, meet, take_into_care

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MONDAY = date(2026, 11, 23)


def _given(cast: Cast, *, at: datetime = NOW) -> ContactFigures:
    asked = {cast.sams_episode.pk: (cast.sam.pk, at - 28 * DAY)}
    first = day_of(at) - 13 * DAY
    return contact_figures(asked, fortnight_from=first, at=at)[cast.sams_episode.pk]


@pytest.mark.django_db
def test_nothing_planned_and_never_seen_is_said_so(cast: Cast) -> None:
    with asking(cast.priya):
        assert _given(cast) == ContactFigures()


@pytest.mark.django_db
@pytest.mark.parametrize("week", [date(2026, 3, 23), date(2026, 10, 19), MONDAY])
def test_a_week_is_monday_to_sunday_in_london(cast: Cast, week: date) -> None:
    begins, ends = start_of(week), start_of(week + 7 * DAY)
    with asking(cast.priya):
        for when in (begins - MINUTE, begins, ends - MINUTE, ends):
            planned(cast, when)
            recorded(cast, began_at=when)
        for moment in (begins, ends - MINUTE):
            assert _given(cast, at=moment).planned_this_week == 2
        assert _given(cast, at=begins).seen_this_week == 1
        assert _given(cast, at=ends - MINUTE).seen_this_week == 2


@pytest.mark.django_db
def test_only_being_seen_counts_as_given(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        recorded(cast, Outcome.SEEN, means=Means.PHONE)
        assert (_given(cast).seen_this_week, _given(cast).last_seen_at) == (0, None)
        recorded(cast, Outcome.SEEN_LATE, means=Means.VIDEO)
        assert _given(cast).seen_this_week == 1
        assert _given(cast).last_seen_at is not None


@pytest.mark.django_db
def test_a_joint_contact_is_one_contact_and_two_workers(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, second_worker=cast.ngozi)
        assert (_given(cast).seen_this_week, _given(cast).workers_met) == (1, 2)


@pytest.mark.django_db
def test_a_corrected_contact_counts_as_its_correction(cast: Cast) -> None:
    with asking(cast.priya):
        wrong = recorded(cast, second_worker=cast.ngozi)
        actions.correct(
            wrong, text=told(cast, began_at=NOW - DAY), because="Sunday", by=cast.priya, at=NOW
        )
        given = _given(cast)
        assert (given.seen_this_week, given.workers_met) == (0, 1)
        assert given.last_seen_at == NOW - DAY
        newer = wrong.corrected_by
        actions.take_back(newer, because="Never was", by=cast.priya, at=NOW)
        assert _given(cast).last_seen_at is None


@pytest.mark.django_db
def test_a_fortnight_is_today_and_the_thirteen_days_before(cast: Cast) -> None:
    begins = start_of(MONDAY - 13 * DAY)
    with asking(cast.priya):
        recorded(cast, began_at=begins - MINUTE, worker=cast.priya)
        assert _given(cast).workers_met == 0
        recorded(cast, began_at=begins, worker=cast.priya)
        assert _given(cast).workers_met == 1
        assert _given(cast, at=NOW + DAY).workers_met == 0


@pytest.mark.django_db
def test_visits_called_off_are_not_planned(cast: Cast) -> None:
    with asking(cast.priya):
        off = planned(cast, NOW + MINUTE)
        actions.call_off(off, because="Snow", by=cast.priya, at=NOW)
        for when in (NOW + 10 * DAY, NOW + 2 * DAY, NOW - MINUTE):
            planned(cast, when)
        assert _given(cast).planned_this_week == 2


@pytest.mark.django_db
def test_a_whole_team_takes_one_query(cast: Cast) -> None:
    asked = {cast.sams_episode.pk: (cast.sam.pk, NOW)}
    with asking(cast.ngozi):
        for number in range(20):
            person = meet(cast.ngozi, cast.north, given_name=f"Person {number}")
            asked[take_into_care(person, cast.north, cast.ngozi).pk] = (person.pk, NOW)
        with CaptureQueriesContext(connection) as queries:
            assert len(contact_figures(asked, fortnight_from=MONDAY, at=NOW)) == 21
    assert len(queries) == 1
