"""What holds for every request: nothing is kept by browsers, nobody is anonymous by oversight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from alongside.access.deciding import ShutOut
from alongside.drafts.posted import (
    keep_for_last_account,
    keep_refused,
    keep_untaken,
    page_of,
)
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import clock
from alongside.web import errors

_TO_CHANGE_IT = "account_change_password"  # the name of a page
_BEFORE_ALL = (_TO_CHANGE_IT, "account_logout")


class NoStore:
    """Pages about people stay in no cache; static files are answered before this is asked."""

    HEADERS = {  # noqa: RUF012 - never changed
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that the answer is nobody's to keep."""
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response[name] = value
        return response


class SaysWhyNot:
    """A refusal that no page expected is said, and is no fault of the program.

    Pages put a refusal beside its box. What somebody else did in the same moment shows only once
    the action has its lock, also on pages whose action refuses nothing else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as everybody else does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what was refused; the transaction of the request has been undone."""
        if isinstance(exception, ShutOut):
            return errors.shut_out(request)
        return errors.refused(request, exception) if isinstance(exception, Refused) else None


class KeepsWhatIsRefused:
    """A form given back with what is wrong is kept, with script or without, until it is sent well.

    The transaction of the request has ended, so keeping is no part of what was refused.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as everybody else does, and keep what came with a form that was not taken."""
        response = self.get_response(request)
        keep_refused(request, response, at=timezone.now())
        return response


class SignedInOnly(LoginRequiredMiddleware):
    """Every page asks for a sign-in, except those that say @login_not_required.

    Whoever has a first password that somebody else made chooses one of their own before the rest.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let the page answer, or send to the one that comes before it."""
        first = super().process_view(request, view_func, view_args, view_kwargs)
        if first is None and _must_change_password(request, view_func):
            return _to_password(request)
        return first

    def handle_no_permission(  # type: ignore[override]  # htmx is answered in its own way
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect | HttpResponseClientRedirect:
        """Send to the sign-in page, and keep what was typed for when they are back.

        A part of a page would otherwise receive the sign-in page as its content.
        """
        response = super().handle_no_permission(request, view_func)
        if request.method == "POST":
            response = redirect_to_login(page_of(request))
            messages.info(request, _what_became_of_it(request))
        if getattr(request, "headers", {}).get("HX-Request"):
            return HttpResponseClientRedirect(response["Location"])
        return response


def _must_change_password(request: HttpRequest, view_func: Callable[..., Any]) -> bool:
    """Whether somebody with a first password asks for more than to change it or to sign out."""
    if not getattr(request.user, "must_change_password", False):
        return False
    page = request.resolver_match.url_name if request.resolver_match else ""
    return getattr(view_func, "login_required", True) and page not in _BEFORE_ALL


def _to_password(request: HttpRequest) -> HttpResponse:
    """Send to the page of the password; what was sent elsewhere meanwhile is kept."""
    if request.method == "POST":
        draft = keep_untaken(request, at=timezone.now())
        kept = f" We kept what you typed at {clock(draft.saved_at)}." if draft else ""
        messages.info(request, f"This was not sent: change your password first.{kept}")
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(resolve_url(_TO_CHANGE_IT))
    return redirect(_TO_CHANGE_IT)


def _what_became_of_it(request: HttpRequest) -> str:
    """Keep what an expired form says, and return the sentence for the sign-in page."""
    draft = keep_for_last_account(request, at=timezone.now())
    if draft is None:
        return "You were signed out, so this was not sent. Sign in to go on."
    return (
        f"You were signed out. We kept what you typed at {clock(draft.saved_at)}: sign in to go on."
    )
