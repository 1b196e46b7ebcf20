"""Plans in versions, the copies given of them, and the reviews between which they change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID, uuid5

from dev.world import goals
from dev.world.clock import DAY, moment, workday_from
from dev.world.lives import Life
from dev.world.rows import Numbers, Rows
from dev.world.rows_care import CarePlan, CopyGiven, EarlySign, Goal, Intervention, Review
from dev.world.spec import Frame

REVIEW_LATE, PLAN_LATE, NO_COPY = 0.12, 0.07, 0.08
# Whether family was heard at a review, and why not; ids of policy.reviewing.
_FAMILY = {
    "heard": "", "not agreed": "Wants to keep the team apart from the family for now.",
    "not reached": "Rang twice and wrote. No answer before the day.", "nobody": "",
}  # fmt: skip
_FORMS = {
    "print": 60, "large print": 8, "screen": 12, "aloud": 12, "declined": 8,
}  # fmt: skip


@dataclass(frozen=True)
class Aim:
    """One of somebody's goals, with the thread that it keeps through all versions."""

    thread: str
    wanted: goals.Wanted


def plans_of(life: Life, frame: Frame, numbers: Numbers) -> Rows:
    """Yield somebody's plans and reviews; a large world tells only the last ones."""
    aims = [
        Aim(life.chance.id(), wanted)
        for wanted in life.chance.some(goals.GOALS, life.chance.randint(2, 4))
    ]
    life.goals = [aim.thread for aim in aims]
    written = _written_on(life, frame)
    before: CarePlan | None = None
    signs: goals.Signs | None = None
    for number, day in enumerate(written, start=1):
        if number <= len(written) - frame.scale.plans:
            continue
        plan, signs = _plan(life, day, number, before=before, signs=signs)
        if before:
            yield _held(life, before, day, led_to=plan.id)
        yield from _whole(life, plan, aims[: 2 + number], numbers)
        before = plan
    if before and signs and not life.left_on:
        yield from _signs(life, before, signs, numbers)
        yield from _next_review(life, before, frame)


def _written_on(life: Life, frame: Frame) -> list[date]:
    """Return the days of the versions: the first after joining, then one at each review."""
    chance, until = life.chance, life.left_on or frame.today
    first = life.joined_on + DAY * chance.randint(12, 27)
    if chance.odds(PLAN_LATE):
        first += DAY * chance.randint(15, 40)
    days = [workday_from(first)]
    if life.joined_on < frame.begins:  # between the first plan and the history nothing is told
        first = frame.begins + DAY * chance.randint(0, 160)
    else:
        first += DAY * chance.randint(150, 180)
    while first < until:
        days.append(workday_from(first))
        first += DAY * chance.randint(150, 180)
    if len(days) > 1 and chance.odds(REVIEW_LATE):
        days.pop()
    return [day for day in days if day < until]


def _plan(
    life: Life, day: date, number: int, *, before: CarePlan | None, signs: goals.Signs | None
) -> tuple[CarePlan, goals.Signs]:
    chance = life.chance
    agreed = chance.choices(("agreed", "partly", "not agreed", "not asked"), (78, 12, 5, 5))[0]
    unlike = agreed in {"partly", "not agreed"}
    id_ = chance.id()
    in_their_words = before.in_their_words if before else chance.choice(goals.IN_THEIR_WORDS)
    signs = signs or chance.choice(goals.EARLY_SIGNS)
    plan = CarePlan(
        id=id_,
        person_id=life.who.id,
        episode_id=life.episode,
        number=number,
        framework=life.team.spec.framework,
        agreed=agreed,
        written_by_id=life.coordinator_on(day).id,
        written_at=moment(day, 15),
        based_on_id=before.id if before else None,
        in_their_words=in_their_words,
        early_signs="\n".join(signs.words),
        triggers=signs.triggers,
        what_helps=signs.what_helps,
        what_family_does=signs.what_family_does,
        response=signs.response,
        zone_for_signs=signs.zone,
        in_a_crisis=before.in_a_crisis if before else chance.choice(goals.IN_A_CRISIS),
        why_not_agreed="Does not want the tablets in it. Said so and it stays said." * unlike,
    )
    return plan, signs


