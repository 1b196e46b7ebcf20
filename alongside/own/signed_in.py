"""Every page of an own sign-in begins here: who is asking, and as the narrowest role there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from alongside.access import context
from alongside.kernel.period import day_of
from alongside.own.asking import Own
from alongside.own.queries.asking import own_of_account
from alongside.staff.signed_in import account_of

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Own, Given], HttpResponse]
Page = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def with_themself(view: View[Given]) -> Page[Given]:
    """Give a view the person in care who is asking; to everybody else there is no such page."""
    return _with(view, carers=False)


def with_carer(view: View[Given]) -> Page[Given]:
    """Give a view the carer who is asking; to everybody else there is no such page."""
    return _with(view, carers=True)


def with_own(view: View[Given]) -> Page[Given]:
    """Give a view whoever is asking with a sign-in of their own."""
    return _with(view, carers=None)


def _with(view: View[Given], *, carers: bool | None) -> Page[Given]:
    """Run a view as alongside_own: what it asks for by mistake, the database refuses."""

    @login_required
    @wraps(view)
    def run(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        account = account_of(request)
        own = own_of_account(account)
        if own is None or carers not in {None, own.is_carers}:
            raise PermissionDenied
        context.enter_own(
            own.pk,
            on=day_of(timezone.now()),
            account_id=account,
            request=f"{request.method} {request.path}"[:200],
        )
        request.own = own  # type: ignore[attr-defined]  # for the shell
        with context.as_own():
            return view(request, own, *args, **kwargs)

    return run
