"""What every page of this room asks first: whether the worker knows the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from alongside.kernel.period import day_of
from alongside.people.for_a_reason import opened
from alongside.people.models import Person
from alongside.policy.values import Nation
from alongside.rights.queries.turning import team_about_for
from alongside.staff.models import Team, Worker


@dataclass(frozen=True)
class About:
    """Whom a page is about, through which team of the worker's, and when it is asked."""

    person: Person
    team: Team | None
    now: datetime

    @property
    def today(self) -> date:
        """The day in London."""
        return day_of(self.now)

    @property
    def nation(self) -> Nation:
        """Whose law and guidance hold."""
        return Nation(self.team.service.nation) if self.team else Nation.ENGLAND

    @property
    def shown(self) -> dict[str, Any]:
        """What every page shows."""
        return {"person": self.person, "today": self.today}


def about(request: HttpRequest, worker: Worker, person_id: UUID) -> About:
    """Return whom a page is about, with the opening logged, or the page that says nothing."""
    person = opened(request, worker, person_id)
    return About(person, team_about_for(worker, person.pk), timezone.now())
