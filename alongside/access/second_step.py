"""The second step of a sign-in: a passkey, an app that shows six digits, a code for once.

allauth keeps them, a row each. What an app or a list of codes is made from is enciphered here, for
the account that it belongs to: an account has one app and one list at most, so its id and the
column say which row.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet

from alongside.access import demo
from alongside.access.cipher import Unreadable, decipher, encipher

PASSKEY, APP, CODES = (
    Authenticator.Type.WEBAUTHN,
    Authenticator.Type.TOTP,
    Authenticator.Type.RECOVERY_CODES,
)
# Six digits are taken half a minute before and after their time, and once: clocks of phones differ.
_TAKEN_FOR = 4 * demo.SECONDS
_of: ContextVar[UUID | None] = ContextVar("second_step_of", default=None)


@contextmanager
def of_account(account_id: UUID) -> Iterator[None]:
    """Encipher and decipher for an account: allauth does not say for whom it asks."""
    token = _of.set(account_id)
    try:
        yield
    finally:
        _of.reset(token)


def is_said() -> bool:
    """Whether it is said for which account secrets are enciphered and deciphered."""
    return _of.get() is not None


def kept(text: str) -> str:
    """Return a secret as it is kept for the account at hand."""
    return base64.b64encode(encipher(text, place=_place())).decode()


def opened(text: str) -> str:
    """Return a secret of the account at hand in the clear, or raise Unreadable."""
    try:
        return decipher(base64.b64decode(text, validate=True), place=_place())
    except ValueError as fault:
        raise Unreadable("What is kept of a second step is not enciphered.") from fault


def _place() -> str:
    account_id = _of.get()
    if account_id is None:
        raise RuntimeError("Whose second step this is has to be said first: of_account()")
    return f"mfa_authenticator.data.{account_id}"


def steps_of(account_id: UUID) -> QuerySet[Authenticator]:
    """Return what an account can take its second step with, codes for once included."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=account_id)
    return found.order_by("type", "created_at", "pk")


def linked_to(account_id: UUID) -> QuerySet[SocialAccount]:
    """Return what is linked to an account of another identity provider."""
    found: QuerySet[SocialAccount] = SocialAccount.objects.filter(user_id=account_id)
    return found


def has_second_step(account_id: UUID) -> bool:
    """Whether an account has a second step; codes alone are none, since they run out."""
    return steps_of(account_id).exclude(type=CODES).exists()


def step_taken_with(account_id: UUID, code: str) -> Authenticator | None:
    """Return what of an account gave a code, which is used up with this; None when nothing did."""
    with of_account(account_id):
        for step in steps_of(account_id).exclude(type=PASSKEY):
            if _gave(step, code):
                return step
    return None


def _gave(step: Authenticator, code: str) -> bool:
    try:
        if step.type != APP:
            return bool(step.wrap().validate_code(code))
        if not validate_totp_code(opened(step.data["secret"]), code):
            return False
    except Unreadable:  # of the demo, or of a key that was lost: nothing can be shown with it
        return False
    return cache.add(_used(step.user_id, code), "", timeout=_TAKEN_FOR)


def _used(account_id: UUID, code: str) -> str:
    return f"second-step:{account_id}:{code}"


def with_known_app(account_id: UUID) -> Authenticator:
    """Return the app that every account of the demo and of the tests has, not stored yet."""
    if not settings.KNOWN_SECRET:
        raise RuntimeError("Only accounts of the demo and of the tests have an app that all know")
    with of_account(account_id):
        data = {"secret": kept(settings.KNOWN_SECRET)}
    return Authenticator(user_id=account_id, type=APP, data=data)


def known_digits(account_id: UUID) -> str:
    """Return the six digits of now that are not used up, in the demo and the tests alone."""
    app = steps_of(account_id).filter(type=APP).first() if settings.KNOWN_SECRET else None
    if app is None or not _is_known(app):
        return ""
    now = time.time()
    shown = (demo.digits(settings.KNOWN_SECRET, now + step * demo.SECONDS) for step in (0, 1, -1))
    return next((code for code in shown if cache.get(_used(account_id, code)) is None), "")


def _is_known(app: Authenticator) -> bool:
    with of_account(app.user_id):
        try:
            return opened(app.data["secret"]) == settings.KNOWN_SECRET
        except Unreadable:
            return False
