"""What the rooms know of one person in care, put together for the standards. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from alongside.careplans.figures import PlanFigures
from alongside.caseload.figures import InCare
from alongside.contacts.figures import ContactFigures
from alongside.kernel.period import day_of
from alongside.people.figures import QUESTIONS, WishesAsked
from alongside.policy.frameworks import FRAMEWORKS, Framework
from alongside.policy.intensity import Intensity
from alongside.policy.values import SHIPPED, Nation, Values

Agreements = tuple[tuple[date, Fraction], ...]  # from which day, how many contacts a day


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that the promises to one person rest on, as of one moment."""

    person_id: UUID
    nation: Nation
    framework: Framework
    began_on: date
    first_coordinated_at: datetime | None = None
    coordinated_since: datetime | None = None  # None: nobody co-ordinates now
    coordinator: str = ""
    last_coordination_ended_at: datetime | None = None
    wishes_to_ask: int = 4
    wishes_asked: int = 0
    last_wish_asked_at: datetime | None = None
    first_plan_at: datetime | None = None
    plan_at: datetime | None = None
    copy_on: date | None = None
    last_review_on: date | None = None
    review_planned_for: date | None = None
    agreements: Agreements = ()
    direct_contacts: int = 0
    workers_met: int = 0
    last_seen_at: datetime | None = None
    last_seen_by: str = ""
    step: str = ""  # of policy.ladder
    step_due_at: datetime | None = None
    step_owner: str = ""
    values: Values = SHIPPED  # with the service's own; one object for all that are the same

    @property
    def is_told_by_the_hour(self) -> bool:
        """Whether something is open whose time ends in the middle of a day."""
        nobody = self.last_coordination_ended_at is not None and self.coordinated_since is None
        return nobody or self.step_due_at is not None


@lru_cache(maxsize=256)
def a_day(contacts_a_week: Decimal) -> Fraction:
    """Return so many contacts a week as contacts a day, exactly; there are few such numbers."""
    return Intensity.a_week(contacts_a_week).per_day if contacts_a_week else Fraction(0)


def agreements(settings: Iterable[tuple[datetime, Decimal]]) -> Agreements:
    """Return from which day each agreement held; the last one of a day is the day's."""
    return tuple(sorted({day_of(at): a_day(contacts) for at, contacts in settings}.items()))


def framework_of(framework_id: str) -> Framework:
    """Return a framework by its id, as an episode keeps it."""
    return FRAMEWORKS[framework_id]


class Told(NamedTuple):
    """What each room tells of one person, as its own rows have it."""

    somebody: InCare
    plans: PlanFigures
    wishes: WishesAsked
    contacts: ContactFigures

    def __hash__(self) -> int:
        """Return what tells episodes apart; whether anything else differs is asked of so few."""
        return hash(self.somebody.episode_id)


def gather(told: Told, values: Values = SHIPPED) -> Evidence:
    """Put together what the rooms tell of one person, with the values of their service."""
    somebody, plans, wishes, contacts = told.somebody, told.plans, told.wishes, told.contacts
    return Evidence(
        person_id=somebody.person_id,
        nation=Nation(somebody.nation),
        framework=framework_of(somebody.framework),
        began_on=somebody.began_on,
        first_coordinated_at=somebody.first_coordinated_at,
        coordinated_since=somebody.coordinated_since,
        coordinator=somebody.coordinator,
        last_coordination_ended_at=somebody.last_coordination_ended_at,
        wishes_to_ask=QUESTIONS,
        wishes_asked=wishes.asked,
        last_wish_asked_at=wishes.last_at,
        first_plan_at=plans.first_plan_at,
        plan_at=plans.plan_at,
        copy_on=plans.copy_on,
        last_review_on=plans.last_review_on,
        review_planned_for=plans.review_planned_for,
        agreements=agreements(somebody.agreements),
        direct_contacts=contacts.direct,
        workers_met=contacts.workers_met,
        last_seen_at=contacts.last_seen_at,
        last_seen_by=contacts.last_seen_by,
        step=contacts.step,
        step_due_at=contacts.step_due_at,
        step_owner=contacts.step_owner,
        values=values,
    )
