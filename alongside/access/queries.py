"""Whom a team knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alongside.access.models import Relationship


def people_known_to(team_ids: Iterable[int]) -> QuerySet[Relationship, Any]:
    """Return the ids of the people whom any of these teams knows, as a sub-query."""
    return Relationship.objects.filter(team_id__in=list(team_ids), ended_at=None).values(
        "person_id"
    )


def teams_that_know(person_id: UUID, team_ids: Iterable[int]) -> list[int]:
    """Return which of some teams know a person."""
    known = Relationship.objects.filter(
        person_id=person_id, team_id__in=list(team_ids), ended_at=None
    )
    return sorted(known.values_list("team_id", flat=True))
