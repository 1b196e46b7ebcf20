"""What holds for every request: nothing is kept by browsers, nobody is anonymous by oversight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from alongside.access.deciding import NotLogged, ShutOut
from alongside.access.second_step import has_second_step
from alongside.access.sign_ins import has_roles_of_sign_in, is_over
from alongside.drafts.posted import (
    keep_for_last_account,
    keep_refused,
    keep_untaken,
    page_of,
)
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import clock
from alongside.staff.signed_in import NotFresh, account_of, worker_asking
from alongside.web import errors
from alongside.web.second_step.first import SHOW, WHY, comes_first, is_open


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
        if isinstance(exception, NotLogged):
            return errors.not_logged(request)
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

    A sign-in ends after twelve hours, and when the roles change with which it began. Whoever has a
    first password that somebody else made chooses one of their own before the rest, and whoever has
    no second step sets one up.
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
        if first or not getattr(view_func, "login_required", True):
            return first
        if is_over(request):
            return self._sign_in_again(request, view_func, "It is long since you signed in")
        worker = worker_asking(request)
        if not has_roles_of_sign_in(request, worker.roles if worker else {}):
            why = "What you do in your teams has changed"
            return self._sign_in_again(request, view_func, why)
        return _page_before(request)

    def _sign_in_again(
        self, request: HttpRequest, view_func: Callable[..., Any], why: str
    ) -> HttpResponseBase:
        """End a sign-in, and say why on the page where the next one begins."""
        logout(request)
        messages.info(request, f"{why}. Sign in again")
        return self.handle_no_permission(request, view_func)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Ask somebody who signed in a while ago to show that it is still they."""
        if not isinstance(exception, NotFresh):
            return None
        if not has_second_step(account_of(request)):  # it was shown elsewhere, and is again
            answer = _sent_first(
                request,
                f"{settings.LOGIN_URL}?next={quote(_way_back(request))}",
                why="sign in again",
            )
            logout(request)
            messages.info(request, "Sign in again, to show that it is still you")
            return answer
        to = f"{resolve_url(SHOW)}?next={quote(_way_back(request))}"
        return _sent_first(request, to, why="show first that it is still you")

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


def _way_back(request: HttpRequest) -> str:
    """Return the page to come back to: for what is sent or downloaded, the one it was asked on."""
    is_page = request.path.endswith("/")
    return request.get_full_path() if request.method == "GET" and is_page else page_of(request)


def _page_before(request: HttpRequest) -> HttpResponse | None:
    """Send to the page that comes before all others for whoever is signed in, if there is one."""
    first = comes_first(request)
    page = request.resolver_match.url_name if request.resolver_match else ""
    if not first or is_open(page or "", first=first):
        return None
    return _sent_first(request, resolve_url(first), why=WHY[first])


def _sent_first(request: HttpRequest, to: str, *, why: str) -> HttpResponse:
    """Send to a page; what was sent elsewhere meanwhile is kept."""
    if request.method == "POST":
        draft = keep_untaken(request, at=timezone.now())
        kept = f" We kept what you typed at {clock(draft.saved_at)}." if draft else ""
        messages.info(request, f"This was not sent: {why}.{kept}")
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(to)
    return redirect(to)


def _what_became_of_it(request: HttpRequest) -> str:
    """Keep what an expired form says, and return the sentence for the sign-in page."""
    draft = keep_for_last_account(request, at=timezone.now())
    if draft is None:
        return "You were signed out, so this was not sent. Sign in to go on."
    return (
        f"You were signed out. We kept what you typed at {clock(draft.saved_at)}: sign in to go on."
    )
