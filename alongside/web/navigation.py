"""Where a worker can go from every page. A room that has a page for the menu adds its line here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.access.deciding import Action
from alongside.nhsuk.addresses import fixed_url
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Entry:
    """A page in the menu, for those who may do something in one of their teams."""

    text: str
    page: str
    to: Action


@dataclass(frozen=True)
class Place:
    """An entry as one worker sees it: its address, and whether it is where they are."""

    text: str
    href: str
    here: str  # "", or the value of aria-current


# In the order of the menu; the first that a worker sees is the page they start on.
ENTRIES: Sequence[Entry] = (
    Entry("My day", "today:my-day", to=Action.RUN_MEETINGS),
    Entry("Board", "today:boards", to=Action.SEE_PEOPLE),
    Entry("Caseload", "today:caseload", to=Action.SEE_PEOPLE),
    Entry("Visits", "contacts:day", to=Action.SEE_PEOPLE),
    Entry("Missed contacts", "contacts:ladder", to=Action.SEE_PEOPLE),
    Entry("Your referrals", "referrals:own", to=Action.REFER),
    Entry("Referrals", "referrals:list", to=Action.SEE_PEOPLE),
    Entry("Waiting list", "caseload:waiting", to=Action.SEE_PEOPLE),
    Entry("Criteria", "criteria:list", to=Action.EDIT_CRITERIA),
    Entry("Standards", "standards:teams", to=Action.SEE_PEOPLE),
    Entry("People", "record:people", to=Action.SEE_PEOPLE),
    Entry("Teams", "staff:organisation", to=Action.SEE_PEOPLE),
    Entry("Reasons", "sharing:reasons", to=Action.REVIEW_REASONS),
    Entry("Unexplained reads", "privacy:unexplained", to=Action.REVIEW_REASONS),
    Entry("Breaches", "sharing:breaches", to=Action.FOLLOW_BREACHES),
)
# Who may do this starts on that page, and not on the first of their menu.
STARTS: Sequence[Entry] = (Entry("Board", "today:boards", to=Action.ALLOCATE),)
# The name of the page that finds people, and who may; None until there is one.
SEARCH: Entry | None = Entry("Find a person", "record:people", to=Action.SEE_PEOPLE)


# What a practitioner of a partner sees in place of all these; the first is where they start.
OF_PARTNER: Sequence[tuple[str, str]] = (
    ("My day", "joint:my-day"),
    ("Your people", "joint:people"),
    ("Learning", "joint:own-learning"),
    ("Debriefing", "joint:notes"),
)


# What somebody in care sees, and what a carer does; the first is where they start.
OF_THEMSELF: Sequence[tuple[str, str]] = (
    ("Your record", "own:start"),
    ("Your plan", "own:plan"),
    ("Who looked", "own:looked"),
    ("What was shared", "own:shared"),
    ("Help", "own:help"),
    ("Your sign-in", "own:sign-in"),
)
OF_CARER: Sequence[tuple[str, str]] = (
    ("What you may be told", "own:told"),
    ("Your sign-in", "own:sign-in"),
)


def entries_for(worker: Worker) -> list[Entry]:
    """Return the entries of the menu that this worker may follow."""
    return [entry for entry in ENTRIES if worker.actor.teams_where(entry.to)]


def start_for(worker: Worker) -> Entry | None:
    """Return the page that a worker starts on, or None when they have none."""
    own = (entry for entry in STARTS if worker.actor.teams_where(entry.to))
    return next(own, None) or next(iter(entries_for(worker)), None)


def places_for(worker: Worker, path: str) -> list[Place]:
    """Return the menu as this worker sees it from the page with this path."""
    return [_place(entry.text, entry.page, path) for entry in entries_for(worker)]


def places_of_partner(path: str) -> list[Place]:
    """Return the menu of a practitioner of a partner."""
    return _outside(OF_PARTNER, path)


def places_of_own(path: str, *, is_carers: bool) -> list[Place]:
    """Return the menu of somebody in care, or of a carer, with a sign-in of their own."""
    return _outside(OF_CARER if is_carers else OF_THEMSELF, path)


def _outside(entries: Sequence[tuple[str, str]], path: str) -> list[Place]:
    places = [_place(text, page, path) for text, page in entries]
    first = places[0]  # its address is the beginning of all their others
    return [Place(first.text, first.href, "page" if path == first.href else ""), *places[1:]]


def _place(text: str, page: str, path: str) -> Place:
    href = fixed_url(page)
    here = "page" if path == href else "true" if path.startswith(href) else ""
    return Place(text, href, here)


def search_for(worker: Worker) -> str:
    """Return the address that finds people, empty for those who may not look."""
    if SEARCH is None or not worker.actor.teams_where(SEARCH.to):
        return ""
    return fixed_url(SEARCH.page)
