from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from alongside.contacts import queries
from alongside.contacts.foreseeing import Wanted
from alongside.contacts.tests.telling import planned
from alongside.kernel.period import LONDON
from alongside.policy.values import Nation
from alongside.staff.models import Absence, Worker
from tests.cast import NOW, Cast, asking

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TEN = datetime(2026, 11, 24, 10, tzinfo=LONDON)  # a Tuesday


def _foreseen(
    cast: Cast, *moments: datetime, who: Worker | None = None, **about: object
) -> list[str]:
    wanted = Wanted(
        cast.sam.pk,
        frozenset({(who or cast.priya).pk}),
        moments,
        30,
        Nation.ENGLAND,
        **about,  # type: ignore[arg-type]  # what a test says
    )
    found = queries.foreseen_for(cast.priya, wanted, now=NOW)
    return [detail for each in found for detail in each.details]


@pytest.mark.django_db
def test_two_visits_clash_when_they_overlap_by_a_minute(cast: Cast) -> None:
    with asking(cast.priya):
        visit = planned(cast, TEN, minutes=45, second_worker=cast.ngozi)
        clash = "Priya Nair sees Samuel Ó Briain on Tue 24 Nov at 10am"
        assert _foreseen(cast, TEN + 44 * MINUTE) == [clash]
        assert _foreseen(cast, TEN - 29 * MINUTE) == [clash]
        assert _foreseen(cast, TEN + 45 * MINUTE) == []
        assert _foreseen(cast, TEN - 30 * MINUTE) == []
        assert _foreseen(cast, TEN, who=cast.tom) == []
        assert _foreseen(cast, TEN, who=cast.ngozi) == [clash.replace("Priya Nair", "Ngozi Okafor")]
        assert _foreseen(cast, TEN, but=visit.pk) == []


@pytest.mark.django_db
def test_absence_is_foreseen_from_its_first_to_its_last_day(cast: Cast) -> None:
    with asking(cast.priya):
        Absence.objects.create(
            worker=cast.priya, why="leave", began_on=TEN.date(), ended_on=TEN.date() + DAY
        )
        assert _foreseen(cast, TEN, TEN + DAY, TEN + 2 * DAY) == [
            "Priya Nair is away on Tue 24 Nov (leave)",
            "Priya Nair is away on Wed 25 Nov (leave)",
        ]


@pytest.mark.django_db
def test_a_third_visit_on_one_day_is_foreseen(cast: Cast) -> None:
    with asking(cast.priya):
        planned(cast, TEN - 120 * MINUTE)
        times = TEN, TEN + 120 * MINUTE
        assert _foreseen(cast, times[0]) == []
        assert _foreseen(cast, *times) == ["Tue 24 Nov at midday"]


@pytest.mark.django_db
def test_a_joint_visit_off_tuesday_is_foreseen(cast: Cast) -> None:
    with asking(cast.priya):
        kind = "harm reduction"
        assert _foreseen(cast, TEN, partner_kind=kind) == []
        assert _foreseen(cast, TEN + DAY, partner_kind=kind) == ["Wed 25 Nov at 10am"]


@pytest.mark.django_db
def test_nothing_is_told_about_people_of_other_teams(cast: Cast) -> None:
    with asking(cast.sian):
        planned(cast, TEN, person=cast.dylan, team_id=cast.south.pk, worker=cast.sian)
    with asking(cast.priya):
        assert _foreseen(cast, TEN, who=cast.sian) == []
    assert TEN.date() == date(2026, 11, 24)
