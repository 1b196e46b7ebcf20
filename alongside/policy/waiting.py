"""The waiting list when the team is full: who comes next, and why each stands where they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.policy.priority import Priority
from alongside.policy.sources import RETHINK_3, RETHINK_6, derived


@dataclass(frozen=True)
class Waiting:
    """Somebody who waits: how urgent a person said it was, whether they come back, since when."""

    id: str
    priority: Priority
    since: date
    coming_back: bool = False


@dataclass(frozen=True)
class Place:
    """A place on the waiting list, with why it is this one."""

    waiting: Waiting
    number: int
    of: int
    days_waited: int
    why: str


ORDER = (
    "Urgency first, as a named person decided it.",
    "Among the equally urgent, those who were here before and come back.",
    "Then whoever has waited longest.",
)
SOURCES = (
    derived("the order is ours, so that it can be told and questioned"),
    RETHINK_3,  # full teams
    RETHINK_6,  # the quick way back
)


def waiting_list(everybody: Iterable[Waiting], *, today: date) -> tuple[Place, ...]:
    """Return everybody who waits, in the stated order, each with why they stand there."""
    ordered = sorted(everybody, key=_place_in_order)
    return tuple(
        Place(
            waiting=each,
            number=number,
            of=len(ordered),
            days_waited=max(0, (today - each.since).days),
            why=_why(each, ordered[: number - 1], today),
        )
        for number, each in enumerate(ordered, start=1)
    )


def _place_in_order(waiting: Waiting) -> tuple[int, bool, date, str]:
    return (waiting.priority.place, not waiting.coming_back, waiting.since, waiting.id)


def _why(waiting: Waiting, before: list[Waiting], today: date) -> str:
    """Return why somebody stands where they do, naming nobody else."""
    more_urgent = sum(other.priority.place < waiting.priority.place for other in before)
    equal = [other for other in before if other.priority is waiting.priority]
    back = sum(other.coming_back and not waiting.coming_back for other in equal)
    longer = len(equal) - back
    waited = _counted(max(0, (today - waiting.since).days), "day")
    reasons = [
        f"{waiting.priority.label}, waiting {waited}",
        "was here before and is coming back" if waiting.coming_back else "",
        f"{more_urgent} before them more urgent" if more_urgent else "",
        f"{back} before them coming back" if back else "",
        f"{longer} before them waiting as long or longer" if longer else "",
        "nobody before them" if not before else "",
    ]
    return "; ".join(reason for reason in reasons if reason) + "."


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
