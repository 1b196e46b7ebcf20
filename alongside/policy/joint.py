"""Working jointly with a partner: the agreed days, what is exchanged, what names nobody."""

from __future__ import annotations

from datetime import date

from alongside.kernel.period import WEEKDAYS, months_after
from alongside.policy.terms import Term
from alongside.policy.values import SHIPPED, Nation

MOST_BYTES_OF_A_POLICY = 5 * 1024 * 1024


class Equipment(Term):
    """Clean injecting equipment that is exchanged; counted by kind, and nothing else of it."""

    NEEDLES = "needles", "Needles and syringes"
    FILTERS = "filters", "Filters"
    COOKERS = "cookers", "Cookers or spoons"
    ACID = "acid", "Citric acid or vitamin C"
    WATER = "water", "Sterile water"
    SWABS = "swabs", "Swabs"
    FOIL = "foil", "Foil"
    BINS = "bins", "Sharps bins"


class Side(Term):
    """Who offers or asks: our team, or the partner's practitioner."""

    OURS = "ours", "The team"
    THEIRS = "theirs", "The practitioner"


class CalledBy(Term):
    """How a person wants to be named to a practitioner."""

    NAME = "name", "By their name"
    INITIAL = "initial", "By an initial only"


def joint_days_shipped(on: date) -> tuple[int, ...]:
    """Return the days of the week on which a practitioner is there unless otherwise agreed."""
    said = SHIPPED.in_force("joint.days", nation=Nation.ENGLAND, on=on).text
    return tuple(number for number, day in enumerate(WEEKDAYS) if day in said.split(", "))


def weeks_of_notice_shipped(on: date) -> int:
    """Return how long before a meeting a practitioner is asked, unless otherwise agreed."""
    return SHIPPED.in_force("joint.meeting-notice", nation=Nation.ENGLAND, on=on).whole


def reminded_from(review_on: date) -> date:
    """Return the day from which a protocol that is to be reviewed is shown to its manager."""
    before = SHIPPED.in_force("joint.review-reminder", nation=Nation.ENGLAND, on=review_on)
    return months_after(review_on, -before.whole)


def days_in_words(days: list[int]) -> str:
    """Return days of the week as people say them."""
    names = [WEEKDAYS[day] for day in sorted(days)]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "No day of the week"
