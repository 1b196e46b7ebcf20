"""Whose account a sign-in is, found before each page."""

from __future__ import annotations

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from alongside.access.models import Account
from alongside.access.plain import columns_of, first

_SIGNED_IN = f"""
SELECT {columns_of(Account, "account")} FROM access_account AS account
WHERE id = %(account)s AND is_active
"""  # noqa: S608 - made of the names of columns alone


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # untyped library
    """allauth's way to sign in; only finding the account again is ours, in a plain statement."""

    def get_user(self, user_id: UUID) -> Account | None:
        """Return the account that is signed in, unless it was closed since."""
        return first(Account, _SIGNED_IN, {"account": user_id})
