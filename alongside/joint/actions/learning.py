"""Shadowing and skills sharing: offered or asked for by one side, agreed by the other, done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from alongside.access.context import as_program
from alongside.audit.trail import audited, record
from alongside.joint.models import Learning, LearningStep
from alongside.kernel.rules import Refused
from alongside.partners.models import Practitioner
from alongside.policy.joint import Became, Side, Way
from alongside.staff.models import Worker

Either = Worker | Practitioner
NOT_THEIR_TURN = "The other side answers this."


@audited
def begin_learning(
    *,
    team_id: int,
    practitioner_id: UUID,
    way: Way,
    is_offer: bool,
    topic: str,
    by: Either,
    at: datetime,
) -> Learning:
    """Offer the other side to shadow us or to share a skill, or ask them to let us."""
    with _as_who_asks(by)():
        learning = Learning.objects.create(
            team_id=team_id, practitioner_id=practitioner_id, side=_side(by), way=way,
            is_offer=is_offer, topic=topic, by_id=by.pk, by_name=by.name, at=at,
        )  # fmt: skip
        record("learning.begun", on=learning, by=by, at=at, way=way)
    return learning


@audited
def go_on(
    learning: Learning, *, became: Became, learned: str = "", by: Either, at: datetime
) -> LearningStep:
    """Say that it was agreed, declined, or done with what was learned."""
    with _as_who_asks(by)():
        steps = set(LearningStep.objects.filter(learning=learning).values_list("became", flat=True))
        _refuse_unless_next(learning, became, steps, by)
        step = LearningStep(
            learning=learning, team_id=learning.team_id, practitioner_id=learning.practitioner_id,
            became=became, learned=learned, by_id=by.pk, by_name=by.name, at=at,
        )  # fmt: skip
        try:
            with transaction.atomic():
                step.save(force_insert=True)
        except IntegrityError as taken:
            raise Refused("This was said before. Nothing was changed.") from taken
        record("learning.went-on", on=step, by=by, at=at, became=became)
    return step


def _refuse_unless_next(learning: Learning, became: Became, steps: set[str], by: Either) -> None:
    if became is Became.DONE:
        if Became.AGREED not in steps:
            raise Refused("Agree on it first.")
    elif steps:
        raise Refused("This was answered before. Nothing was changed.")
    elif learning.side == _side(by):
        raise Refused(NOT_THEIR_TURN)


def _side(by: Either) -> Side:
    return Side.THEIRS if isinstance(by, Practitioner) else Side.OURS


def _as_who_asks(by: Either) -> Callable[[], AbstractContextManager[None]]:
    """Return how to reach these tables: a practitioner's page runs as a role that cannot."""
    return as_program if isinstance(by, Practitioner) else nullcontext
