from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alongside.audit.queries import trail_of
from alongside.caseload import leaving
from alongside.caseload.leaving import Leaving
from alongside.contacts import actions
from alongside.contacts.actions import Again, VisitText
from alongside.contacts.models import PlannedVisit
from alongside.contacts.tests.telling import planned, recorded
from alongside.kernel.rules import Refused
from alongside.people.actions import note_death
from alongside.policy.discharge import DischargeFacts, Ground
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
Clients = Callable[..., Client]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DIED = DischargeFacts(ground=Ground.DIED)


def _called_off(cast: Cast) -> dict[timedelta, str]:
    with asking(cast.ngozi):
        return {
            visit.planned_for - NOW: visit.called_off_because
            for visit in PlannedVisit.objects.filter(person=cast.sam)
        }


def test_visits_planned_for_later_are_called_off_when_care_ends(cast: Cast) -> None:
    with asking(cast.ngozi):
        for when in (NOW - HOUR, NOW + HOUR, NOW + 9 * DAY):
            planned(cast, when, worker=cast.ngozi)
        done = planned(cast, NOW + 2 * HOUR, worker=cast.ngozi)
        recorded(cast, visit=done, worker=cast.ngozi)
        left = leaving.discharge(
            cast.sams_episode, facts=DIED, leaving=Leaving("x"), by=cast.ngozi, at=NOW
        )
        assert left.also == ("2 visits planned for later are called off",)
        [line] = [each for each in trail_of(cast.sam.pk) if each.what == "visits.called_off"]
        assert line.details == {"because": "Care ended", "visits": 2}
    reasons = _called_off(cast)
    assert reasons[-HOUR] == reasons[2 * HOUR] == ""
    assert reasons[HOUR] == reasons[9 * DAY] == "Care ended"


def test_where_care_ends_in_one_team_the_visits_of_another_stand(cast: Cast) -> None:
    with asking(cast.ngozi):
        planned(cast, NOW + HOUR, team_id=cast.south.pk, worker=cast.ngozi)
        left = leaving.discharge(
            cast.sams_episode, facts=DIED, leaving=Leaving("x"), by=cast.ngozi, at=NOW
        )
        assert left.also == ()
    assert _called_off(cast) == {HOUR: ""}


def test_visits_are_called_off_after_a_death_and_not_when_it_is_taken_back(cast: Cast) -> None:
    with asking(cast.ngozi):
        planned(cast, NOW + HOUR, worker=cast.ngozi)
        assert note_death(cast.sam, died_on=None, by=cast.ngozi, at=NOW) == []
        also = note_death(cast.sam, died_on=date(2026, 11, 22), by=cast.ngozi, at=NOW)
        assert also == ["1 visit planned for later is called off"]
    assert _called_off(cast) == {HOUR: "They have died"}


def test_the_pages_say_how_many_visits_were_called_off(cast: Cast, client_of: Clients) -> None:
    with asking(cast.ngozi):
        planned(cast, timezone.now() + DAY, worker=cast.ngozi)
    said = {"ground": "died", "explanation": "x", "carers": "not-asked"}
    page = client_of(cast.ngozi).post(f"/people/{cast.sam.pk}/discharge/", said, follow=True)
    assert "Our care has ended. 1 visit planned for later is called off" in page.content.decode()
    with asking(cast.ngozi):
        planned(cast, timezone.now() + DAY, worker=cast.ngozi)
    day = {"died_on_day": "1", "died_on_month": "11", "died_on_year": "2026"}
    page = client_of(cast.ngozi).post(f"/people/{cast.sam.pk}/death/", day, follow=True)
    assert "that they died. 1 visit planned for later is called off" in page.content.decode()


def test_whoever_has_died_has_no_visit_planned_or_moved(cast: Cast) -> None:
    with asking(cast.ngozi):
        missed = planned(cast, NOW - HOUR, worker=cast.ngozi)
        note_death(cast.sam, died_on=date(2026, 11, 22), by=cast.ngozi, at=NOW)
        text = VisitText(cast.sam, cast.north.pk, cast.ngozi, NOW + DAY)
        every_day = Again(frozenset(range(7)), weeks=2)
        for plan in (
            lambda: actions.plan_visit(text, by=cast.ngozi, at=NOW),
            lambda: actions.plan_visits(text, every_day, by=cast.ngozi, at=NOW),
            lambda: actions.move_visit(missed, text=text, by=cast.ngozi, at=NOW),
        ):
            with pytest.raises(Refused, match="They have died"):
                plan()
    assert _called_off(cast) == {-HOUR: ""}


def test_a_discharge_that_is_refused_calls_off_nothing(cast: Cast, client_of: Clients) -> None:
    with asking(cast.ngozi):
        planned(cast, timezone.now() + DAY, worker=cast.ngozi)
    said = {"ground": "moved-away", "explanation": "x", "carers": "not-asked"}
    page = client_of(cast.ngozi).post(f"/people/{cast.sam.pk}/discharge/", said)
    assert "There is a problem" in page.content.decode()
    assert set(_called_off(cast).values()) == {""}
