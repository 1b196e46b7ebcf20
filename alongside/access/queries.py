"""Whom a team knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from alongside.access.models import Relationship


def people_known_to(team_ids: Iterable[int]) -> QuerySet[Relationship, Any]:
    """Return the ids of the people whom any of these teams knows, as a sub-query."""
    return Relationship.objects.filter(team_id__in=list(team_ids), ended_at=None).values(
        "person_id"
    )
