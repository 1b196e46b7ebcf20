"""How long a record is kept: nothing is destroyed before its time, and nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.policy.terms import Term
from alongside.policy.values import Nation, NotInForce, Value, in_force


class Clock(Term):
    """What the time of a record counts from, or why it does not run."""

    HELD = "held", "It is held, and is kept whatever its time"
    IN_CARE = "in care", "They are in care: the time has not begun"
    DEATH = "death", "Counted from their death"
    CONTACT = "contact", "Counted from the last contact"
    NO_CONTACT = "no contact", "Nothing is recorded from which to count"
    NO_RULE = "no rule", "No source that we hold fixes a time in this nation"


@dataclass(frozen=True)
class Facts:
    """What is known of a record: whether it is held, whether care goes on, and the last days."""

    is_held: bool
    is_in_care: bool
    last_contact_on: date | None
    died_on: date | None


@dataclass(frozen=True)
class Kept:
    """Until when a record is kept at least, and why; no day means that nothing lets it go."""

    clock: Clock
    until: date | None = None
    rule: Value | None = None

    def is_over(self, on: date) -> bool:
        """Whether its time is over on a day. Even then people decide."""
        return self.until is not None and self.until < on


def kept(facts: Facts, *, nation: Nation, on: date) -> Kept:
    """Return until when a record is kept. A hold wins over everything, care over any clock."""
    if facts.is_held:
        return Kept(Clock.HELD)
    if facts.is_in_care and facts.died_on is None:
        return Kept(Clock.IN_CARE)
    clock, began_on = _clock(facts)
    if began_on is None:
        return Kept(clock)
    try:
        rule = in_force(f"record.kept-after-{clock.value}", nation=nation, on=on)
    except NotInForce:
        return Kept(Clock.NO_RULE)
    return Kept(clock, rule.after(began_on), rule)


def _clock(facts: Facts) -> tuple[Clock, date | None]:
    if facts.died_on:
        return Clock.DEATH, facts.died_on
    if facts.last_contact_on:
        return Clock.CONTACT, facts.last_contact_on
    return Clock.NO_CONTACT, None
