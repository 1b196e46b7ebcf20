"""Whether everybody was asked whom they would like to work with, in one look."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from alongside.kernel.period import end_of
from alongside.people.models import Wish


class WishesAsked(NamedTuple):
    """How many of the questions about wishes somebody was asked, and when the last of them."""

    asked: int = 0
    last_at: datetime | None = None  # when the question that was put last was first put


QUESTIONS = len(Wish.About)


def wishes_asked(person_ids: Collection[UUID], *, today: date) -> dict[UUID, WishesAsked]:
    """Return which questions were asked by a day of people whom somebody may see already."""
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, {"people": list(person_ids), "until": end_of(today)})
        return {person_id: WishesAsked(*found) for person_id, *found in cursor.fetchall()}


_ASKED = """
SELECT person_id, count(*), max(first_at) FROM (
    SELECT person_id, min(asked_at) AS first_at FROM people_wish
    WHERE person_id = ANY(%(people)s) AND asked_at < %(until)s GROUP BY person_id, about
) AS question GROUP BY person_id
"""
NOT_ASKED = WishesAsked()


def wishes_told(person_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return what some people wish of those who work with them, as they last said it."""
    found: dict[UUID, list[str]] = {}
    if not person_ids:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"people": list(person_ids)})
        rows = cursor.fetchall()
    for person_id, about, answer, value, words in rows:
        if answer == Wish.Answer.WISH:
            told = f"{Wish.About(about).name.capitalize()}: {words or value}"
            found.setdefault(person_id, []).append(told)
    return found


_TOLD = """
SELECT DISTINCT ON (person_id, about) person_id, about, answer, value, in_their_words
FROM people_wish WHERE person_id = ANY(%(people)s)
ORDER BY person_id, about, asked_at DESC, id DESC
"""
