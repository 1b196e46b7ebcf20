"""Recording contacts, planning visits, and climbing the ladder after a missed contact."""

from alongside.contacts.actions.contacts import (
    AlreadyWritten,
    ContactText,
    correct,
    record_contact,
    take_back,
)
from alongside.contacts.actions.ladder import do_step, hand_step
from alongside.contacts.actions.visits import (
    Again,
    VisitText,
    call_off,
    move_visit,
    plan_visit,
    plan_visits,
)

__all__ = [
    "Again",
    "AlreadyWritten",
    "ContactText",
    "VisitText",
    "call_off",
    "correct",
    "do_step",
    "hand_step",
    "move_visit",
    "plan_visit",
    "plan_visits",
    "record_contact",
    "take_back",
]
