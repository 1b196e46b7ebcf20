"""What every page of this room asks first: about whom, for which team, with what to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from alongside.access.actions import log_opening
from alongside.access.deciding import Action
from alongside.careplans.queries import current_goals_for, current_signs_for
from alongside.caseload.queries import coordinator_for
from alongside.contacts import queries
from alongside.contacts.forms import Choices
from alongside.kernel.period import day_of
from alongside.partners.queries import visiting_agencies_for
from alongside.people.models import Person
from alongside.people.queries import person_for
from alongside.referrals.needs import interpreter_told
from alongside.staff.models import Team, Worker
from alongside.staff.queries import colleagues_for, team_for
from alongside.staff.signed_in import or_404


@dataclass
class About:
    """Who asks, about whom, and for which team they record."""

    worker: Worker
    person: Person
    team_id: int

    @cached_property
    def team(self) -> Team:
        """The team for which they record."""
        return or_404(team_for, self.worker, self.team_id)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """What stands beside the person's name."""
        at, worker = timezone.now(), self.worker
        coordinator = coordinator_for(worker, self.person.pk, team_id=self.team_id, at=at)
        return [("Team", self.team.name), ("Co-ordinated by", coordinator)]

    @property
    def told(self) -> str:
        """That an interpreter is needed, where only a referrer said so."""
        return interpreter_of(self.worker, self.person)

    @property
    def choices(self) -> Choices:
        """Whom and what a form about the person offers."""
        worker, team_ids = self.worker, [self.team_id]
        return Choices(
            workers=lambda: colleagues_for(worker, on=today(), team_ids=team_ids),
            agencies=lambda: visiting_agencies_for(worker),
            goals=lambda: current_goals_for(worker, self.person.pk),
            signs=lambda: current_signs_for(worker, self.person.pk),
            me=worker if worker.may(Action.RECORD_CONTACTS, team_id=self.team_id) else None,
        )


def interpreter_of(worker: Worker, person: Person) -> str:
    """Return what a referrer said of an interpreter, while our record does not answer."""
    told = interpreter_told(person, team_ids=worker.team_ids)
    return told.says if told else ""


def about(request: HttpRequest, worker: Worker, person_id: UUID) -> About:
    """Return whom a form is about, with the opening logged; nothing to those who cannot record."""
    person = person_opened(request, worker, person_id)
    return About(worker, person, team_recording(worker, person.pk))


def person_opened(request: HttpRequest, worker: Worker, person_id: UUID) -> Person:
    """Return whom a page is about, with the opening logged, or the page that says nothing."""
    person = or_404(person_for, worker, person_id)
    log_opening([person.pk], page=request.path, by=worker, at=timezone.now())
    return person


def team_recording(worker: Worker, person_id: UUID) -> int:
    """Return the team for which a worker records contacts with somebody, or nothing at all."""
    may = worker.actor.teams_where(Action.RECORD_CONTACTS)
    team_id = queries.team_in_touch_for(worker, person_id, may)
    if team_id is None:
        raise Http404
    return team_id


def may_record(worker: Worker, person_id: UUID) -> bool:
    """Whether a worker records contacts with somebody, for any team of theirs."""
    may = worker.actor.teams_where(Action.RECORD_CONTACTS)
    return queries.team_in_touch_for(worker, person_id, may) is not None


def today() -> date:
    """Return today in London."""
    return day_of(timezone.now())
