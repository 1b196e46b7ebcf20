"""The app that every account of an invented world has, whose six digits its sign-in page shows.

What it keeps is enciphered for each account, by chance: so it is no part of the world, which is the
same for the same seed.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import psycopg

from alongside.access.second_step import with_known_app

_WITHOUT = """SELECT id FROM access_account AS account WHERE NOT EXISTS (
    SELECT FROM mfa_authenticator WHERE user_id = account.id)"""
_COPY = "COPY mfa_authenticator (user_id, type, data, created_at) FROM STDIN"


def give_second_steps(owner: psycopg.Connection) -> int:
    """Give every account without a second step the app that all know; return how many."""
    accounts = [account for (account,) in owner.execute(_WITHOUT)]
    now = datetime.now(UTC)
    with owner.cursor() as cursor, cursor.copy(_COPY) as copy:
        for account in accounts:
            app = with_known_app(account)
            copy.write_row((account, str(app.type), json.dumps(app.data), now))
    return len(accounts)
