"""What whoever has an own sign-in does with it: read what it is, leave quickly, end it."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.access.context import as_program
from alongside.own.actions.theirs import end_own
from alongside.own.asking import Own
from alongside.own.signed_in import with_own


@with_own
@require_safe
def sign_in(request: HttpRequest, own: Own) -> HttpResponse:
    """Say what the sign-in is, how to keep others out of it, and how it ends."""
    return render(request, "own/sign_in.jinja", {"own": own})


@with_own
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, own: Own) -> HttpResponse:
    """Ask whether to end it, and end it at once, wherever it is open."""
    if request.method == "GET":
        return render(request, "own/end.jinja")
    end_own(by=own, at=timezone.now())
    return _left(request, "own/ended.jinja")


@with_own
@require_POST
def leave(request: HttpRequest, own: Own) -> HttpResponse:  # noqa: ARG001 - as each view
    """Sign out at once, and go to a page that says nothing about anybody."""
    return _left(request, "own/left.jinja")


def _left(request: HttpRequest, page: str) -> HttpResponse:
    with as_program():
        logout(request)
    return render(request, page)
