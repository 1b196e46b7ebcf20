"""Where a page saves what is typed on it, and where it is found when that page is gone."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from alongside.access import context
from alongside.drafts import actions, queries
from alongside.nhsuk.addresses import is_ours
from alongside.nhsuk.words import clock


@login_not_required  # the page asks in place, and must not receive the sign-in page
@require_POST
def save(request: HttpRequest) -> JsonResponse:
    """Keep what is typed on a page; answer when, or in a sentence why not."""
    if not request.user.is_authenticated:
        return _no(HTTPStatus.UNAUTHORIZED, "You were signed out. Sign in to keep what you typed")
    length = str(request.META.get("CONTENT_LENGTH") or 0)
    if not length.isdecimal() or int(length) > 4 * actions.MOST:
        return _no(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is too long to be kept")
    account: UUID = request.user.pk
    if request.POST.get("_draft_account") != str(account):
        return _no(HTTPStatus.CONFLICT, "Somebody else is signed in on this browser now")
    path = request.POST.get("_draft_path", "")
    if not is_ours(path) or "\x00" in path:
        return _no(HTTPStatus.BAD_REQUEST, "The page did not say where it is. Open it again")
    return _save(path, dict(request.POST.lists()), account)


def _save(path: str, fields: dict[str, list[str]], account: UUID) -> JsonResponse:
    context.enter_account(account)
    now = timezone.now()
    try:
        actions.keep(path, fields, by=account, at=now)
    except actions.TooMuch as too_much:
        return _no(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(too_much))
    return JsonResponse({"saved": clock(now)})


def _no(status: HTTPStatus, sentence: str) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


@require_safe
def not_sent(request: HttpRequest) -> HttpResponse:
    """Show all that somebody typed and did not send, also what was typed on pages now gone."""
    account = _account(request)
    return render(request, "drafts/not_sent.jinja", {"drafts": queries.drafts_for(account)})


@require_POST
def throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Forget one thing that somebody typed, because they say so."""
    account = _account(request)
    for draft in queries.drafts_for(account):
        if draft.pk == draft_id:
            actions.forget(draft.path, by=account, at=draft.saved_at)
            messages.success(request, "It was thrown away")
    return redirect("drafts:not-sent")


def _account(request: HttpRequest) -> UUID:
    account = cast("UUID", request.user.pk)  # nobody else comes this far
    context.enter_account(account)
    return account
