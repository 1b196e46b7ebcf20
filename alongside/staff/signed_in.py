"""Every page about people begins here: who is asking, told to the program and the database."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from alongside.access import context, sign_ins
from alongside.access.deciding import Action, ShutOut
from alongside.staff import queries
from alongside.staff.models import Worker

Given = ParamSpec("Given")
Found = TypeVar("Found")
View = Callable[Concatenate[HttpRequest, Worker, Given], HttpResponse]


class NotFresh(Exception):
    """Somebody signed in a while ago, and has to show that it is still they."""


def with_worker(view: View[Given]) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Give a view the worker who is asking; ask strangers to sign in.

    Runs inside the transaction of the request, for which the database then knows who is asking.
    Raises ShutOut where the page is about somebody whom they know outside work.
    """

    @login_required
    @wraps(view)
    def run(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        account = account_of(request)
        worker = worker_asking(request)
        if worker is None:
            raise PermissionDenied
        context.enter(
            worker_id=worker.pk,
            team_ids=worker.team_ids,
            reviews=worker.actor.teams_where(Action.REVIEW_REASONS),
            shut_out=worker.shut_out,
            account_id=account,
            request=f"{request.method} {request.path}"[:200],
        )
        request.worker = worker  # type: ignore[attr-defined]  # the shell shows who is signed in
        if kwargs.get("person_id") in worker.shut_out:
            raise ShutOut
        return view(request, worker, *args, **kwargs)

    return run


def freshly_signed_in(
    view: Callable[Concatenate[HttpRequest, Given], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Open a page only to who showed a few minutes ago, with a second step, that it is they.

    For what leaves in bulk, and for what opens the record to somebody else: a screen that somebody
    left open does none of it. Others are asked for their second step and come back to the page;
    what they sent is kept, not done. Stands below with_worker, or above a view without one.
    """

    @wraps(view)
    def run(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if not sign_ins.is_fresh(request):
            raise NotFresh
        return view(request, *args, **kwargs)

    return run


def worker_asking(request: HttpRequest) -> Worker | None:
    """Return the worker whose account is signed in, with the roles of today, or None.

    Found once for a request, since what comes before each page asks too.
    """
    if not hasattr(request, "_worker_asking"):
        found = queries.worker_of_account(account_of(request), at=timezone.now())
        request._worker_asking = found  # type: ignore[attr-defined]  # noqa: SLF001 - kept here
    worker: Worker | None = request._worker_asking  # type: ignore[attr-defined]  # noqa: SLF001
    return worker


def sign_in_goes_on(request: HttpRequest) -> None:
    """Let a sign-in go on with the roles of now, when somebody has just got one by what they did.

    Nobody gives themself a role but by opening a team, which somebody has to administer.
    """
    found = queries.worker_of_account(account_of(request), at=timezone.now())
    sign_ins.note_roles(request, found.roles if found else {})


def account_of(request: HttpRequest) -> UUID:
    """Return the account that asks, by which drafts are kept; a stranger is refused."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user.pk


def or_404(find: Callable[..., Found | None], *args: Any) -> Found:
    """Return what a query found, or the page that says nothing: hidden and absent look the same."""
    found = find(*args)
    if found is None:
        raise Http404
    return found
