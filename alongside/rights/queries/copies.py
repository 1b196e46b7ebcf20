"""Finding what became of requests for a copy of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.access.deciding import Action
from alongside.access.queries import people_known_to
from alongside.people.queries import known_through_for
from alongside.policy.copies import HEALTH_PROFESSIONALS, Harm, LeftOut, copy_due
from alongside.policy.due import Standing, once
from alongside.policy.values import Nation, Value
from alongside.rights.models import (
    CopyAnswer,
    CopyExtension,
    CopyMade,
    CopyRequest,
    HarmOpinion,
    Passage,
)
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Copying:
    """A request for a copy, and how it stands."""

    request: CopyRequest
    longer: CopyExtension | None
    opinion: HarmOpinion | None  # the newest, which stands
    copies: Sequence[CopyMade]  # the newest first
    answer: CopyAnswer | None
    due: Standing
    rules: tuple[Value, ...]

    @property
    def waits(self) -> bool:
        """Whether nothing came of it yet."""
        return self.answer is None

    @property
    def may_be_made(self) -> bool:
        """Whether a health professional holds that a copy may be given, whole or in part."""
        return self.opinion is not None and self.opinion.holds != Harm.ALL

    @property
    def newest(self) -> CopyMade | None:
        """The copy that was made last."""
        return self.copies[0] if self.copies else None


def copies_for(worker: Worker, person_id: UUID, *, nation: Nation, today: date) -> list[Copying]:
    """Return every request for a copy of somebody's record, the newest first."""
    known = people_known_to(worker.team_ids)
    found = (
        CopyRequest.objects.filter(person_id=person_id, person__in=known)
        .select_related("by", "longer__by", "answer__by", "answer__copy")
        .prefetch_related("opinions__by", "copies__by")
        .order_by("-asked_on", "-at", "pk")
    )
    return [_copying(each, nation, today) for each in found]


def copying_for(
    worker: Worker, person_id: UUID, request_id: UUID, *, nation: Nation, today: date
) -> Copying | None:
    """Return one of them, or None."""
    found = copies_for(worker, person_id, nation=nation, today=today)
    return next((each for each in found if each.request.pk == request_id), None)


def _copying(request: CopyRequest, nation: Nation, today: date) -> Copying:
    longer, answer = getattr(request, "longer", None), getattr(request, "answer", None)
    due_on, rules = copy_due(request.asked_on, nation=nation, is_longer=longer is not None)
    opinions = sorted(request.opinions.all(), key=lambda each: (each.at, each.pk))
    return Copying(
        request,
        longer,
        opinions[-1] if opinions else None,
        sorted(request.copies.all(), key=lambda each: each.at, reverse=True),
        answer,
        once(due_on, done_on=answer.on_day if answer else None, today=today),
        rules,
    )


def passages_for(worker: Worker, request: CopyRequest) -> Mapping[str, str]:
    """Return what a human decided about each passage they read: why it is left out, or nothing."""
    known = people_known_to(worker.team_ids)
    found = Passage.objects.filter(request=request, person__in=known)
    newest = found.order_by("place", "-at", "-pk")
    return dict(newest.distinct("place").values_list("place", "left_out"))


def left_out_for(worker: Worker, request: CopyRequest) -> dict[str, str]:
    """Return the passages that are left out, each with why."""
    decided = passages_for(worker, request)
    return {place: why for place, why in decided.items() if why in set(LeftOut)}


def may_give_copies_for(worker: Worker, person_id: UUID) -> bool:
    """Whether this worker gives copies of records in a team that knows somebody."""
    teams = known_through_for(worker, person_id)
    return any(worker.may(Action.GIVE_COPIES, team_id=team) for team in teams)


def may_hold_for(worker: Worker, person_id: UUID) -> bool:
    """Whether this worker is a health professional who works with somebody."""
    teams = known_through_for(worker, person_id)
    works_with = any(worker.may(Action.RECORD_CONTACTS, team_id=team) for team in teams if team > 0)
    return works_with and worker.profession in set(HEALTH_PROFESSIONALS)
