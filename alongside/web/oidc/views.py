"""Where people sign in elsewhere, come back from there, and link that sign-in to their account."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from alongside.access.actions import unlink_sign_in
from alongside.access.second_step import linked_to
from alongside.staff.signed_in import account_of, freshly_signed_in
from alongside.web.adapter import as_themself
from alongside.web.oidc.signed import come_back

# What an identity provider that is down, or answers something else, comes to.
_FAULTS = (RequestException, OAuth2Error, ValueError, KeyError)


def _provider(request: HttpRequest) -> Any:
    if not settings.OIDC_NAME:
        raise Http404
    return get_adapter(request).get_provider(request, settings.OIDC_ID)


def _did_not_work(request: HttpRequest) -> HttpResponse:
    messages.error(request, f"{settings.OIDC_NAME} does not answer as it should. Try again later")
    return redirect("mfa_index" if request.user.is_authenticated else "account_login")


@login_not_required
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the other identity provider, to sign in there.

    Not where another site sent them: whoever is signed in there would be signed in here unasked.
    """
    provider = _provider(request)
    if request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        return redirect("account_login")
    if request.user.is_authenticated:
        return redirect("start")
    try:
        next_url = get_next_redirect_url(request)
        answer: HttpResponse = provider.redirect(request, process="login", next_url=next_url)
    except _FAULTS:
        return _did_not_work(request)
    return answer


@login_not_required
@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let somebody in who comes back from there, if they are linked to an account here."""
    _provider(request)
    if provider_id != settings.OIDC_ID:
        raise Http404
    try:
        answer: HttpResponse = come_back(request, provider_id)
    except _FAULTS:
        return _did_not_work(request)
    return answer


@freshly_signed_in
@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Show the way to sign in there once, so that it is linked; a form may not lead elsewhere."""
    provider = _provider(request)
    try:
        to = provider.redirect(request, process="connect", next_url="/second-step/")
    except _FAULTS:
        return _did_not_work(request)
    return render(request, "oidc/go_on.jinja", {"name": settings.OIDC_NAME, "href": to["Location"]})


@freshly_signed_in
@require_POST
def unlink(request: HttpRequest) -> HttpResponse:
    """Link it no more."""
    _provider(request)
    for linked in linked_to(account_of(request)):
        unlink_sign_in(linked, by=as_themself(linked.user), at=timezone.now())
        messages.success(request, f"{settings.OIDC_NAME} opens your account no more")
    return redirect("mfa_index")
