"""Short ways to tell of a contact and to plan a visit, for the tests of this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from alongside.contacts import actions
from alongside.contacts.actions import ContactText, VisitText
from alongside.contacts.models import Contact, PlannedVisit
from alongside.policy.contacts import Outcome
from tests.cast import NOW, Cast


def told(cast: Cast, outcome: Outcome = Outcome.SEEN, **about: Any) -> ContactText:
    """Tell of a contact of Priya's with Sam, at nine this morning."""
    usual: dict[str, Any] = {
        "person": cast.sam,
        "team_id": cast.north.pk,
        "worker": cast.priya,
        "began_at": NOW,
    }
    return ContactText(outcome=outcome, **(usual | about))


def recorded(cast: Cast, outcome: Outcome = Outcome.SEEN, **about: Any) -> Contact:
    """Record a contact with Sam as soon as it began, by whoever made it."""
    text = told(cast, outcome, **about)
    return actions.record_contact(text, by=text.worker, at=text.began_at)


def planned(cast: Cast, planned_for: datetime = NOW, **about: Any) -> PlannedVisit:
    """Plan a visit to Sam, by whoever makes it: Priya."""
    usual: dict[str, Any] = {"person": cast.sam, "team_id": cast.north.pk, "worker": cast.priya}
    text = VisitText(planned_for=planned_for, **(usual | about))
    return actions.plan_visit(text, by=text.worker, at=NOW)
