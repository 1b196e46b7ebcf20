"""What comes before every other page: a password of one's own, and a second step."""

from __future__ import annotations

from django.http import HttpRequest

from alongside.access.models import Account
from alongside.access.second_step import has_second_step
from alongside.access.sign_ins import took_second_step

# The page that comes first, and the pages that open besides while it does.
PASSWORD = "account_change_password"  # noqa: S105 - the name of a page
SET_UP = "mfa_index"
SHOW = "mfa_reauthenticate"
_OPEN = {
    PASSWORD: {PASSWORD},
    SET_UP: {SET_UP, "mfa_add_webauthn", "mfa_activate_totp"},
    SHOW: {SHOW, "mfa_reauthenticate_webauthn"},
}
WHY = {
    PASSWORD: "change your password first",
    SET_UP: "set up your second step first",
    SHOW: "take your second step first",
}


def comes_first(request: HttpRequest) -> str:
    """Return the page that comes before all others for whoever is signed in, or nothing.

    A sign-in with a password alone goes no further once its account has a second step, which
    somebody may have set up in another browser meanwhile: it takes that step, and sets up none.
    """
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return ""
    if account.must_change_password:
        return PASSWORD
    if took_second_step(request):
        return ""
    return SHOW if has_second_step(account.id) else SET_UP


def is_open(page: str, *, first: str) -> bool:
    """Whether a page opens while another comes first."""
    return page == "account_logout" or page in _OPEN[first]
