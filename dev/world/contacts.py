"""Visits and what came of them: contacts made and missed over years, and the visits to come.

Older contacts are told without the visit that was planned; of large worlds only a share of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from alongside.policy import contacts as policy
from alongside.policy.contacts import Means, Outcome, was_seen
from dev.world.chance import Chance
from dev.world.clock import DAY, MINUTES, moment, workday_from
from dev.world.lives import HARD, SIGNS, Attempt, Life, Run, Zoned
from dev.world.notes import next_step, note_of
from dev.world.rota import Rota, Slot
from dev.world.rows import Rows
from dev.world.rows_care import Contact, PlannedVisit
from dev.world.spec import Frame

Thing = TypeVar("Thing")
PLANNED_AHEAD = 14
PLANNED_FOR_AGREED = 1.07
TRIES_AGAIN = 0.9  # the share of missed and cancelled contacts that are tried again the next day
# Plain words from here on: asking an enumeration for its value takes longer than all the rest.
FACE_TO_FACE = Means.FACE_TO_FACE.value
SEEN = {(one.value, by.value) for one in Outcome for by in Means if was_seen(one, by)}
ATTENDED = frozenset(outcome.value for outcome in policy.ATTENDED)
MISSED = frozenset(outcome.value for outcome in policy.MISSED)
_MEANS = [FACE_TO_FACE] * 78 + ["phone"] * 15 + ["text"] * 5 + ["video"] * 2
_PLACES = (
    ["home"] * 62 + ["cafe"] * 10 + ["park"] * 5 + ["street"] * 4 + ["shop-or-library"] * 5
    + ["clinic"] * 3 + ["team-base"] * 2 + ["gp-practice"] * 3 + ["day-centre"] * 3
    + ["pharmacy", "workplace", "voluntary-agency"]
)  # fmt: skip
_PLACES_WITHOUT_HOME = (
    ["hostel"] * 8 + ["street"] * 5 + ["cafe"] * 4 + ["day-centre"] * 3 + ["voluntary-agency"] * 2
)
_DONE = (
    ["engagement"] * 5 + ["contact"] * 3 + ["daily-living"] * 5 + ["medication"] * 5
    + ["family"] * 2 + ["psychological"] * 2 + ["social"] * 3 + ["physical-health"] * 3
    + ["work-learning-leisure"] * 2 + ["relapse-prevention"] * 2 + ["housing"] * 2
)  # fmt: skip
_PURPOSES = (
    "Shopping and bills", "See how they are", "Medication", "Walk and talk", "Form for housing",
    "Blood pressure and weight", "College visit", "Plan for the week", "",
)  # fmt: skip
_MISSES = ["no-answer"] * 12 + ["declined"] * 5 + ["not-found"] * 3


def contacts_of(life: Life, frame: Frame, rota: Rota) -> Iterator[Contact | PlannedVisit]:
    """Yield somebody's contacts and planned visits, the earliest first, up to a fortnight ahead."""
    chance, missed = life.chance, list[date]()
    tries_from = date.max if life.twice_a_day else frame.full_from
    for day, zoned, missed_on in _tries(life, frame, missed):
        if day < frame.planned_from:
            made = _contact(life, zoned, day, rota.before(life, day, chance))
        else:
            slot = rota.around(life, day, chance)
            visit = _visit(life, zoned, day, slot, missed_on=missed_on)
            yield visit
            if day >= frame.today:
                continue
            made = _contact(life, zoned, day, slot, visit=visit.id)
        yield made
        if made.outcome not in ATTENDED and day >= tries_from and chance.random() < TRIES_AGAIN:
            missed.append(day)


def more_today(lives: list[Life], rota: Rota, seen_today: set[str], chance: Chance) -> Rows:
    """Yield visits for workers with little to do today, with their own people first."""
    for worker in rota.idle_today():
        left = [each for each in lives if each.who.id not in seen_today and not each.left_on]
        own = [each for each in left if each.coordinator is worker]
        if not left:
            return
        life = chance.choice(own or left)
        seen_today.add(life.who.id)
        yield _visit(life, life.zone, rota.today, rota.take(worker, chance))