def _signs(life: Life, plan: CarePlan, signs: goals.Signs, numbers: Numbers) -> Rows:
    """Yield the early signs of the newest plan, one by one: contacts after it name them."""
    threads = [str(uuid5(UUID(life.who.id), words)) for words in signs.words]
    life.signs, life.signs_since = tuple(threads), plan.written_at.date()
    for place, (thread, words) in enumerate(zip(threads, signs.words, strict=True)):
        yield EarlySign(numbers.next(EarlySign), plan.id, life.who.id, thread, place, words)


def _whole(life: Life, plan: CarePlan, aims: list[Aim], numbers: Numbers) -> Rows:
    """Yield a plan with its goals, what is done towards them, and the copy that was given."""
    yield plan
    place = 0
    for order, aim in enumerate(aims):
        goal = Goal(
            numbers.next(Goal), plan.id, life.who.id, aim.thread, order, aim.wanted.words,
            aim.wanted.area,
        )  # fmt: skip
        yield goal
        for kind, what, who, when in aim.wanted.steps:
            yield Intervention(
                numbers.next(Intervention), plan.id, life.who.id, kind, what, who, when, place,
                goal.id,
            )  # fmt: skip
            place += 1
    if not life.chance.odds(NO_COPY):
        given = plan.written_at.date() + DAY * life.chance.randint(0, 6)
        yield CopyGiven(
            numbers.next(CopyGiven), plan.id, life.who.id, _form(life), given,
            plan.written_by_id, moment(given, 16),
        )  # fmt: skip


def _form(life: Life) -> str:
    welsh = life.team.spec.city.nation == "Wales" and life.who.origin.language == "Welsh"
    return "welsh" if welsh and life.chance.odds(0.6) else life.chance.weighted(_FORMS)


def _held(life: Life, plan: CarePlan, day: date, *, led_to: str) -> Review:
    """Return a review that was held, some days before the version that came of it."""
    chance, held = life.chance, workday_from(day - DAY * 3)
    there = chance.odds(0.85)
    family = chance.choices(tuple(_FAMILY), (35, 10, 15, 40))[0]
    return Review(
        id=chance.id(),
        person_id=life.who.id,
        episode_id=life.episode,
        planned_for=held,
        who_took_part=json.dumps(_took_part(life, day, there=there), ensure_ascii=False),
        since_last="{}",
        by_id=life.coordinator_on(day).id,
        at=moment(held, 16),
        held_on=held,
        begins_at=time(14),
        place=chance.choice(("At home", "Team base", "The library, small room")),
        persons_view=chance.choice(goals.VIEWS) if there else "",
        why_not_heard="" if there else "Did not want a meeting. Spoke with them the day after.",
        family=family,
        familys_view="Glad that somebody comes. Would like to know whom to ring."
        * (family == "heard"),
        why_not_family=_FAMILY[family],
        summary=chance.choice(goals.SUMMARIES),
        plan_id=plan.id,
        plan_stands=False,
        led_to_id=led_to,
    )


def _took_part(life: Life, day: date, *, there: bool) -> list[dict[str, str]]:
    chance = life.chance
    coordinator = life.coordinator_on(day)
    told = [{"name": coordinator.name, "as": "Care co-ordinator", "how": "in person"}]
    if there:
        told.insert(0, {"name": life.who.name, "as": "The person", "how": "in person"})
    doctor = life.team.doctor
    if doctor and chance.odds(0.7):
        told.append({"name": doctor.name, "as": "Psychiatrist", "how": "by video"})
    return told


def _next_review(life: Life, plan: CarePlan, frame: Frame) -> Rows:
    """Yield the review that is planned next; for a few nobody has planned one, or it slipped."""
    chance = life.chance
    due = workday_from(plan.written_at.date() + DAY * chance.randint(165, 180))
    if chance.odds(0.1):
        return
    slipped = due < frame.today and chance.odds(0.5)
    yield Review(
        id=chance.id(),
        person_id=life.who.id,
        episode_id=life.episode,
        planned_for=workday_from(frame.today + DAY * 6) if slipped else due,
        who_took_part="[]",
        since_last="{}",
        by_id=life.coordinator.id,
        at=moment(plan.written_at.date() + DAY * 10, 11),
        put_off_because="On the ward that week. A new day was agreed." if slipped else "",
    )
