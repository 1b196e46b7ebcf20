"""Pages that say what went wrong, and the same in JSON. Hidden and absent are one, to the byte."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from alongside.access.noticed import notice
from alongside.api.problems import in_place_of_page, is_asked
from alongside.drafts.posted import keep_for_its_account, keep_untaken, page_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import clock


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes both
    """Answer a request that could not be read, such as one that is far too large."""
    notice("could not be read", request)
    return _problem(
        request,
        HTTPStatus.BAD_REQUEST,
        "This could not be read",
        "What was sent was too large, or was damaged on the way. Nothing was changed.",
        "Go back, make it smaller, and send it again.",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django passes both
    """Answer for what is not there, and for what is there and not for them: alike."""
    notice("not found, or not theirs", request)
    return _problem(
        request,
        HTTPStatus.NOT_FOUND,
        "Page not found",
        "There is no page here that you can see.",
        "Check the address if you typed it. If a link brought you here, tell the administrator"
        " of your team.",
    )


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Answer when what was asked cannot be done any more: somebody else was there before."""
    return _problem(
        request,
        HTTPStatus.CONFLICT,
        "This was not done",
        str(refusal),
        "Nothing was changed.",
        href=request.path,
        next="Open the page again",
    )


def shut_out(request: HttpRequest) -> HttpResponse:
    """Answer whoever knows the person outside work: they are no stranger, so they are told."""
    notice("closed to them", request)
    return _problem(
        request,
        HTTPStatus.FORBIDDEN,
        "This record is closed to you",
        "It is written down that you know them outside work, so nobody of the team shares anything"
        " about them with you here.",
        "If you are wanted, or if this is wrong, talk to the manager of your team.",
    )


def not_logged(request: HttpRequest) -> HttpResponse:
    """Answer when it cannot be written down who looks: nothing about anybody is shown then."""
    return _problem(
        request,
        HTTPStatus.SERVICE_UNAVAILABLE,
        "This cannot be shown now",
        "The program cannot write down at this moment who looks at a record, so it shows none."
        " Nothing was changed.",
        "Try again in a minute. If it stays so, tell whoever runs the program, and ring a"
        " colleague if somebody needs you now.",
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when the program itself failed."""
    return _problem(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here",
        "This is a fault of the program. Nothing of what you just sent was changed.",
        "Go back and try again. If it happens again, tell the administrator of your team at what"
        " time it happened.",
    )


def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was opened before somebody signed in or out on this browser."""
    notice("form refused", request, why=reason)
    draft = keep_for_its_account(request, at=timezone.now())
    kept = ""
    if draft:
        kept = f" We kept what you typed at {clock(draft.saved_at)}."
    elif "_draft_account" in request.POST:  # whose it is cannot be known, so nothing is looked up
        kept = " What you typed until the page last said “Saved at” is kept."
    return _problem(
        request,
        HTTPStatus.FORBIDDEN,
        "This page was out of date",
        "It was opened before somebody signed in or out on this browser, so it was not sent."
        f" Nothing was changed.{kept}",
        "Open the page again and send it from there.",
        href=page_of(request),
        next="Open the page again",
    )


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer somebody who tried too often in a short time."""
    return _problem(
        request,
        HTTPStatus.TOO_MANY_REQUESTS,
        "Too many tries",
        "For safety, this page rests for a few minutes after many tries.",
        "Wait five minutes, then try again.",
        href="/sign-in/",
        next="Go to sign in",
    )


def _problem(
    request: HttpRequest,
    status: HTTPStatus,
    heading: str,
    *sentences: str,
    href: str = "/",
    next: str = "Go to the start page",  # noqa: A002 - the word of the page
) -> HttpResponse:
    if is_asked(request):
        return in_place_of_page(status, sentences)
    page = {
        "heading": heading,
        "sentences": sentences,
        "href": href,
        "next": next,
        "kept": keep_untaken(request, at=timezone.now()),
    }
    return HttpResponse(render_to_string("web/problem.jinja", page), status=status)
