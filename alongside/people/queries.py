"""Finding people, what was told of them, and what they wish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from alongside.access.deciding import Kind, Purpose, Subject, Verdict, decide
from alongside.access.plain import KNOWN, columns_of, first, read
from alongside.access.queries import people_known_to, teams_that_know
from alongside.people.models import Person, PersonEvent, Restricted, Telling, Wish  # type: ignore[attr-defined]  # made by pghistory
from alongside.people.told import LABELS, in_words
from alongside.staff.models import Worker
from alongside.staff.queries import names_of


def people_for(worker: Worker) -> QuerySet[Person]:
    """Return everybody whom this worker's teams know."""
    return Person.objects.filter(pk__in=people_known_to(worker.team_ids))


def person_for(worker: Worker, person_id: UUID) -> Person | None:
    """Return somebody whom this worker's teams know, or None."""
    return first(Person, _PERSON, {"person": person_id, "teams": sorted(worker.team_ids)})


_PERSON = f"""
SELECT {columns_of(Person, "person")} FROM people_person AS person
WHERE id = %(person)s AND {KNOWN}
"""  # noqa: S608 - made of parts of our own


def person_by_nhs_number_for(worker: Worker, nhs_number: str) -> Person | None:
    """Return the one person whom this worker's teams know by an NHS number, or None."""
    found = list(people_for(worker).filter(nhs_number=nhs_number)[:2])
    return found[0] if len(found) == 1 else None


def restricted_for(worker: Worker, person_id: UUID) -> Restricted | None:
    """Return what is restricted about somebody, unread: `verdict_for` says who may read it."""
    known = people_known_to(worker.team_ids)
    kept = Restricted.objects.filter(person_id=person_id, person__in=known)
    return kept.select_related("written_by").first()


def verdict_for(
    worker: Worker, person_id: UUID, kind: Kind, *, at: datetime, purpose: Purpose | None = None
) -> Verdict:
    """Return whether a worker sees one kind of information about somebody at a moment."""
    subject = Subject(
        known_to=frozenset(teams_that_know(person_id, worker.actor.roles)),
        shut_to=frozenset({worker.pk}) if person_id in worker.shut_out else frozenset(),
    )
    return decide(worker.actor, subject=subject, kind=kind, at=at, purpose=purpose)


def known_through_for(worker: Worker, person_id: UUID) -> list[int]:
    """Return the teams of this worker's that know somebody."""
    return teams_that_know(person_id, worker.team_ids)


def told_for(worker: Worker, person_id: UUID) -> dict[str, Telling]:
    """Return for each fact when, by whom and to whom it was last told or found still right."""
    tellings = (
        Telling.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("by")
        .order_by("at", "pk")
    )
    return {fact: telling for telling in tellings for fact in telling.facts}


@dataclass(frozen=True)
class Change:
    """One fact was another before: what it was, what it became, who changed it, and when."""

    at: datetime
    fact: str
    was: Any
    became: Any
    by_id: str
    by: str = ""


MOST_CHANGES = 300


def history_for(worker: Worker, person_id: UUID) -> list[Change]:
    """Return what was changed about a person, newest first."""
    events = list(
        PersonEvent.objects.filter(pgh_obj=person_id, id__in=people_known_to(worker.team_ids))
        .select_related("gp_practice")
        .order_by("-pgh_id")[:MOST_CHANGES]
    )
    changes = [change for event, before in _pairs(events) for change in _between(before, event)]
    names = names_of({change.by_id for change in changes if change.by_id})
    return [_named(change, names) for change in changes]


def _pairs(events: list[Any]) -> Iterable[tuple[Any, Any]]:
    """Pair each kept version with the one before it; the oldest has none.

    Whoever was brought in by a bulk load has no kept version at all.
    """
    return zip(events, [*events[1:], None], strict=False)


def _between(before: Any, event: Any) -> Iterable[Change]:
    by_id = str((event.pgh_context or {}).get("worker", ""))
    for fact in LABELS:
        was, became = (_value(before, fact), _value(event, fact))
        if was != became:
            yield Change(event.pgh_created_at, fact, was, became, by_id)


def _value(event: Any, fact: str) -> Any:
    if event is None:
        return None
    if fact == "gp_practice_id":
        return event.gp_practice.name if event.gp_practice else None
    value = getattr(event, fact)
    # What nobody ever told is no change when a person is first written down. That no interpreter is
    # needed was told; that an address is fixed is what is taken for granted.
    nothing = (None, "", Person.Gender.NOT_KNOWN, *([False] * (fact == "no_fixed_address")))
    return None if value in nothing else in_words(fact, value)


def _named(change: Change, names: dict[str, str]) -> Change:
    by = names.get(change.by_id, "")
    return Change(change.at, change.fact, change.was, change.became, change.by_id, by)


def wish_history_for(worker: Worker, person_id: UUID) -> list[Wish]:
    """Return everything a person ever answered when asked for their wishes, newest first."""
    return list(
        Wish.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("asked_by")
        .order_by("-asked_at", "-pk")
    )


def wishes_for(worker: Worker, person_id: UUID) -> dict[str, Wish]:
    """Return what somebody last answered to each question about wishes that they were asked."""
    with connection.cursor() as cursor:
        cursor.execute(_WISHES, {"person": person_id, "teams": sorted(worker.team_ids)})
        return {wish.about: wish for wish in map(_wish, cursor.fetchall())}


_WISHES = f"""
SELECT DISTINCT ON (about) {columns_of(Wish, "wish")}, {columns_of(Worker, "worker")}
FROM people_wish AS wish JOIN staff_worker AS worker ON worker.id = wish.asked_by_id
WHERE wish.person_id = %(person)s AND {KNOWN}
ORDER BY about, asked_at DESC, wish.id DESC
"""  # noqa: S608 - made of parts of our own


def _wish(row: Sequence[Any]) -> Wish:
    wish = read(Wish, row[:_OF_WISH])
    wish.asked_by = read(Worker, row[_OF_WISH:])
    return wish


_OF_WISH = columns_of(Wish, "wish").count(",") + 1


def wishes_in_short_for(worker: Worker, person_id: UUID) -> list[str]:
    """Return what somebody wishes, a line each, for those who are about to meet them."""
    now = wishes_for(worker, person_id)
    said = [
        f"{wish.get_about_display()}: {wish.says}"
        for wish in now.values()
        if wish.answer == Wish.Answer.WISH
    ]
    left = len(Wish.About) - len(now)
    return [*said, *_not_asked(left)] or ["No wish"]


def _not_asked(questions: int) -> list[str]:
    if not questions:
        return []
    return ["Not asked yet" if questions == len(Wish.About) else f"{questions} not asked yet"]
