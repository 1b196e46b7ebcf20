"""A form that was sent and could not be taken: keep what it says.

Whoever sent it may be signed in no longer, or what they wrote about may be gone meanwhile.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from alongside.access import context
from alongside.drafts import actions
from alongside.drafts.models import Draft, is_written, worth_keeping
from alongside.nhsuk.addresses import is_ours

# A browser takes the first only over TLS and from this host alone.
_COOKIE = "__Host-last_account" if settings.SESSION_COOKIE_SECURE else "last_account"
_SALT = "alongside.drafts"
_A_WEEK = 7 * 24 * 60 * 60


def remember_account(response: HttpResponseBase, account_id: UUID) -> None:
    """Let this browser say later who was last signed in on it. It opens nothing by itself.

    Signing in changes the CSRF secret, so a form that passes that check was opened since: by them.
    """
    response.set_signed_cookie(
        _COOKIE,
        str(account_id),
        salt=_SALT,
        max_age=_A_WEEK,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def keep_for_last_account(request: HttpRequest, *, at: datetime) -> Draft | None:
    """Keep a form that arrived after its sign-in expired, for whoever was signed in."""
    last = last_account(request)
    return _keep(request, last, at=at) if last else None


def last_account(request: HttpRequest) -> UUID | None:
    """Return who was last signed in on this browser within a week, if anybody was."""
    last: Any = request.get_signed_cookie(_COOKIE, default=None, salt=_SALT, max_age=_A_WEEK)
    return UUID(last) if last else None


def keep_for_its_account(request: HttpRequest, *, at: datetime) -> Draft | None:
    """Keep a form that is out of date, if it comes from a page of ours opened by who is here."""
    here = f"{request.scheme}://{request.get_host()}"
    account: UUID | None = request.user.pk
    if account is None or request.headers.get("Origin") != here:
        return None
    if request.POST.get("_draft_account") != str(account):
        return None
    return _keep(request, account, at=at)


def keep_untaken(request: HttpRequest, *, at: datetime) -> Draft | None:
    """Keep a form of whoever is signed in that no page took, if somebody wrote in it.

    It has passed the CSRF check, so its page was opened since they signed in. A database that
    does not answer keeps nothing: that must not hide the fault that is told on this page.
    """
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return None
    try:
        account: UUID | None = request.user.pk
        return _keep(request, account, at=at) if account and _is_written(request) else None
    except DatabaseError:
        return None


def keep_refused(request: HttpRequest, response: HttpResponseBase, *, at: datetime) -> Draft | None:
    """Keep a form that its page gave back with what is wrong, choices and single words too.

    It is kept for the address to which it was sent: that is where it is shown again.
    """
    if request.method != "POST" or not _is_given_back(response):
        return None
    try:
        account: UUID | None = request.user.pk
        return _keep(request, account, at=at, path=request.path) if account else None
    except DatabaseError:
        return None


def _is_given_back(response: HttpResponseBase) -> bool:
    """Whether an answer is a page with a form that is kept, and says that something is wrong."""
    if response.status_code != HTTPStatus.OK or not isinstance(response, HttpResponse):
        return False
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return False
    return b"data-autosave" in response.content and b"nhsuk-error-summary" in response.content


def page_of(request: HttpRequest) -> str:
    """Return the path of the page of ours on which something was typed."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    try:
        parts = urlsplit(came_from)
    except ValueError:
        return request.path
    is_here = parts.netloc == request.get_host() and is_ours(parts.path)
    return parts.path if is_here else request.path


def _is_written(request: HttpRequest) -> bool:
    """Whether there are words in a form: what was only chosen is chosen again in a second."""
    fields = worth_keeping(dict(request.POST.lists()))
    return any(is_written(text) for texts in fields.values() for text in texts)


def _keep(request: HttpRequest, account_id: UUID, *, at: datetime, path: str = "") -> Draft | None:
    fields = dict(request.POST.lists())
    try:
        with transaction.atomic():
            context.enter_account(account_id)
            return actions.keep(path or page_of(request), fields, by=account_id, at=at)
    except actions.TooMuch:
        return None
