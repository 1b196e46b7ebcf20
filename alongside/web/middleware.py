"""What holds for every request: nothing is kept by browsers, nobody is anonymous by oversight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from alongside.drafts.posted import keep_for_last_account, keep_refused, page_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import clock
from alongside.web import errors


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
    """Every page asks for a sign-in, except those that say @login_not_required."""

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


def _what_became_of_it(request: HttpRequest) -> str:
    """Keep what an expired form says, and return the sentence for the sign-in page."""
    draft = keep_for_last_account(request, at=timezone.now())
    if draft is None:
        return "You were signed out, so this was not sent. Sign in to go on."
    return (
        f"You were signed out. We kept what you typed at {clock(draft.saved_at)}: sign in to go on."
    )
