"""Why what is kept apart was opened, as a privacy officer reads it: without anybody's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.access.deciding import Finding, Purpose
from alongside.access.emergencies import emergencies_of, pages_opened_in
from alongside.access.models import Emergency, Opening, ReasonReview
from alongside.access.queries import openings_for_a_reason
from alongside.staff.models import Worker
from alongside.staff.queries import names_of, reviewed_by

MOST = 200


@dataclass(frozen=True)
class Reviewed:
    """What was found about a reason, by whom and when."""

    finding: Finding
    says: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Reason:
    """Somebody opened what is kept apart of one record, and said why."""

    opening: Opening
    who: str
    emergency: Emergency | None  # that it began
    reviews: tuple[Reviewed, ...]  # the newest first

    @property
    def record(self) -> str:
        """What the record is called here: the same for the same person, and no name."""
        ids = map(str, self.opening.person_ids)
        return " ".join(f"{each[:4]} {each[4:8]}" for each in ids) or "nobody who was found"

    @property
    def purpose(self) -> str:
        """What they needed it for."""
        return Purpose(self.opening.purpose).label

    @property
    def waits(self) -> bool:
        """Whether a privacy officer has still to find what explains it."""
        return not self.reviews or self.reviews[0].finding is Finding.ASKED


@dataclass(frozen=True)
class Looked:
    """A page that somebody opened in an emergency."""

    at: datetime
    page: str
    for_a_reason: bool


def looked_at_in(emergency: Emergency) -> list[Looked]:
    """Return every page about that person which was opened in an emergency, by what it is."""
    if emergency.person_id is None:
        return []
    own = f"/people/{emergency.person_id}/"
    return [
        Looked(
            each.at,
            each.page.removeprefix(own).strip("/").replace("/", ", ") or "the whole record",
            bool(each.purpose) and each.purpose != Purpose.EMERGENCY,
        )
        for each in pages_opened_in(emergency)
    ]


def reasons_for(worker: Worker) -> list[Reason]:
    """Return the newest reasons given in the teams whose reasons this worker reviews."""
    return _told(openings_for_a_reason(reviewed_by(worker))[:MOST])


def reason_for(worker: Worker, opening_id: UUID) -> Reason | None:
    """Return one of them, or None."""
    found = openings_for_a_reason(reviewed_by(worker)).filter(pk=opening_id)
    return next(iter(_told(found)), None)


def _told(openings: Iterable[Opening]) -> list[Reason]:
    found = list(openings)
    emergencies = emergencies_of(found)
    reviews = {each.pk: _newest_first(each.reviews.all()) for each in found}
    asked = {each.worker_id for each in found}
    asked |= {review.by_id for each in reviews.values() for review in each}
    names = names_of(map(str, asked))
    return [
        Reason(
            each,
            names[str(each.worker_id)],
            emergencies.get(each.pk),
            tuple(
                Reviewed(Finding(one.finding), one.says, names[str(one.by_id)], one.at)
                for one in reviews[each.pk]
            ),
        )
        for each in found
    ]


def _newest_first(reviews: Iterable[ReasonReview]) -> list[ReasonReview]:
    return sorted(reviews, key=lambda each: each.at, reverse=True)
