"""How each promise to a person stands: evidence and a moment in, promises out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache

from alongside.contacts.steps import FellDue
from alongside.kernel.period import Period, day_of, monday_of
from alongside.policy import ladder
from alongside.policy import standards as policy
from alongside.policy.due import Standing, State, again, counted, once, once_by
from alongside.policy.standards import Standard
from alongside.policy.values import SHIPPED, Nation, Values
from alongside.standards.evidence import Agreements, Evidence
from alongside.standards.opening import rows_behind
from alongside.standards.promises import Promise, worst_first
from alongside.standards.terms import due_by, due_on, whole


@dataclass(frozen=True, slots=True)
class Now:
    """The moment at which is looked, and its day in London."""

    at: datetime
    today: date

    @classmethod
    def at_moment(cls, at: datetime) -> Now:
        """Return a moment with its day."""
        return cls(at, day_of(at))


# How something stands with what that rests on; None when the standard does not apply.
Found = tuple[Standing, str] | None
ByDay = Callable[[Evidence, date], Found]
ByMoment = Callable[[Evidence, Now], Found]
BY_DAY: dict[str, tuple[Standard, ByDay]] = {}
BY_MOMENT: dict[str, tuple[Standard, ByMoment]] = {}


def keeps(standard: Standard) -> Callable[[ByDay], ByDay]:
    """Declare the function that says how a standard stands for one person on a day."""

    def declare(keeper: ByDay) -> ByDay:
        BY_DAY[standard.id] = (standard, keeper)
        return keeper

    return declare


def keeps_to_the_hour(standard: Standard) -> Callable[[ByMoment], ByMoment]:
    """Declare the same for a standard that is late by hours before it is late by days."""

    def declare(keeper: ByMoment) -> ByMoment:
        BY_MOMENT[standard.id] = (standard, keeper)
        return keeper

    return declare


def promises(evidence: Evidence, now: Now) -> tuple[Promise, ...]:
    """Return every promise that applies to a person, the worst first."""
    return worst_first([*_of_day(evidence, now.today), *_of_moment(evidence, now)])


def up_to_the_hour(found: tuple[Promise, ...], evidence: Evidence, now: Now) -> tuple[Promise, ...]:
    """Return the promises of another moment of the same day as they stand now."""
    of_day = [each for each in found if each.standard.id in BY_DAY]
    return worst_first([*of_day, *_of_moment(evidence, now)])


def _of_day(evidence: Evidence, today: date) -> Iterator[Promise]:
    for standard, keeper in BY_DAY.values():
        stands = keeper(evidence, today)
        if stands is not None:
            since = _COUNTED_FROM.get(standard.id)
            first = since(evidence, today) if since else None
            href = rows_behind(standard.id, evidence.person_id, first)
            yield Promise(standard, *stands, href)


def _of_moment(evidence: Evidence, now: Now) -> Iterator[Promise]:
    for standard, keeper in BY_MOMENT.values():
        stands = keeper(evidence, now)
        if stands is not None:
            href = rows_behind(standard.id, evidence.person_id, None)
            yield Promise(standard, *stands, href)


@lru_cache(maxsize=64)
def contact_window(today: date, nation: Nation, values: Values = SHIPPED) -> Period:
    """Return the whole days, up to yesterday, over which contact is held against agreement."""
    days = whole("contact.window", nation, today, values)
    return Period(today - timedelta(days=days), today - timedelta(days=1))


@lru_cache(maxsize=64)
def fortnight(today: date, nation: Nation, values: Values = SHIPPED) -> Period:
    """Return the days, today included, in which different workers are counted."""
    days = whole("workers.window", nation, today, values)
    return Period(today - timedelta(days=days - 1), today)


def _due(standard: Standard, evidence: Evidence, start: date) -> date | None:
    return due_on(standard, evidence.framework, evidence.nation, start, values=evidence.values)


def _day(at: datetime | None) -> date | None:
    return day_of(at) if at else None


@keeps(policy.COORDINATOR_APPOINTED)
def coordinator_appointed(evidence: Evidence, today: date) -> Found:
    """Whether the first care co-ordinator was named in time."""
    due = _due(policy.COORDINATOR_APPOINTED, evidence, evidence.began_on)
    if due is None:
        return None
    named = _day(evidence.first_coordinated_at)
    return once(due, done_on=named, today=today), _in_care_since(evidence)


@keeps_to_the_hour(policy.COORDINATOR_NO_GAP)
def coordinator_no_gap(evidence: Evidence, now: Now) -> Found:
    """Whether the next care co-ordinator was there before a day had passed."""
    ended, since = evidence.last_coordination_ended_at, evidence.coordinated_since
    if evidence.first_coordinated_at is None:
        return None
    if ended is None:
        named = evidence.coordinated_since or evidence.first_coordinated_at
        return Standing(State.MET, f"Named since {_said(day_of(named))}"), evidence.coordinator
    due = due_by(
        policy.COORDINATOR_NO_GAP,
        evidence.framework,
        evidence.nation,
        ended,
        values=evidence.values,
    )
    if due is None:
        return None
    standing = once_by(due, done_at=since, now=now.at)
    return standing, evidence.coordinator or f"Nobody since {_said(day_of(ended))}"


@keeps(policy.WISHES_ASKED)
def wishes_asked(evidence: Evidence, today: date) -> Found:
    """Whether every question about wishes was asked in time."""
    due = _due(policy.WISHES_ASKED, evidence, evidence.began_on)
    if due is None:
        return None
    asked, wanted = evidence.wishes_asked, evidence.wishes_to_ask
    done = _day(evidence.last_wish_asked_at) if asked >= wanted else None
    return once(due, done_on=done, today=today), f"{asked} of {wanted} questions asked"


@keeps(policy.PLAN_IN_TIME)
def plan_in_time(evidence: Evidence, today: date) -> Found:
    """Whether the first plan was written in time."""
    due = _due(policy.PLAN_IN_TIME, evidence, evidence.began_on)
    if due is None:
        return None
    written = _day(evidence.first_plan_at)
    return once(due, done_on=written, today=today), _in_care_since(evidence)


@keeps(policy.PLAN_COPY_GIVEN)
def plan_copy_given(evidence: Evidence, today: date) -> Found:
    """Whether a copy of the plan in force was given or offered in time."""
    written = _day(evidence.plan_at)
    due = _due(policy.PLAN_COPY_GIVEN, evidence, written) if written else None
    if due is None or written is None:
        return None
    return once(due, done_on=evidence.copy_on, today=today), f"Plan of {_said(written)}"


@keeps(policy.REVIEW_IN_TIME)
def review_in_time(evidence: Evidence, today: date) -> Found:
    """Whether the plan was reviewed within its interval."""
    start = evidence.last_review_on or _day(evidence.first_plan_at)
    due = _due(policy.REVIEW_IN_TIME, evidence, start) if start else None
    if due is None or start is None:
        return None
    standing = again(due, today=today, soon=policy.REVIEW_IN_TIME.soon)
    what = "Last review" if evidence.last_review_on else "No review yet, first plan"
    planned = evidence.review_planned_for
    next_one = f", next planned for {_said(planned)}" if planned else ""
    return standing, f"{what} {_said(start)}{next_one}"


@keeps(policy.CONTACT_AS_AGREED)
def contact_as_agreed(evidence: Evidence, today: date) -> Found:
    """Whether the contact that was agreed was given, over the days on which it held."""
    window = contact_window(today, evidence.nation, evidence.values)
    expected = expected_contacts(evidence, window)
    if expected == 0:
        return None
    standing = counted(
        evidence.direct_contacts,
        needed=expected,
        what="agreed contacts",
        make_good=can_be_made_good(evidence, today),
        until=monday_of(today) + timedelta(days=6),
    )
    since = contacts_count_from(evidence, window)
    return standing, f"Since {_said(since)}"


def expected_contacts(evidence: Evidence, window: Period) -> int:
    """Return how many contacts were agreed for a window; a part of one is not yet due."""
    return _agreed_in(evidence.agreements, window)


def agreed_this_week(agreements: Agreements, today: date) -> int:
    """Return how many contacts were agreed for the days from Monday to Sunday."""
    monday = monday_of(today)
    return _agreed_in(agreements, Period(monday, monday + timedelta(days=6)))


def _agreed_in(agreements: Agreements, window: Period) -> int:
    last = window.last or window.first
    ends = [day - timedelta(days=1) for day, _ in agreements[1:]] + [last]
    wanted = Fraction(0)
    for (first, a_day), end in zip(agreements, ends, strict=False):
        if end >= first:
            wanted += a_day * Period(first, end).days_within(window)
    return int(wanted)


def can_be_made_good(evidence: Evidence, today: date) -> int:
    """Return how many contacts can be made good: those agreed for a week now, and at least one."""
    days = whole("contact.make-good", evidence.nation, today, evidence.values)
    _, a_day = evidence.agreements[-1]
    return max(1, int(a_day * days))


def contacts_count_from(evidence: Evidence, window: Period) -> date:
    """Return the day from which contacts count: the window's first, or the first agreement's."""
    return counted_from(evidence.agreements[0][0] if evidence.agreements else None, window)


def counted_from(first_agreed: date | None, window: Period) -> date:
    """Return the same for a first agreement, or for none."""
    return max(window.first, first_agreed) if first_agreed else window.first


@keeps(policy.NO_SILENCE)
def no_silence(evidence: Evidence, today: date) -> Found:
    """Whether somebody has seen them within the silent interval, whatever their state."""
    seen = _day(evidence.last_seen_at)
    start = max(seen, evidence.began_on) if seen else evidence.began_on
    due = _due(policy.NO_SILENCE, evidence, start)
    if due is None:
        return None
    standing = again(due, today=today, soon=policy.NO_SILENCE.soon)
    if seen is None:
        return standing, f"Never seen, in care since {_said(evidence.began_on)}"
    by = f" by {evidence.last_seen_by}" if evidence.last_seen_by else ""
    return standing, f"Last seen {_said(seen)}{by}"


@keeps(policy.DIFFERENT_WORKERS)
def different_workers(evidence: Evidence, today: date) -> Found:
    """Whether at least two different workers were with them in the fortnight."""
    window = fortnight(today, evidence.nation, evidence.values)
    if evidence.began_on > window.first:
        return None
    needed = whole("workers.seen", evidence.nation, today, evidence.values)
    standing = counted(evidence.workers_met, needed=needed, what="different workers")
    return standing, f"Since {_said(window.first)}"


@keeps_to_the_hour(policy.LADDER_STEP_DONE)
def ladder_step_done(evidence: Evidence, now: Now) -> Found:
    """Whether the next step after a missed contact is still in its time."""
    if evidence.step_due_at is None:
        return None
    standing = once_by(evidence.step_due_at, done_at=None, now=now.at)
    return standing, _rung_told(evidence.step, evidence.step_owner)


def step_fallen_due(step: FellDue, now: Now) -> Promise:
    """Return how one step stands whose time has passed, as a team's share counts it."""
    standing = once_by(step.due_at, done_at=step.done_at, now=now.at)
    href = rows_behind(policy.LADDER_STEP_DONE.id, step.person_id, None)
    return Promise(policy.LADDER_STEP_DONE, standing, _rung_told(step.step, step.owner), href)


def _rung_told(step: str, owner: str) -> str:
    rung = _RUNGS.get(step)
    return f"{rung.sentence if rung else step} Owned by {owner or 'nobody'}."


_COUNTED_FROM: dict[str, Callable[[Evidence, date], date]] = {
    policy.CONTACT_AS_AGREED.id: lambda evidence, today: contacts_count_from(
        evidence, contact_window(today, evidence.nation)
    ),
    policy.DIFFERENT_WORKERS.id: lambda evidence, today: fortnight(today, evidence.nation).first,
}
_RUNGS = {step.id: step for step in ladder.SHIPPED.steps}


def _in_care_since(evidence: Evidence) -> str:
    return f"In care since {_said(evidence.began_on)}"


@lru_cache(maxsize=4096)
def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