def _tries(
    life: Life, frame: Frame, missed: list[date]
) -> Iterator[tuple[date, Zoned, date | None]]:
    """Yield the days of contacts, and among them those on which a missed one is tried again."""
    until = life.left_on or date.max
    for day, zoned in _days(life, frame):
        while missed and (again := _day_after(missed[0], zoned)) <= day:
            missed_on = missed.pop(0)
            if again < until:
                yield again, _zone_on(life, again), missed_on
        yield day, zoned, None


def _day_after(day: date, zoned: Zoned) -> date:
    """Return the next day, or the Monday for somebody whom nobody visits at weekends."""
    following = day + DAY
    return workday_from(following) if zoned.a_week < 3 else following


def _zone_on(life: Life, day: date) -> Zoned:
    return next((each for each in reversed(life.zones) if each.since <= day), life.zones[0])


def _days(life: Life, frame: Frame) -> Iterator[tuple[date, Zoned]]:
    """Yield the days of contacts or attempts: in each zone a few more than were agreed.

    Some will fail, and some are a text; a team that plans no more than it agreed falls short.
    """
    until = life.left_on or frame.today + DAY * PLANNED_AHEAD
    chance, full_from = life.chance, frame.full_from.toordinal()
    for zoned, following in zip(life.zones, [*life.zones[1:], None], strict=True):
        ends = min(until, following.since).toordinal() if following else until.toordinal()
        gap = 7 / zoned.a_week / (1.0 if life.twice_a_day else PLANNED_FOR_AGREED)
        at = max(zoned.since, frame.begins).toordinal() + chance.random() * min(7.0, gap)
        while at < ends:
            day = int(at)
            weekend = (day - 1) % 7 - 4  # ordinal 1 was a Monday
            if weekend > 0 and gap > 2.5 and chance.random() < 0.9:
                day += 3 - weekend
            if day < ends:
                yield date.fromordinal(day), zoned
            thin = at < full_from and not life.twice_a_day
            at += gap * (0.6 + 0.8 * chance.random()) / (frame.scale.contacts if thin else 1.0)


def _visit(
    life: Life, zoned: Zoned, day: date, slot: Slot, *, missed_on: date | None = None
) -> PlannedVisit:
    """Return a visit that was planned a week ahead, or on the evening after a missed one."""
    chance = life.chance
    place = "ward" if zoned.zone == "in-hospital" else _usual_place(life)
    return PlannedVisit(
        id=chance.id(),
        person_id=life.who.id,
        team_id=life.team.id,
        worker_id=slot.worker.id,
        planned_for=moment(day, slot.hour, slot.minute),
        place=place,
        planned_by_id=life.coordinator.id,
        planned_at=moment(missed_on, 18) if missed_on else moment(day - DAY * 7, 10),
        second_worker_id=slot.second.id if slot.second else None,
        partner_id=_partner(life, day),
        minutes=30 if chance.random() < 0.3 else 45,
        purpose=_one(_PURPOSES, chance),
    )


