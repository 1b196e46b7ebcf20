"""Whether everybody was asked whom they would like to work with, in one look."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from alongside.people.models import Wish


@dataclass(frozen=True, slots=True)
class WishesAsked:
    """How many of the questions about wishes somebody was asked, and when the last of them."""

    asked: int = 0
    last_at: datetime | None = None  # when the question that was put last was first put


QUESTIONS = len(Wish.About)


def wishes_asked(person_ids: Collection[UUID]) -> dict[UUID, WishesAsked]:
    """Return which questions were asked of people whom somebody may see already."""
    rows = (
        Wish.objects.filter(person_id__in=list(person_ids))
        .values_list("person_id", "about")
        .annotate(first=Min("asked_at"))
        .order_by()
    )
    found: dict[UUID, list[datetime]] = {}
    for person_id, _about, first in rows:
        found.setdefault(person_id, []).append(first)
    return {person_id: WishesAsked(len(each), max(each)) for person_id, each in found.items()}


def wishes_told(person_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return what some people wish of those who work with them, as they last said it."""
    rows = (
        Wish.objects.filter(person_id__in=list(person_ids))
        .order_by("person_id", "about", "-asked_at", "-pk")
        .distinct("person_id", "about")
        .values_list("person_id", "about", "answer", "value", "in_their_words")
    )
    found: dict[UUID, list[str]] = {}
    for person_id, about, answer, value, words in rows:
        if answer == Wish.Answer.WISH:
            told = f"{Wish.About(about).name.capitalize()}: {words or value}"
            found.setdefault(person_id, []).append(told)
    return found
