"""What another system sent and what became of it: its own, and nothing else; and whose keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator

from alongside.access.models import Key
from alongside.access.queries import keys_of
from alongside.api.models import Sending
from alongside.referrals.models import Referral
from alongside.referrals.queries.referring import all_sent_for, sent_for
from alongside.staff.models import Membership, Worker
from alongside.staff.queries import names_of, referring_memberships_for

PAGE = 50
SOON = timedelta(days=30)  # time to make another key and put it in place


@dataclass(frozen=True)
class Own:
    """A referral of one's own, under the id by which its sender knows it."""

    id: UUID
    referral: Referral


def sending_for(worker: Worker, their_id: UUID) -> Sending | None:
    """Return what this worker's system sent under an id, or None."""
    return Sending.objects.filter(sent_by=worker, their_id=their_id).first()


def own_for(worker: Worker, asked_id: UUID) -> Own | None:
    """Return a referral that this worker sent, by the sender's id or, from the web, by ours."""
    sending = sending_for(worker, asked_id)
    referral = sent_for(worker, sending.referral_id if sending else asked_id)
    return Own(asked_id, referral) if referral else None


def page_for(worker: Worker, number: int) -> tuple[Page[Referral], list[Own]] | None:
    """Return a page of the referrals that this worker sent, newest first; None past the last."""
    pages = Paginator(all_sent_for(worker), PAGE)
    if number > pages.num_pages:
        return None
    page = pages.page(number)
    referrals = list(page.object_list)
    sendings = Sending.objects.filter(sent_by=worker, referral__in=referrals)
    theirs = dict(sendings.values_list("referral_id", "their_id"))
    return page, [Own(theirs.get(one.pk, one.pk), one) for one in referrals]


@dataclass(frozen=True)
class HeldKey:
    """A key as the list shows it: whose, for which teams, who made it, and whether it opens."""

    key: Key
    whose: Worker
    teams: tuple[str, ...]  # for which they refer today; none: the key opens nothing
    made_by: str
    revoked_by: str
    has_ended: bool
    ends_soon: bool


def keys_for(worker: Worker, *, on: date) -> list[HeldKey]:
    """Return the keys that this worker looks after: of whoever refers, or referred, there."""
    memberships = list(referring_memberships_for(worker))
    holders = {one.worker.account_id: one.worker for one in memberships if one.worker.account_id}
    keys = list(keys_of(holders))
    doers = {str(pk) for key in keys for pk in (key.made_by_id, key.revoked_by_id) if pk}
    names = names_of(doers)
    return [
        HeldKey(
            key,
            holders[key.account_id],
            _teams_of(holders[key.account_id], memberships, on),
            made_by=names.get(str(key.made_by_id), ""),
            revoked_by=names.get(str(key.revoked_by_id), ""),
            has_ended=key.has_ended(on),
            ends_soon=key.has_ended(on + SOON),
        )
        for key in keys
    ]


def key_for(worker: Worker, key_id: int, *, on: date) -> HeldKey | None:
    """Return one key that this worker looks after and that is not revoked, or None."""
    found = (one for one in keys_for(worker, on=on) if one.key.pk == key_id)
    return next((one for one in found if one.key.revoked_at is None), None)


def holders_for(worker: Worker, *, on: date) -> dict[UUID, tuple[Worker, tuple[str, ...]]]:
    """Return whom this worker can make a key for, with the teams for which they refer."""
    memberships = list(referring_memberships_for(worker))
    refer = [one.worker for one in memberships if _is_in_force(one, on) and one.worker.account_id]
    return {one.pk: (one, _teams_of(one, memberships, on)) for one in refer}


def _teams_of(whose: Worker, memberships: Sequence[Membership], on: date) -> tuple[str, ...]:
    own = [one for one in memberships if one.worker_id == whose.pk and _is_in_force(one, on)]
    return tuple(one.team.name for one in own)


def _is_in_force(membership: Membership, on: date) -> bool:
    ended = membership.ended_on
    return membership.began_on <= on and (ended is None or ended >= on)
