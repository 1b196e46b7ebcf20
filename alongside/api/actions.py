"""What other systems do that is not a referrer's own: send a referral, once for each id."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from alongside.access.models import Key
from alongside.api.models import Sending
from alongside.api.reading import Sent
from alongside.audit.trail import audited, record
from alongside.kernel.fact import Known
from alongside.kernel.period import day_of
from alongside.referrals.actions import referring
from alongside.referrals.actions.referring import WRITTEN, Written
from alongside.referrals.facts import told_by
from alongside.referrals.models import Referral
from alongside.staff.models import Worker


def receive(
    sent: Sent, *, their_id: UUID, digest: str, key: Key, by: Worker, at: datetime
) -> tuple[Sending, bool]:
    """Receive a referral and whether it is new: sent twice at once, one of the two waits."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            one = f"{by.pk} {their_id}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [one])
        before = Sending.objects.filter(sent_by=by, their_id=their_id).first()
        if before is not None:
            return before, False
        return _received(sent, their_id=their_id, digest=digest, key=key, by=by, at=at), True


@audited
def _received(
    sent: Sent, *, their_id: UUID, digest: str, key: Key, by: Worker, at: datetime
) -> Sending:
    """Begin, write and send a referral as a referrer does on the web, in one go."""
    begun = referring.begin(
        sent.to_team, from_team=sent.from_team, channel=Referral.Channel.API, by=by, at=at
    )
    content = sent.content
    given = {name: value for name, value in content.fields.items() if value and name in WRITTEN}
    begun.referrer_name = given.get("referrer_name", begun.referrer_name)
    source = told_by(begun)
    told = {
        name: Known(fact.value, day_of(at), source) if isinstance(fact, Known) else fact
        for name, fact in content.told.items()
    }
    written = referring.write(begun, written=Written(given, list(told), told), by=by, at=at)
    referral = referring.send(written, by=by, at=at)
    sending = Sending.objects.create(
        sent_by=by, their_id=their_id, digest=digest, referral=referral, key=key, sent_at=at
    )
    record("referral.sent-over-api", on=sending, by=by, at=at, key=key.pk, id=their_id)
    return sending
