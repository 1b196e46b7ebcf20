"""Whose own sign-in an account is, asked before it is known who asks."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from alongside.own.asking import Own


def own_of_account(account_id: UUID) -> Own | None:
    """Return who signs in with an account of their own, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, is_carers FROM alongside_own_of(%s)", [account_id])
        found = cursor.fetchone()
    return Own(found[0], account_id, is_carers=found[1]) if found else None
