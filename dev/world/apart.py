"""What the demo keeps apart: written through the program itself, which alone can encipher it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle

from django.db import transaction

from alongside.access import context
from alongside.caseload.models import CareCoordination
from alongside.kernel.period import day_of
from alongside.people import actions as people
from alongside.sharing import actions as sharing
from alongside.staff.models import Team

EVERY_RESTRICTED, EVERY_SAID = 8, 12  # one in so many people in care
_RESTRICTED = (
    {"entry_code": "C2580X, behind the gas meter"},
    {"entry_code": "4471, then the green button"},
    {"safe_address": "With her aunt in Otley, on most nights since October"},
    {"entry_code": "C1906, left of the back door", "safe_contact": "Through the day centre only"},
    {"safe_contact": "Text on Tuesdays before ten: nobody else reads the phone then"},
)
_SAID = (
    ("His sister", "He sold the bike to pay somebody. Do not tell him that I said so."),
    ("Her mother", "She has stopped the tablets again. She would never forgive me for telling."),
    ("A neighbour", "There was shouting on Sunday night, and the man was back."),
    ("His brother", "He lent money that was not his. He must not know that we know."),
)


def keep_apart(*, at: datetime) -> int:
    """Write restricted details and statements of some people of each team; return how many."""
    restricted, said, kept = cycle(_RESTRICTED), cycle(_SAID), 0
    for team in Team.objects.order_by("pk"):
        with transaction.atomic():
            context.enter(worker_id=context.NOBODY, team_ids=[team.pk])
            in_care = CareCoordination.objects.filter(ended_at=None, episode__team=team)
            found = list(in_care.select_related("person", "worker").order_by("began_at", "pk"))
            for each in found[::EVERY_RESTRICTED]:
                context.enter(worker_id=each.worker_id, team_ids=[team.pk])
                when = at - timedelta(days=30 + kept)
                people.write_restricted(
                    each.person, texts=next(restricted), by=each.worker, at=when
                )
                kept += 1
            for each in found[1::EVERY_SAID]:
                context.enter(worker_id=each.worker_id, team_ids=[team.pk])
                when = at - timedelta(days=3 + kept)
                who, words = next(said)
                sharing.keep_statement(
                    each.person, said_by=who, said=words, told_on=day_of(when), by=each.worker,
                    at=when,
                )  # fmt: skip
                kept += 1
    return kept
