"""Changes to what is known of a person, and to what they wish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import clock
from alongside.people.models import Person, Restricted, Telling, Wish
from alongside.people.told import SECTIONS, Section, facts_of, mark_of
from alongside.staff.models import Worker

# What rooms above do when somebody has died, in the same transaction; each returns a sentence, or
# nothing. They cannot be called from here, so they register themselves.
THEN_OF_A_DEATH: list[Callable[[Person, Worker, datetime], str]] = []


class Overtaken(Refused):
    """Somebody else changed the same facts in the meantime; both are kept until one chooses."""


@audited
def tell(
    person: Person,
    section: Section,
    *,
    told: Mapping[str, Any],
    source: str,
    seen: str,
    by: Worker,
    at: datetime,
) -> tuple[str, ...]:
    """Keep the facts of a section as they were told, and return those that changed.

    Facts told as they were stored are found still right. `seen` is the mark of what the worker had
    in front of them.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    before = facts_of(locked, section)
    if seen != mark_of(before):
        raise Overtaken("Somebody else changed this while you were typing. Look at both and choose")
    born_on = told.get("born_on")
    if born_on and locked.died_on and born_on > locked.died_on:
        raise Refused("The date of birth must be before the date of death")
    changed = tuple(fact for fact in section.facts if told[fact] != before[fact])
    for fact in changed:
        setattr(locked, fact, told[fact])
    if changed:
        locked.save(update_fields=changed)
    Telling.objects.create(
        person=locked, facts=list(section.facts), changed=list(changed), source=source, by=by, at=at
    )
    what = "person.changed" if changed else "person.still-right"
    record(what, on=locked, by=by, at=at, facts=changed or section.facts, source=source)
    return changed


@audited
def note_death(person: Person, *, died_on: date | None, by: Worker, at: datetime) -> list[str]:
    """Write down the day on which somebody died, or that it was written by mistake.

    Returns what else was done because of it, in sentences.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if died_on and locked.born_on and died_on < locked.born_on:
        raise Refused("The date of death must be after the date of birth")
    locked.died_on = died_on
    locked.save(update_fields=["died_on"])
    facts = list(SECTIONS["died"].facts)
    Telling.objects.create(person=locked, facts=facts, changed=facts, by=by, at=at)
    what = "person.died" if died_on else "person.did-not-die"
    record(what, on=locked, by=by, at=at, died_on=died_on)
    told = [then(locked, by, at) for then in THEN_OF_A_DEATH] if died_on else []
    return [sentence for sentence in told if sentence]


@audited
def write_restricted(
    person: Person, *, texts: Mapping[str, str], seen: Mapping[str, str], by: Worker, at: datetime
) -> Restricted:
    """Keep what must not come into other hands, in place of what was kept; empty removes it.

    What is not named stays as it is. `seen` are the marks of what was kept when they were asked:
    what a colleague wrote since is not replaced unread. The trail says what changed, never what to.
    """
    if not texts:
        raise Refused("Enter what is to be kept, or choose what is to be removed")
    Person.objects.select_for_update().get(pk=person.pk)  # two who write the first row at once wait
    row = Restricted.objects.filter(person=person).first() or Restricted(person=person)
    marks = row.marks
    if any(marks.get(name, "") != seen.get(name, "") for name in texts):
        raise Refused(
            f"{row.written_by.name} wrote this down at {clock(row.written_at)}, while you were"
            " asked. Read what it says now, then save this again if it is right."
        )
    for name, text in texts.items():
        setattr(row, name, text)
    row.written_by, row.written_at = by, at
    row.save()
    record("restricted.written", on=row, by=by, at=at, facts=sorted(texts))
    return row


@dataclass(frozen=True)
class Answered:
    """What a person answered when they were asked for one wish."""

    about: Wish.About
    answer: Wish.Answer
    value: str = ""
    in_their_words: str = ""


@audited
def ask_wishes(
    person: Person, *, answers: Sequence[Answered], by: Worker, at: datetime
) -> list[Wish]:
    """Keep what a person answered; what they answered before stays beside it."""
    wishes = [
        Wish(
            person=person,
            about=each.about,
            answer=each.answer,
            value=each.value,
            in_their_words=each.in_their_words,
            asked_at=at,
            asked_by=by,
        )
        for each in answers
    ]
    if not wishes:
        raise Refused("Say what they answered to at least one of the questions")
    for wish in wishes:
        wish.save(force_insert=True)
    record("wishes.asked", on=wishes[0], by=by, at=at, about=[each.about for each in answers])
    return wishes
