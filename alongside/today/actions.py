"""Holding the daily meeting, deciding tasks in it, doing them, handing over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from alongside.audit.trail import audited, record
from alongside.caseload.queries import episodes_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.staff.models import Team, Worker
from alongside.today.models import Handover, Meeting, Passed, Presence, Task


@dataclass(frozen=True)
class TaskText:
    """What is to be done, whose it is and by when.

    The id is made where the task is written, so that what is sent twice is one task.
    """

    what: str
    owner: Worker
    due_on: date
    id: UUID = field(default_factory=uuid4)


@audited
def add_task(
    text: TaskText, *, team: Team, person: Person | None, by: Worker, at: datetime
) -> Task:
    """Give somebody a task, about a person or for the team."""
    return _add(text, team_id=team.pk, person=person, meeting=None, by=by, at=at)


def _add(
    text: TaskText,
    *,
    team_id: int,
    person: Person | None,
    meeting: Meeting | None,
    by: Worker,
    at: datetime,
) -> Task:
    task = Task(
        id=text.id,
        team_id=team_id,
        person=person,
        what=text.what,
        owner=text.owner,
        due_on=text.due_on,
        meeting=meeting,
        made_by=by,
        made_at=at,
    )
    try:
        with transaction.atomic():
            task.save(force_insert=True)
    except IntegrityError:  # sent before, perhaps in the same moment; or the id is another team's
        known = Task.objects.filter(pk=text.id).first()
        if known is None:
            raise Refused("This form cannot be sent again. Open it anew.") from None
        record("task.resent", on=known, by=by, at=at)
        return known
    record("task.given", on=task, by=by, at=at, task=text.what, owner=text.owner.name)
    return task


@audited
def do_task(task: Task, *, came_of_it: str, by: Worker, at: datetime) -> Task:
    """Mark a task done, with what came of it."""
    task = _undone(task)
    task.done_at, task.done_by, task.came_of_it = at, by, came_of_it
    task.save(update_fields=["done_at", "done_by", "came_of_it"])
    record("task.done", on=task, by=by, at=at, came_of_it=came_of_it)
    return task


@audited
def hand_task(task: Task, *, to: Worker, due_on: date, why: str, by: Worker, at: datetime) -> Task:
    """Hand a task to another owner, or put its day off, with why; the trail keeps each hand."""
    task = _undone(task)
    before = {"owner": task.owner.name, "due_on": task.due_on}
    task.owner, task.due_on = to, due_on
    task.save(update_fields=["owner", "due_on"])
    record("task.handed", on=task, by=by, at=at, why=why, to=to.name, due_on=due_on, before=before)
    return task


def _undone(task: Task) -> Task:
    """Take a task to change it, or refuse when somebody did it meanwhile."""
    # Nobody is joined: whoever waited for the lock has the row as it became, and who stands beside
    # it as they were before, which is nobody.
    found = Task.objects.select_for_update().get(pk=task.pk)
    if found.done_at and found.done_by:
        raise Refused(f"{found.done_by.name} has already done this: {found.came_of_it}")
    return found


@audited
def hand_over(
    person: Person, *, team: Team, says: str, until: datetime, by: Worker, at: datetime
) -> Handover:
    """Tell the next ones something about a person, until it expires by itself."""
    return _hand_over(person, team_id=team.pk, says=says, until=until, by=by, at=at)


def _hand_over(
    person: Person, *, team_id: int, says: str, until: datetime, by: Worker, at: datetime
) -> Handover:
    if until <= at:
        raise Refused("A handover expires later than now. Choose a later day.")
    handover = Handover.objects.create(
        team_id=team_id, person=person, says=says, by=by, at=at, expires_at=until
    )
    record("handover.said", on=handover, by=by, at=at, until=until)
    return handover


@audited
def begin_meeting(team: Team, *, present: Collection[Worker], by: Worker, at: datetime) -> Meeting:
    """Begin a team's meeting, or come into the one that goes on; end one left over from before."""
    held = Meeting.objects.select_for_update().filter(team=team, ended_at=None).first()
    if held is not None and day_of(held.began_at) != day_of(at):
        _end(held, by=by, at=at)
        held = None
    meeting = held or _begun(team, by=by, at=at)
    _come_in(meeting, {by, *present})
    names = sorted(each.name for each in present)
    record("meeting.joined" if held else "meeting.began", on=meeting, by=by, at=at, present=names)
    return meeting


def _begun(team: Team, *, by: Worker, at: datetime) -> Meeting:
    """Open a meeting, or find the one that somebody else opened in the same moment."""
    try:
        with transaction.atomic():
            return Meeting.objects.create(team=team, led_by=by, began_at=at)
    except IntegrityError:
        return Meeting.objects.get(team=team, ended_at=None)


def _come_in(meeting: Meeting, workers: Iterable[Worker]) -> None:
    Presence.objects.bulk_create(
        [Presence(meeting=meeting, worker=worker) for worker in workers], ignore_conflicts=True
    )


@dataclass(frozen=True)
class Said:
    """What a meeting said about a person: a note, what is to be done, what to hand over."""

    note: str = ""
    decisions: tuple[TaskText, ...] = ()
    handover: str = ""
    handover_until: datetime | None = None
    sent_as: UUID = field(default_factory=uuid4)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was said but that the person was passed."""
        return not (self.note or self.decisions or self.handover)


@audited
def pass_person(
    meeting: Meeting, person: Person, *, said: Said, by: Worker, at: datetime
) -> Passed:
    """Keep what a meeting said about a person, once for each form that was sent.

    Two who lead at once both keep what they typed; a person is passed by whoever is first.
    """
    meeting = _going_on(meeting)
    passed = Passed.objects.filter(meeting=meeting, person=person)
    if said.is_nothing:
        known = passed.order_by("at").first()
    else:
        known = passed.filter(sent_as=said.sent_as).first()
    if known is not None:
        record("meeting.person_resent", on=known, by=by, at=at)
        return known
    new = Passed.objects.create(
        meeting=meeting, person=person, said=said.note, by=by, at=at, sent_as=said.sent_as
    )
    record("meeting.person_passed", on=new, by=by, at=at)
    for text in said.decisions:
        _add(text, team_id=meeting.team_id, person=person, meeting=meeting, by=by, at=at)
    if said.handover and said.handover_until:
        _hand_over(
            person,
            team_id=meeting.team_id,
            says=said.handover,
            until=said.handover_until,
            by=by,
            at=at,
        )
    return new


@audited
def end_meeting(meeting: Meeting, *, by: Worker, at: datetime) -> Meeting:
    """End a meeting; whom it did not pass stands in its minute."""
    return _end(_going_on(meeting), by=by, at=at)


def _end(meeting: Meeting, *, by: Worker, at: datetime) -> Meeting:
    in_care = episodes_for(by).filter(team_id=meeting.team_id).values_list("person_id", flat=True)
    passed = set(Passed.objects.filter(meeting=meeting).values_list("person_id", flat=True))
    missed = sorted(set(in_care) - passed)
    meeting.not_passed = missed
    meeting.ended_at, meeting.ended_by = at, by
    meeting.save(update_fields=["ended_at", "ended_by", "not_passed"])
    record("meeting.ended", on=meeting, by=by, at=at, not_passed=len(missed))
    return meeting


def _going_on(meeting: Meeting) -> Meeting:
    """Take a meeting that goes on, or refuse with who ended it."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("ended_by")
    held = found.get(pk=meeting.pk)
    if held.ended_at is not None:
        who = held.ended_by.name if held.ended_by else "Somebody"
        raise Refused(f"{who} has ended this meeting. Begin another to say more.")
    return held
