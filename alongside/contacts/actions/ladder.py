"""The ladder after a missed contact: it begins, is climbed, and ends when the person is seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from alongside.access.deciding import Role
from alongside.audit.trail import audited, record
from alongside.caseload.queries import coordinator_for
from alongside.contacts.models import Contact, LadderStep
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.contacts import MISSED, Outcome
from alongside.policy.ladder import SHIPPED, Owner
from alongside.policy.team import Profession
from alongside.staff.models import Worker
from alongside.staff.queries import absences_of, memberships_in


def one_at_a_time(person_id: UUID) -> None:
    """Let one transaction at a time change what follows from a person's contacts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(person_id)])


def after_contact(contact: Contact, *, by: Worker, at: datetime) -> list[LadderStep]:
    """Begin, settle or leave a person's ladder, after one more contact was written."""
    if contact.corrects_id:
        return _after_correction(contact, by=by, at=at)
    if contact.was_seen:
        _settle_by(contact)
    elif contact.is_missed:
        return _begin(contact, by=by, at=at)
    return []


def _settle_by(seen: Contact) -> None:
    """Settle what was still to be done about contacts missed before this one."""
    LadderStep.objects.open().filter(
        person=seen.person_id, missed__began_at__lte=seen.began_at
    ).update(settled_by=seen)


def _after_correction(contact: Contact, *, by: Worker, at: datetime) -> list[LadderStep]:
    """Reckon the ladder again: what was corrected may have begun or settled it."""
    steps = LadderStep.objects.filter(person=contact.person_id)
    steps.filter(settled_by=contact.corrects_id).update(settled_by=None)
    brought = steps.open().filter(missed=contact.corrects_id)
    if contact.is_missed:
        brought.update(missed=contact)
    else:
        brought.update(settled_by=contact)
    standing = Contact.objects.standing().filter(person=contact.person_id)
    seen = standing.filter(was_seen=True).order_by("-began_at").first()
    if seen:
        _settle_by(seen)
    missed = standing.filter(outcome__in=MISSED).order_by("-began_at").first()
    return _begin(missed, by=by, at=at) if missed else []


def _begin(missed: Contact, *, by: Worker, at: datetime) -> list[LadderStep]:
    """Store the rungs that a missed contact calls for, unless the person was seen or tried since.

    The newest miss says which rungs answer it; those of an earlier one that no longer help are
    settled, and those done since the person was last seen are not asked for again.
    """
    standing = Contact.objects.standing().filter(person=missed.person_id)
    later = standing.filter(began_at__gte=missed.began_at).exclude(pk=missed.pk)
    newer = later.filter(Q(was_seen=True) | Q(outcome__in=MISSED)).exists()
    if newer or missed.person.died_on:
        return []
    last_seen = standing.filter(was_seen=True).order_by("-began_at").first()
    run = LadderStep.objects.filter(person=missed.person_id)
    if last_seen:
        run = run.filter(missed__began_at__gt=last_seen.began_at)
    wanted = SHIPPED.steps_for(Outcome(missed.outcome))
    helpful = {rung.id for rung in wanted}
    run.open().exclude(step__in=helpful).update(settled_by=missed)
    known = {step.step for step in run if step.settled_by_id is None}
    owners = _owners(missed, by=by, at=at) if helpful - known else {}
    return LadderStep.objects.bulk_create(
        LadderStep(
            person_id=missed.person_id,
            team_id=missed.team_id,
            missed=missed,
            step=rung.id,
            owner=owners[rung.owner],
            due_at=rung.due_by(missed.began_at),
        )
        for rung in wanted
        if rung.id not in known
    )


def _owners(missed: Contact, *, by: Worker, at: datetime) -> Mapping[Owner, Worker]:
    """Return the worker whom each rung belongs to: whoever should own it and is not away.

    There is no list of who is on duty yet, so duty and the meeting's rungs go to the team manager.
    """
    members = list(memberships_in(missed.team_id, on=day_of(at)))
    managers = [m.worker for m in members if m.role == Role.MANAGER]
    doctors = [m.worker for m in members if m.worker.profession == Profession.PSYCHIATRIST]
    coordinator = coordinator_for(by, missed.person_id, team_id=missed.team_id, at=at)
    own = [each for each in (coordinator, missed.worker) if each]
    asked = {*own, *managers, *doctors}
    today = day_of(at)
    absent = absences_of([each.pk for each in asked], first=today, last=today)
    away = {absence.worker_id for absence in absent}

    def first(*wanted: Worker) -> Worker:
        return next((each for each in wanted if each.pk not in away), wanted[0])

    in_charge = first(*managers, *own)
    return {
        Owner.VISITOR: missed.worker,
        Owner.COORDINATOR: first(*own, *managers),
        Owner.DUTY: in_charge,
        Owner.MANAGER: in_charge,
        Owner.TEAM: in_charge,
        Owner.CONSULTANT: first(*doctors, *managers, *own),
    }


@audited
def do_step(step: LadderStep, *, came_of_it: str, by: Worker, at: datetime) -> LadderStep | None:
    """Mark a step done with what came of it; return the next round when it comes round again."""
    step = _open_step(step)
    step.done_at, step.done_by, step.came_of_it = at, by, came_of_it
    step.save(update_fields=["done_at", "done_by", "came_of_it"])
    record("ladder.step_done", on=step, by=by, at=at, step=step.step)
    if not (step.rung and step.rung.every_days):
        return None
    return LadderStep.objects.create(
        person_id=step.person_id,
        team_id=step.team_id,
        missed_id=step.missed_id,
        step=step.step,
        owner_id=step.owner_id,
        due_at=step.rung.due_by(step.due_at, at),
    )


@audited
def hand_step(step: LadderStep, *, to: Worker, by: Worker, at: datetime) -> LadderStep:
    """Hand a step to another owner."""
    step = _open_step(step)
    step.owner = to
    step.save(update_fields=["owner"])
    record("ladder.step_handed", on=step, by=by, at=at, step=step.step, to=to.pk)
    return step


def _open_step(step: LadderStep) -> LadderStep:
    """Take a step to change it, or refuse when somebody did it or saw the person meanwhile."""
    step = LadderStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if step.done_at:
        who = step.done_by.name if step.done_by else "Somebody"
        raise Refused(
            f"{who} has already done this: {step.came_of_it}. "
            "What you did beside it, record as a contact."
        )
    if step.settled_by_id:
        raise Refused("This step is no longer needed: they were seen.")
    return step
