"""How allauth keeps a second step here, and what it says."""

from __future__ import annotations

from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from alongside.access import second_step
from alongside.access.models import Account


class SecondSteps(DefaultMFAAdapter):  # type: ignore[misc]  # untyped library
    """What is kept is enciphered for its account; the rest is words."""

    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This was not right. Try again",
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept, for whoever is signed in: they set it up."""
        with second_step.of_account(_signed_in()):
            return second_step.kept(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret in the clear, of the account at hand or of whoever is signed in."""
        if second_step.is_said():
            return second_step.opened(encrypted_text)
        with second_step.of_account(_signed_in()):
            return second_step.opened(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return what an app writes above the six digits."""
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return f"Alongside at {settings.ORGANISATION}" if settings.ORGANISATION else "Alongside"


def _signed_in() -> UUID:
    account = context.request.user
    if isinstance(account, Account):
        return account.id
    raise RuntimeError("Nobody is signed in, so it has to be said whose second step this is")
