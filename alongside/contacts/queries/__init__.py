"""Finding contacts, visits and steps of the ladder."""

from alongside.contacts.queries.contacts import (
    Sieve,
    Tally,
    contact_for,
    contacts_asked_for,
    contacts_for,
    last_seen_for,
    met_by_for,
    tally_for,
    team_in_touch_for,
)
from alongside.contacts.queries.foreseen import foreseen_for
from alongside.contacts.queries.ladder import (
    Climb,
    climb_for,
    later_steps_for,
    next_steps_for,
    open_steps_for,
    step_for,
    steps_of_person_for,
)
from alongside.contacts.queries.visits import (
    unwritten_visits_for,
    visit_for,
    visits_for,
    visits_of_person_for,
    visits_of_team_for,
)

__all__ = [
    "Climb",
    "Sieve",
    "Tally",
    "climb_for",
    "contact_for",
    "contacts_asked_for",
    "contacts_for",
    "foreseen_for",
    "last_seen_for",
    "later_steps_for",
    "met_by_for",
    "next_steps_for",
    "open_steps_for",
    "step_for",
    "steps_of_person_for",
    "tally_for",
    "team_in_touch_for",
    "unwritten_visits_for",
    "visit_for",
    "visits_for",
    "visits_of_person_for",
    "visits_of_team_for",
]
