"""More people in the care of North, so that pages can be held to the same number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from alongside.careplans import actions as careplans
from alongside.caseload import actions as caseload
from alongside.caseload.actions import ZoneChoice
from alongside.caseload.models import Episode
from alongside.contacts import actions as contacts
from alongside.contacts.actions import ContactText, VisitText
from alongside.policy.contacts import Outcome
from tests.cast import NOW, Cast, asking, meet, take_into_care


def crowd(cast: Cast, many: int) -> list[Episode]:
    """Take people into the care of North, with a zone, a plan, a visit, a contact and a miss."""
    found = []
    for number in range(many):
        person = meet(cast.ngozi, cast.north, given_name=f"Robin {number}", family_name="Ashe")
        episode = take_into_care(person, cast.north, cast.ngozi, began_on=date(2026, 1, 5))
        with asking(cast.ngozi):
            settle(cast, episode)
        found.append(episode)
    return found


def settle(cast: Cast, episode: Episode) -> None:
    """Agree a zone and a plan with somebody, plan a visit, see them, and miss them once."""
    week_ago = NOW - timedelta(days=7)
    choice = ZoneChoice(
        zone="weekly",
        reason="zone.steady",
        owner=cast.ngozi,
        review_on=NOW.date() + timedelta(days=21),
        contacts_a_week=Decimal(1),
    )
    caseload.set_zone(episode, choice=choice, by=cast.ngozi, at=week_ago)
    text = careplans.PlanText(in_their_words="A quiet flat")
    careplans.write_plan(episode, text=text, based_on=None, by=cast.ngozi, at=week_ago)
    about: dict[str, Any] = {
        "person": episode.person,
        "team_id": cast.north.pk,
        "worker": cast.priya,
    }
    for days, outcome in ((7, Outcome.SEEN), (1, Outcome.NO_ANSWER)):
        told = ContactText(began_at=NOW - timedelta(days=days), outcome=outcome, **about)
        contacts.record_contact(told, by=cast.ngozi, at=NOW - timedelta(days=days))
    visit = VisitText(planned_for=NOW + timedelta(hours=3), despite="short notice", **about)
    contacts.plan_visit(visit, by=cast.ngozi, at=NOW)
