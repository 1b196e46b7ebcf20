"""Keys of other systems: shown once, kept as a digest, never another, never opened again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.access.actions import make_key, note_use, revoke_key
from alongside.access.models import Key
from alongside.access.queries import key_shown
from alongside.audit.models import Entry
from alongside.kernel.rules import Refused
from tests.cast import NOW, Cast, asking

LAST_DAY = NOW.date() + timedelta(days=365)


def made(cast: Cast) -> tuple[Key, str]:
    assert cast.ruth.account_id
    with asking(cast.ada) as ada:
        return make_key(
            cast.ruth.account_id, name="Armley record", ends_on=LAST_DAY, by=ada, at=NOW
        )


def test_a_key_is_kept_nowhere_and_opens_until_it_is_revoked(cast: Cast) -> None:
    key, secret = made(cast)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(access_key::text) || array_agg(access_keyevent::text)"
            " || array_agg(audit_entry::text) FROM access_key, access_keyevent, audit_entry"
            " WHERE set_config('alongside.teams', '{}', true) IS NOT NULL"
            " AND set_config('alongside.worker', %s, true) IS NOT NULL",
            [str(cast.ada.pk)],
        )
        assert secret not in str(cursor.fetchone())
    assert len(secret) > 50
    assert key_shown(secret) == key
    assert key_shown(secret[:-1]) is None
    with asking(cast.ada) as ada:
        revoke_key(key, by=ada, at=NOW)
        with pytest.raises(Refused, match="revoked before"):
            revoke_key(key, by=ada, at=NOW)
        lines = Entry.objects.filter(subject="access.key").order_by("pk")
        assert [line.what for line in lines] == ["key.made", "key.revoked"]
    assert key_shown(secret) is None


def test_an_account_that_is_closed_opens_nothing(cast: Cast) -> None:
    _, secret = made(cast)
    assert cast.ruth.account
    cast.ruth.account.is_active = False
    with asking(cast.tom):
        cast.ruth.account.save()
    assert key_shown(secret) is None


def test_a_key_has_its_last_day_from_the_start(cast: Cast) -> None:
    key, _ = made(cast)
    assert key.ends_on == LAST_DAY
    assert [key.has_ended(LAST_DAY + timedelta(days=days)) for days in (-1, 0, 1)] == [
        False,
        False,
        True,
    ]
    assert cast.ruth.account_id
    with asking(cast.ada) as ada:
        line = Entry.objects.get(what="key.made")
        assert line.details["ends_on"] == LAST_DAY.isoformat()
        yesterday = NOW.date() - timedelta(days=1)
        with pytest.raises(Refused, match="must be today or later"):
            make_key(cast.ruth.account_id, name="x", ends_on=yesterday, by=ada, at=NOW)


def test_the_last_use_is_kept_to_the_minute_and_is_no_history(cast: Cast) -> None:
    key, _ = made(cast)
    for seconds in (0, 30, 61):
        key.refresh_from_db()
        note_use(key, by=cast.ruth, at=NOW + timedelta(seconds=seconds))
    key.refresh_from_db()
    assert key.last_used_at == NOW + timedelta(seconds=61)
    assert key.events.count() == 1  # type: ignore[attr-defined]  # pghistory's


@pytest.mark.parametrize(
    "change",
    [
        "digest = 'mine'",
        "ends_on = '2099-01-01'",
        "account_id = gen_random_uuid()",
        "revoked_at = NULL",
    ],
)
def test_the_database_itself_keeps_a_key_as_it_was_made(cast: Cast, change: str) -> None:
    key, _ = made(cast)
    with asking(cast.ada) as ada:
        if "revoked" in change:
            revoke_key(key, by=ada, at=NOW)
        with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
            connection.cursor().execute(f"UPDATE access_key SET {change}")
