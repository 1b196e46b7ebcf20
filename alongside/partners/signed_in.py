"""Every page of a practitioner begins here: who is asking, and as the narrowest role there is."""

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
from alongside.partners.models import Practitioner
from alongside.partners.queries import practitioner_of_account
from alongside.staff.signed_in import account_of

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Practitioner, Given], HttpResponse]


def with_practitioner(view: View[Given]) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Give a view the practitioner who is asking; to everybody else there is no such page.

    The view runs as alongside_partner: what it asks for by mistake, the database refuses.
    """

    @login_required
    @wraps(view)
    def run(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        account, today = account_of(request), day_of(timezone.now())
        practitioner = practitioner_of_account(account, on=today)
        if practitioner is None:
            raise PermissionDenied
        context.enter_practitioner(
            practitioner.pk,
            on=today,
            account_id=account,
            request=f"{request.method} {request.path}"[:200],
        )
        request.practitioner = practitioner  # type: ignore[attr-defined]  # for the shell
        with context.as_partner():
            return view(request, practitioner, *args, **kwargs)

    return run
