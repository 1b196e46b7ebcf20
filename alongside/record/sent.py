"""What was sent about somebody, for those who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.documents.models import Sent
from alongside.documents.queries import sent, sent_about
from alongside.people.queries import known_through_for
from alongside.staff.models import Worker
from alongside.staff.queries import names_of


@dataclass(frozen=True)
class Letter:
    """A paper that was sent, and who made it."""

    sent: Sent
    by: str


def letters_for(worker: Worker, person_id: UUID) -> list[Letter]:
    """Return what was sent about somebody whom this worker's teams know, newest first."""
    if not known_through_for(worker, person_id):
        return []
    found = list(sent_about(person_id))
    names = names_of({str(each.made_by) for each in found})
    return [Letter(each, names.get(str(each.made_by), "")) for each in found]


def letter_for(worker: Worker, person_id: UUID, sent_id: UUID) -> Sent | None:
    """Return one paper about somebody with its bytes, or None."""
    found = sent(sent_id) if known_through_for(worker, person_id) else None
    return found if found and found.person_id == person_id else None
