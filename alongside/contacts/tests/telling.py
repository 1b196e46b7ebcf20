"""Short ways to tell of a contact and to plan a visit, for the tests of this room."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from alongside.contacts import actions, queries
from alongside.contacts.actions import ContactText, VisitText
from alongside.contacts.models import Contact, PlannedVisit
from alongside.policy.contacts import Outcome
from tests.cast import NOW, Cast, asking

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


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
    """Plan a visit to Sam before it is, by whoever makes it: Priya."""
    usual: dict[str, Any] = {"person": cast.sam, "team_id": cast.north.pk, "worker": cast.priya}
    text = VisitText(planned_for=planned_for, **(usual | about))
    return actions.plan_visit(text, by=text.worker, at=min(NOW, planned_for))


def world(cast: Cast) -> dict[str, str]:
    """Make one of everything about Sam, and return the address of every page of this room."""
    now = timezone.now().replace(second=0, microsecond=0)
    with asking(cast.priya):
        contact = recorded(cast, began_at=now - DAY, note="Made tea")
        visit = planned(cast, now - HOUR)
        coming = planned(cast, now + 3 * DAY)
        recorded(cast, Outcome.NO_ANSWER, began_at=now - HOUR / 2)
        step = queries.open_steps_for(cast.priya)[0]
    person = f"/people/{cast.sam.pk}"
    return {
        "list": f"{person}/contacts/",
        "new": f"{person}/contacts/new/",
        "print": f"{person}/contacts/print/",
        "contact": f"{person}/contacts/{contact.pk}/",
        "correct": f"{person}/contacts/{contact.pk}/correction/",
        "take_back": f"{person}/contacts/{contact.pk}/taking-back/",
        "signs": f"{person}/signs/",
        "visits": f"{person}/visits/",
        "plan": f"{person}/visits/new/",
        "climb": f"{person}/ladder/",
        "visit": f"/visits/{visit.pk}/",
        "of_visit": f"/visits/{visit.pk}/contact/",
        "move": f"/visits/{coming.pk}/move/",
        "call_off": f"/visits/{coming.pk}/calling-off/",
        "step": f"/ladder/{step.pk}/",
        "hand": f"/ladder/{step.pk}/owner/",
    }
