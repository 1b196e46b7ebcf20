"""Bringing referrals in from a file: kept to be checked, then brought in whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import connection

from alongside.audit.trail import audited, record
from alongside.kernel.fact import Fact, Known
from alongside.kernel.period import day_of, start_of
from alongside.kernel.rules import Refused
from alongside.policy.eligibility.kinds import FactValue
from alongside.referrals.actions.referring import WRITTEN
from alongside.referrals.facts import as_stored
from alongside.referrals.files.checking import Row, State, check
from alongside.referrals.files.reading import sheet_of
from alongside.referrals.models import FileToCheck, Referral, ReferralFile
from alongside.referrals.queries.files import here_for
from alongside.staff.models import Team, Worker


@audited
def keep_to_check(team: Team, *, name: str, text: str, by: Worker, at: datetime) -> FileToCheck:
    """Keep a file until its sender has seen what is wrong in it; an earlier one of theirs goes."""
    FileToCheck.objects.filter(by=by).delete()
    kept = FileToCheck.objects.create(
        team=team, name=name[:200], sha256=_sha256(text), text=text, by=by, at=at
    )
    record("referral-file.checked", on=kept, by=by, at=at, name=kept.name, sha256=kept.sha256)
    return kept


@audited
def bring_in(file: FileToCheck, *, by: Worker, at: datetime) -> ReferralFile:
    """Bring in every good row of a file in one transaction; bad rows come back to be mended.

    Checked again, because the world may have moved on since the preview. One file at a time, so
    that the same file sent twice at once is still brought in once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('referrals.bring_in'))")
    kept = FileToCheck.objects.select_related("team").filter(pk=file.pk, by=by).first()
    if kept is None:
        raise Refused("This file was brought in or thrown away meanwhile.")
    checked = check(sheet_of(kept.text), here_for(by, kept.team), today=day_of(at))
    came_in = ReferralFile.objects.create(
        team=kept.team,
        name=kept.name,
        sha256=kept.sha256,
        rows_in=len(checked.of(State.GOOD)),
        rows_known_already=len(checked.of(State.KNOWN)),
        rows_to_mend=len(checked.of(State.MEND)),
        to_mend=checked.to_mend,
        by=by,
        at=at,
    )
    good = [_referral(row, came_in, at) for row in checked.of(State.GOOD)]
    Referral.objects.bulk_create(good, batch_size=500)
    kept.delete()
    record("referral-file.brought-in", on=came_in, by=by, at=at, rows=came_in.rows_in)
    return came_in


@audited
def throw_away(file: FileToCheck, *, by: Worker, at: datetime) -> None:
    """Throw away a file that was checked and is not to be brought in."""
    record("referral-file.thrown-away", on=file, by=by, at=at, name=file.name)
    FileToCheck.objects.filter(pk=file.pk, by=by).delete()


def _referral(row: Row, file: ReferralFile, at: datetime) -> Referral:
    """Return the referral that a row tells, as received on the day that it says."""
    received_on = row.fields["received_on"]
    source = row.fields["referrer_name"]
    told: dict[str, Fact[FactValue]] = {
        name: Known(fact.value, received_on, source) if isinstance(fact, Known) else fact
        for name, fact in row.told.items()
    }
    told["referrer"] = Known(row.fields["referrer"], received_on, source)
    given = {name: row.fields[name] for name in WRITTEN if row.fields.get(name)}
    return Referral(
        **given,
        to_team=file.team,
        channel=Referral.Channel.FILE,
        begun_at=at,
        received_at=min(start_of(received_on), at),
        facts=as_stored(told, on=day_of(at)),
        ended_elsewhere_on=row.fields.get("discharged_on"),
        their_reference=row.reference,
        came_in=file,
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
