"""Whom a team knows, and which keys there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from alongside.access.models import Account, Key, Opening, Relationship


def people_known_to(team_ids: Iterable[int]) -> QuerySet[Relationship, Any]:
    """Return the ids of the people whom any of these teams knows, as a sub-query."""
    return Relationship.objects.filter(team_id__in=list(team_ids), ended_at=None).values(
        "person_id"
    )


def teams_that_know(person_id: UUID, team_ids: Iterable[int]) -> list[int]:
    """Return which of some teams know a person."""
    with connection.cursor() as cursor:
        cursor.execute(_THAT_KNOW, {"person": person_id, "teams": list(team_ids)})
        return sorted(team_id for (team_id,) in cursor.fetchall())


_THAT_KNOW = """
SELECT team_id FROM access_relationship
WHERE person_id = %(person)s AND team_id = ANY(%(teams)s) AND ended_at IS NULL
"""


def teams_responsible(person_id: UUID, team_ids: Iterable[int]) -> list[int]:
    """Return which of some teams know a person, without those that are merely asked to take over.

    Nor is it an answer for anybody to have opened their record in an emergency.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_THAT_KNOW} AND because NOT IN ('offered', 'emergency')",
            {"person": person_id, "teams": list(team_ids)},
        )
        return sorted(team_id for (team_id,) in cursor.fetchall())


def openings_for_a_reason(worker_ids: QuerySet[Any, Any]) -> QuerySet[Opening]:
    """Return when some workers opened what asks for a reason, newest first, with the reviews.

    Row-level security shows the same to those who review them, and no other opening.
    """
    found = Opening.objects.filter(worker_id__in=worker_ids).exclude(purpose="")
    return found.order_by("-at", "pk").prefetch_related("reviews")


def signs_in_with(account_id: UUID, email: str) -> bool:
    """Return whether an account signs in with an email address."""
    return Account.objects.filter(pk=account_id, email=email).exists()


def key_shown(secret: str) -> Key | None:
    """Return the key that another system showed, unless it or its account was closed, or None.

    One whose last day is over is found, so that whoever has it can be told.
    """
    found = Key.objects.filter(digest=Key.digest_of(secret), revoked_at=None)
    return found.filter(account__is_active=True).first()


def keys_of(account_ids: Iterable[UUID]) -> QuerySet[Key]:
    """Return the keys of some accounts, those in use first, then the newest."""
    newest_first = (F("revoked_at").desc(nulls_first=True), "-made_at", "-pk")
    return Key.objects.filter(account_id__in=list(account_ids)).order_by(*newest_first)
