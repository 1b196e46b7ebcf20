"""Referrals that may be of one person: what a team was sent before, taken in or never."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.policy.matching import Likeness, Register
from alongside.referrals.models import Referral
from alongside.referrals.queries.receiving import referrals_for
from alongside.referrals.recognition import identity_in
from alongside.referrals.stages import Stage, stage_of_found
from alongside.staff.models import Worker

MOST = 5_000  # the newest of a team's referrals: more than twenty years of a large one
_IDENTITY = ("given_name", "family_name", "known_as", "born_on", "nhs_number", "postcode", "phone")


@dataclass(frozen=True)
class LikeThis:
    """Another referral that may be of the same person, where it stands, and what speaks for it."""

    referral: Referral
    stage: Stage
    likeness: Likeness


def referrals_like_for(worker: Worker, referral: Referral) -> list[LikeThis]:
    """Return what else was sent to this worker's teams about whoever this may be.

    Nothing of it is ever shown to who refers: it says whether somebody is known.
    """
    others = (
        Referral.objects.filter(to_team_id__in=worker.team_ids, received_at__isnull=False)
        .exclude(pk=referral.pk)
        .order_by("-received_at")
        .only(*_IDENTITY)[:MOST]
    )
    register = Register((str(one.pk), identity_in(one)) for one in others)
    like = register.like(identity_in(referral))
    if not like:
        return []
    found = {
        str(one.pk): one for one in referrals_for(worker).filter(pk__in=[key for key, _ in like])
    }
    return [
        LikeThis(found[key], stage_of_found(found[key]), likeness)
        for key, likeness in like
        if key in found
    ]