def _contact(
    life: Life, zoned: Zoned, day: date, slot: Slot, *, visit: str | None = None
) -> Contact:
    """Return a contact that was made or missed."""
    chance, on_ward = life.chance, zoned.zone == "in-hospital"
    outcome = _outcome(life, zoned, chance)
    means = FACE_TO_FACE if on_ward or outcome == "declined" else _one(_MEANS, chance)
    place = "" if means != FACE_TO_FACE else "ward" if on_ward else _usual_place(life)
    done = _done(life, zoned, chance) if outcome in ATTENDED else ()
    where = "text" if means == "text" else place
    began_at = moment(day, slot.hour, slot.minute)
    made = Contact(
        id=chance.id(),
        person_id=life.who.id,
        team_id=life.team.id,
        began_at=began_at,
        means=means,
        outcome=outcome,
        was_seen=(outcome, means) in SEEN,
        worker_id=slot.worker.id,
        written_by_id=slot.worker.id,
        written_at=began_at + MINUTES[60 + int(chance.random() * 240)],
        visit_id=visit,
        minutes=_minutes(means, outcome, chance),
        place=place,
        interventions=done,
        second_worker_id=slot.second.id if slot.second else None,
        partner_id=_partner(life, day) if place else None,
        with_whom="Their mother was there" if done and chance.random() < 0.03 else "",
        goal=_one(life.goals, chance) if done and life.goals and chance.random() < 0.6 else None,
        note=note_of(outcome, where, done[0] if done else "", chance),
        next_step=next_step(chance) if done else "",
        signs=_signs_seen(life, zoned, day) if done else None,
    )
    _keep_run(life, made, outcome, slot)
    return made


def _signs_seen(life: Life, zoned: Zoned, day: date) -> tuple[str, ...] | None:
    """Return which early signs were seen, once the plan names them one by one; no lot is drawn."""
    if day < life.signs_since:
        return None
    if zoned.reason not in {SIGNS, "zone.crisis"}:
        return () if day.toordinal() % 3 else None
    return life.signs[: 1 + day.toordinal() % 2]


def _keep_run(life: Life, made: Contact, outcome: str, slot: Slot) -> None:
    """Remember misses in a row, and who ended them by seeing the person."""
    open_run = life.runs[-1] if life.runs and not life.runs[-1].seen else None
    if not (open_run and made.was_seen) and outcome not in MISSED:
        return
    attempt = Attempt(made.id, made.began_at, Outcome(outcome), slot.worker)
    if open_run and made.was_seen:
        open_run.seen = attempt
    elif open_run:
        open_run.missed.append(attempt)
    else:
        life.runs.append(Run([attempt]))


def _outcome(life: Life, zoned: Zoned, chance: Chance) -> str:
    lot = chance.random()
    elusive = 0.02 if zoned.zone == "in-hospital" else life.elusive
    elusive = 0.45 if zoned.reason == HARD else elusive
    if lot < elusive:
        return _one(_MISSES, chance)
    if lot < elusive + 0.03:
        return "cancelled-by-person"
    if lot > 0.99:
        return "cancelled-by-team"
    return "seen-late" if lot > 0.95 else "seen"


def _done(life: Life, zoned: Zoned, chance: Chance) -> tuple[str, ...]:
    first = "in-reach" if zoned.zone == "in-hospital" else _one(_DONE, chance)
    if zoned.reason == "zone.crisis" and chance.random() < 0.3:
        first = "crisis"
    if life.who.uses_substances and chance.random() < 0.2:
        first = "substance-use"
    second = _one(_DONE, chance)
    return (first,) if chance.random() < 0.45 or second == first else (first, second)


def _minutes(means: str, outcome: str, chance: Chance) -> int | None:
    if outcome not in ATTENDED:
        return 10 if means == FACE_TO_FACE else 2
    if means == FACE_TO_FACE:
        return 20 + 5 * int(chance.random() * 15)
    return None if means == "text" else 5 + int(chance.random() * 20)


def _usual_place(life: Life) -> str:
    return _one(_PLACES_WITHOUT_HOME if life.who.homeless else _PLACES, life.chance)


def _partner(life: Life, day: date) -> int | None:
    """Return the drug service, whose practitioner comes along on Tuesdays."""
    joint = life.who.uses_substances and day.weekday() == 1 and life.chance.random() < 0.5
    return life.team.partner_id if joint else None


def _one(things: Sequence[Thing], chance: Chance) -> Thing:
    """Draw one thing, four times as quickly as Random.choice does."""
    return things[int(chance.random() * len(things))]
