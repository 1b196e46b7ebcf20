"""Finding what a review looks back on, and which reviews are due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.careplans import queries as careplans
from alongside.careplans.models import CarePlan
from alongside.caseload.models import Episode
from alongside.caseload.queries import unmet_wishes_for, zones_for
from alongside.contacts.queries import Sieve, contacts_for, steps_of_person_for
from alongside.documents.models import Sent
from alongside.documents.queries import sent
from alongside.inpatient.queries import spells_for
from alongside.kernel.period import Period, day_of, end_of, start_of
from alongside.people.models import Wish
from alongside.people.queries import wishes_for
from alongside.policy.allocation import Wish as WishText
from alongside.policy.allocation import WishAbout
from alongside.policy.contacts import ATTENDED, MISSED, Intervention, Means, Outcome, is_direct
from alongside.policy.due import State
from alongside.policy.frameworks import FRAMEWORKS
from alongside.policy.standards import REVIEW_IN_TIME
from alongside.policy.values import Nation
from alongside.policy.zones import REASONS, zone_name
from alongside.record.reviewing import since as told
from alongside.staff.models import Worker
from alongside.standards.evidence import Evidence, agreements
from alongside.standards.keeping import contacts_count_from, expected_contacts
from alongside.standards.promises import Promise
from alongside.standards.queries import Promised, promises_for

AHEAD = timedelta(days=60)
A_DAY = timedelta(days=1)


def since_for(worker: Worker, episode: Episode, *, on: date, at: datetime) -> told.Since:
    """Return everything that happened in an episode between its last review and a day."""
    before = careplans.last_review_for(worker, episode, on=on)
    last_on = before.held_on if before else None
    # What happened on the day of the last review was before that review's eyes.
    first = min(last_on + A_DAY, on) if last_on else min(episode.began_on, on)
    window = Period(first, on)
    person_id = episode.person_id
    plan = careplans.current_plan_for(worker, person_id)
    zones = list(zones_for(worker, episode))
    rows = _contacts(worker, person_id, window)
    promised = promises_for(worker, at=at, person_ids=[person_id])
    goals = _goals(plan, rows)
    named = {met.id for goal in goals for met in goal.contacts}
    others = (row for row in rows if row["outcome"] in ATTENDED and str(row["pk"]) not in named)
    no_goal = tuple(map(_met, others))
    return told.Since(
        first=first,
        last=on,
        last_review_on=last_on,
        contacts=_counted(rows, episode, zones, window),
        goals=goals,
        towards_no_goal=len(no_goal),
        plan_version=plan.number if plan else None,
        spells=_spells(worker, person_id, window),
        zones=_zones(zones, window),
        steps=_steps(worker, person_id, window),
        wishes=_wishes(worker, episode),
        promises=_promises(promised, episode),
        copies=tuple(
            told.CopyHad(each.plan.number, each.get_form_display(), each.given_on, each.by.name)
            for each in careplans.copies_for(worker, person_id, since=first)
            if each.given_on <= on
        ),
        no_goal=no_goal,
    )


Row = dict[str, Any]


def _contacts(worker: Worker, person_id: UUID, window: Period) -> list[Row]:
    sieve = Sieve(first=window.first, last=window.last)
    return list(
        sieve.of(contacts_for(worker, person_id))
        .standing()
        .order_by("began_at", "pk")
        .values(
            *("pk", "began_at", "outcome", "means", "was_seen", "goal", "interventions"),
            *("next_step", "worker_id", "worker__name", "second_worker_id", "second_worker__name"),
        )
    )


def _counted(
    rows: Sequence[Row], episode: Episode, zones: Sequence[Any], window: Period
) -> told.Contacts:
    evidence = Evidence(
        person_id=episode.person_id,
        nation=Nation(episode.team.service.nation),
        framework=FRAMEWORKS[episode.framework],  # counting asks no interval of it
        began_on=episode.began_on,
        agreements=agreements((each.set_at, each.contacts_a_week) for each in zones),
    )
    # As the standard counts: whole days, from the first agreement on.
    last = window.last or window.first
    whole = Period(window.first, max(window.first, last - A_DAY))
    start, end = contacts_count_from(evidence, whole), whole.last or whole.first
    given = [row for row in rows if start <= day_of(row["began_at"]) <= end and _is_direct(row)]
    seen = [row for row in rows if row["was_seen"]]
    return told.Contacts(
        seen=len(seen),
        spoken_to=sum(row["outcome"] in ATTENDED and not row["was_seen"] for row in rows),
        missed=sum(row["outcome"] in MISSED for row in rows),
        called_off=sum(row["outcome"] not in MISSED | ATTENDED for row in rows),
        agreed=expected_contacts(evidence, whole) if evidence.agreements else None,
        given=len(given),
        counted_from=min(start, end),
        counted_to=end,
        last_seen_on=day_of(seen[-1]["began_at"]) if seen else None,
        met_by=_met_by(rows),
        helps=_helps(rows),
    )


def _is_direct(row: Row) -> bool:
    return is_direct(Outcome(row["outcome"]), Means(row["means"]))


def _met_by(rows: Iterable[Row]) -> tuple[told.WorkerMet, ...]:
    times: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["outcome"] in ATTENDED:
            for which in ("worker", "second_worker"):
                if row[f"{which}_id"]:
                    times[row[f"{which}__name"], str(row[f"{which}_id"])] += 1
    ordered = sorted(times.items(), key=lambda each: (-each[1], each[0]))
    return tuple(told.WorkerMet(pk, name, number) for (name, pk), number in ordered)


def _helps(rows: Iterable[Row]) -> tuple[told.HelpGiven, ...]:
    labels = {each.value: each.label for each in Intervention}
    times = Counter(
        kind for row in rows if row["outcome"] in ATTENDED for kind in row["interventions"]
    )
    return tuple(told.HelpGiven(labels.get(kind, kind), n, kind) for kind, n in times.most_common())


def _goals(plan: CarePlan | None, rows: Sequence[Row]) -> tuple[told.TowardsGoal, ...]:
    return tuple(
        told.TowardsGoal(
            words=goal.words,
            steps=tuple(
                f"{step.what} ({step.who}, {step.when})" for step in goal.interventions.all()
            ),
            contacts=tuple(
                _met(row)
                for row in rows
                if row["goal"] == goal.thread and row["outcome"] in ATTENDED
            ),
        )
        for goal in (plan.goals.all() if plan else ())
    )


def _met(row: Row) -> told.Met:
    return told.Met(
        id=str(row["pk"]),
        on=day_of(row["began_at"]),
        by=row["worker__name"],
        how_it_went=Outcome(row["outcome"]).label,
        next_step=row["next_step"],
    )


def _spells(worker: Worker, person_id: UUID, window: Period) -> tuple[told.InHospital, ...]:
    found = spells_for(worker, person_id).filter(began_on__lte=window.last)
    return tuple(
        told.InHospital(
            kind=each.kind,
            place=each.place,
            began_on=each.began_on,
            ended_on=each.ended_on,
            section=each.section,
            days=Period(each.began_on, each.ended_on).days_within(window),
        )
        for each in reversed(found)
        if each.ended_on is None or each.ended_on >= window.first
    )


def _zones(zones: Sequence[Any], window: Period) -> tuple[told.ZoneHeld, ...]:
    """Return the zone in which the time began, and each that was decided on in it."""
    days = [(day_of(each.set_at), each) for each in zones]
    before = [each for day, each in days if day < window.first][-1:]
    return tuple(
        told.ZoneHeld(
            on=day_of(each.set_at),
            zone=zone_name(each.zone),
            a_week=f"{each.contacts_a_week.normalize():f}",
            why=REASONS.get(each.reason, each.reason),
            explanation=each.explanation,
            persons_view=each.persons_view,
            agreed=each.agreed_with_person,
            owner=each.owner.name,
        )
        for each in [*before, *(each for day, each in days if day in window)]
    )


def _steps(worker: Worker, person_id: UUID, window: Period) -> tuple[told.StepTaken, ...]:
    found = steps_of_person_for(worker, person_id).filter(
        due_at__gte=start_of(window.first), due_at__lt=end_of(window.last or window.first)
    )
    return tuple(
        told.StepTaken(
            what=each.sentence,
            due_on=day_of(each.due_at),
            done_on=day_of(each.done_at) if each.done_at else None,
            settled=each.settled_by_id is not None and each.done_at is None,
            came_of_it=each.came_of_it,
            owner=each.owner.name if each.owner else "",
        )
        for each in found
    )


def _wishes(worker: Worker, episode: Episode) -> tuple[told.Wished, ...]:
    answers = wishes_for(worker, episode.person_id)
    unmet = unmet_wishes_for(worker, episode)
    return tuple(
        told.Wished(
            about=about.label,
            answer=_answer(answers.get(about.value)),
            asked_on=day_of(answers[about.value].asked_at) if about.value in answers else None,
            unmet_because=_unmet(about.value, answers, unmet),
        )
        for about in Wish.About
    )


def _answer(wish: Wish | None) -> str:
    if wish is None:
        return ""
    if wish.answer != Wish.Answer.WISH:
        return wish.get_answer_display()
    return wish.value or wish.in_their_words


def _unmet(about: str, answers: dict[str, Wish], unmet: dict[str, str]) -> str:
    """Return why a wish was not met when the care co-ordinator was chosen, as it was said then."""
    wish = answers.get(about)
    if wish is None or wish.answer != Wish.Answer.WISH:
        return ""
    said = WishText(WishAbout(about), wish.value, wish.in_their_words)
    return unmet.get(str(said), "")


def _promises(promised: Sequence[Promised], episode: Episode) -> tuple[told.Promised, ...]:
    return tuple(
        told.Promised(each.standard.name, each.state.value, each.standing.sentence, each.evidence)
        for found in promised
        if found.somebody.episode_id == episode.pk
        for each in found.promises
        if each.standard is not REVIEW_IN_TIME
    )


@dataclass(frozen=True)
class ReviewDue:
    """Somebody whose review is due: by when, for which day it is planned, who co-ordinates."""

    found: Promised
    promise: Promise

    @property
    def due_on(self) -> date | None:
        """The day by which it is due."""
        return self.promise.standing.due_on

    @property
    def is_overdue(self) -> bool:
        """Whether that day has passed."""
        return self.promise.state is State.OVERDUE


def reviews_due_for(worker: Worker, *, at: datetime) -> list[ReviewDue]:
    """Return the reviews of this worker's teams that are overdue or due in the next weeks."""
    until = day_of(at) + AHEAD
    found = [
        ReviewDue(each, promise)
        for each in promises_for(worker, at=at)
        for promise in each.promises
        if promise.standard is REVIEW_IN_TIME
    ]
    return sorted(
        (each for each in found if each.due_on and each.due_on <= until),
        key=lambda each: (each.due_on, each.found.somebody.listed_as),
    )


def review_due_for(worker: Worker, episode: Episode, *, at: datetime) -> Promise | None:
    """Return by when an episode is to be reviewed; None while there is no plan to review."""
    for each in promises_for(worker, at=at, person_ids=[episode.person_id]):
        for promise in each.promises:
            if each.somebody.episode_id == episode.pk and promise.standard is REVIEW_IN_TIME:
                return promise
    return None


def letter_for(
    worker: Worker, person_id: UUID, review_id: UUID, invitation_id: UUID
) -> Sent | None:
    """Return the letter with which somebody was invited, exactly as it was sent, or None."""
    found = careplans.invitation_for(worker, person_id, review_id, invitation_id)
    return sent(found.document_id) if found and found.document_id else None
