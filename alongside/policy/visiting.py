"""What to think of before a visit is planned, and what no record of a contact may say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alongside.kernel.period import day_of
from alongside.kernel.rules import Policy, rule
from alongside.policy.sources import LEEDS_5, derived
from alongside.policy.values import SHIPPED, Nation, Values

TUESDAY = 1
HARM_REDUCTION = "harm reduction"  # the kind of agency with which the joint day is agreed
CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True)
class Recording:
    """When a contact was, and when that is written down."""

    began_at: datetime
    written_at: datetime
    born_on: date | None = None
    died_on: date | None = None


@rule("contact.has-begun", source=derived("what has not happened is a visit to plan"))
def has_begun(facts: Recording) -> bool:
    """A contact is recorded once it has begun. Plan a visit for what is still to come."""
    return facts.began_at <= facts.written_at + CLOCKS_DIFFER


@rule("contact.in-their-life", source=derived("nobody is met before they are born"))
def in_their_life(facts: Recording) -> bool:
    """Nobody is met before the day they were born or after the day they died."""
    day = day_of(facts.began_at)
    return (facts.born_on is None or facts.born_on <= day) and (
        facts.died_on is None or day <= facts.died_on
    )


may_record = Policy("May this contact be recorded?", has_begun, in_their_life)


@dataclass(frozen=True)
class Visiting:
    """What is known about a visit that somebody wants to plan."""

    planned_for: datetime
    now: datetime
    nation: Nation = Nation.ENGLAND
    partner_kind: str = ""
    busy: bool = False
    away: bool = False
    others_that_day: int = 0
    has_died: bool = False
    values: Values = SHIPPED
    joint_days: frozenset[int] = frozenset()  # of the protocol with the partner; none without one


@rule("visit.joint-day", source=LEEDS_5)
def on_the_joint_day(facts: Visiting) -> bool:
    """A partner's practitioner is there on the agreed day, Tuesday; another when both agree."""
    if not facts.joint_days and facts.partner_kind != HARM_REDUCTION:
        return True
    return day_of(facts.planned_for).weekday() in (facts.joint_days or {TUESDAY})


@rule("visit.worker-free", source=derived("nobody is in two places at once"))
def worker_is_free(facts: Visiting) -> bool:
    """Whoever goes has no other visit at that time."""
    return not facts.busy


@rule("visit.worker-there", source=derived("leave and sickness are known days ahead"))
def worker_is_there(facts: Visiting) -> bool:
    """Whoever goes is at work that day."""
    return not facts.away


@rule("visit.a-day", source=derived("contact.a-day, a value of the service's own"))
def no_more_than_agreed_a_day(facts: Visiting) -> bool:
    """Somebody is visited no more often in a day than the service does."""
    limit = facts.values.in_force(
        "contact.a-day", nation=facts.nation, on=day_of(facts.planned_for)
    )
    return facts.others_that_day < limit.whole


@rule("visit.to-come", source=derived("what has happened is a contact to record"))
def still_to_come(facts: Visiting) -> bool:
    """A visit is planned for a time to come. Record a contact for what has happened."""
    return facts.now < facts.planned_for + CLOCKS_DIFFER


@rule("visit.alive", source=derived("nobody knocks at the door of somebody who has died"))
def is_alive(facts: Visiting) -> bool:
    """They have died, so no visit is planned. What is to be done for the family is a task."""
    return not facts.has_died


may_plan = Policy("May this visit be planned?", still_to_come, is_alive)


# Each only warns: whoever plans the visit decides, and says why.
before_planning = Policy(
    "Is there anything to think of before this visit is planned?",
    on_the_joint_day,
    worker_is_free,
    worker_is_there,
    no_more_than_agreed_a_day,
)
