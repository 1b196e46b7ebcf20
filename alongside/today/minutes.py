"""The minute of a meeting, made from what was written in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.access.queries import people_known_to
from alongside.caseload.figures import zones_set_between_for
from alongside.caseload.models import ZoneSetting
from alongside.people.models import Person
from alongside.people.queries import people_for
from alongside.staff.models import Worker
from alongside.today.models import Handover, Meeting, Passed, Task
from alongside.today.queries import meeting_for, tasks_for


@dataclass
class Spoken:
    """One person in a minute: what was said and what was decided about them."""

    person: Person
    passed: list[Passed] = field(default_factory=list)
    decisions: list[Task] = field(default_factory=list)
    zones: list[ZoneSetting] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)

    @property
    def notes(self) -> list[Passed]:
        """The notes that say something."""
        return [each for each in self.passed if each.said]

    @property
    def is_noted(self) -> bool:
        """Whether more is to be told than that they were passed."""
        return bool(self.notes or self.decisions or self.zones or self.handovers)


@dataclass(frozen=True)
class Minute:
    """What a meeting was: who was there, who was passed and who was not, what was decided."""

    meeting: Meeting
    present: tuple[str, ...]
    spoken: tuple[Spoken, ...]
    not_passed: tuple[Person, ...]

    @property
    def noted(self) -> list[Spoken]:
        """The people of whom more is to be told than that they were passed."""
        return [each for each in self.spoken if each.is_noted]

    @property
    def only_passed(self) -> list[Spoken]:
        """The people who were passed with nothing to note."""
        return [each for each in self.spoken if each.passed and not each.is_noted]

    @property
    def people_passed(self) -> int:
        """How many people were passed."""
        return sum(bool(each.passed) for each in self.spoken)

    @property
    def person_ids(self) -> list[UUID]:
        """Everybody whom the minute names."""
        return [*(each.person.pk for each in self.spoken), *(one.pk for one in self.not_passed)]


def minute_for(worker: Worker, meeting_id: UUID, *, at: datetime) -> Minute | None:
    """Return the minute of a meeting; so far, while it goes on."""
    meeting = meeting_for(worker, meeting_id)
    if meeting is None:
        return None
    return Minute(
        meeting=meeting,
        present=tuple(meeting.present.order_by("name").values_list("name", flat=True)),
        spoken=tuple(_spoken(worker, meeting, until=meeting.ended_at or at)),
        not_passed=tuple(_by_name(worker, meeting.not_passed or ())),
    )


def _spoken(worker: Worker, meeting: Meeting, *, until: datetime) -> list[Spoken]:
    """Return everybody of whom anything was written while the meeting went on, as it came."""
    found: dict[UUID, Spoken] = {}
    parts: dict[str, QuerySet[Passed] | QuerySet[Task] | QuerySet[ZoneSetting]] = {
        "passed": _passed(worker, meeting),
        "decisions": tasks_for(worker).filter(meeting=meeting).order_by("made_at", "pk"),
        "zones": zones_set_between_for(worker, meeting.team_id, first=meeting.began_at, last=until),
    }
    for part, rows in parts.items():
        for row in rows:
            if row.person:
                getattr(found.setdefault(row.person.pk, Spoken(row.person)), part).append(row)
    for handover in _handed(worker, meeting, until):
        found.setdefault(handover.person_id, Spoken(handover.person)).handovers.append(handover)
    return list(found.values())


def _passed(worker: Worker, meeting: Meeting) -> QuerySet[Passed]:
    known = people_known_to(worker.team_ids)
    rows = Passed.objects.filter(meeting=meeting, person__in=known)
    return rows.select_related("person", "by").order_by("at", "pk")


def _handed(worker: Worker, meeting: Meeting, until: datetime) -> QuerySet[Handover]:
    return (
        Handover.objects.filter(
            team_id=meeting.team_id,
            at__gte=meeting.began_at,
            at__lte=until,
            person__in=people_known_to(worker.team_ids),
        )
        .select_related("person", "by")
        .order_by("at", "pk")
    )


def _by_name(worker: Worker, person_ids: Sequence[UUID]) -> QuerySet[Person]:
    found = people_for(worker).filter(pk__in=person_ids)
    return found.order_by("family_name", "given_name", "pk")
