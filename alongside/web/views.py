"""The page that people sign in on, and the page that they start on."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.access.deciding import Action
from alongside.audit.queries import unsealed_since
from alongside.kernel.period import day_of
from alongside.nhsuk.words import moment
from alongside.own.queries.asking import own_of_account
from alongside.partners.queries import practitioner_of_account
from alongside.staff.models import Worker
from alongside.staff.signed_in import account_of, worker_asking
from alongside.web.navigation import OF_CARER, OF_PARTNER, OF_THEMSELF, start_for


class SignIn(LoginView):  # type: ignore[misc]  # untyped library
    """Ask for the e-mail address and the password, or a passkey."""

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: Any
    ) -> HttpResponseRedirect | None:
        """Go on with the second step; whoever gives a password anew begins anew."""
        if request.method == "POST":
            clear_login(request)
            return None
        found: HttpResponseRedirect = super()._redirect_to_pending_stage(request, stage)
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say with which other identity provider people sign in here, if with any."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        return shown | {"elsewhere": settings.OIDC_NAME}


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Send somebody to the page that they start on, or say why there is none."""
    worker = worker_asking(request)
    request.worker = worker  # type: ignore[attr-defined]  # the layout shows who is signed in
    if worker is None and (elsewhere := _start_outside(request)):
        return redirect(elsewhere)
    entry = start_for(worker) if worker else None
    if worker:
        _say_when_nothing_is_sealed(request, worker)
    if entry:
        return redirect(entry.page)
    return render(request, "web/start.jinja", {"worker": worker})


def _start_outside(request: HttpRequest) -> str:
    """Return where a practitioner, somebody in care or a carer starts, if that is who asks."""
    if practitioner_of_account(account_of(request), on=day_of(timezone.now())):
        return OF_PARTNER[0][1]
    if own := own_of_account(account_of(request)):
        return (OF_CARER if own.is_carers else OF_THEMSELF)[0][1]
    return ""


def _say_when_nothing_is_sealed(request: HttpRequest, worker: Worker) -> None:
    """Tell whoever watches over who looks, and administrators, that the sealer stopped."""
    if not (worker.may(Action.REVIEW_REASONS) or worker.may(Action.MANAGE_KEYS)):
        return
    if since := unsealed_since(now=timezone.now()):
        messages.warning(
            request,
            f"What was done and who looked at whom has not been sealed since {moment(since)}."
            " Until it is, it could be changed unseen. Tell whoever runs the program.",
        )
