"""The page that people start on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.staff.queries import worker_of_account
from alongside.staff.signed_in import account_of
from alongside.web.navigation import start_for


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Send somebody to the page that they start on, or say why there is none."""
    worker = worker_of_account(account_of(request), at=timezone.now())
    request.worker = worker  # type: ignore[attr-defined]  # the layout shows who is signed in
    entry = start_for(worker) if worker else None
    if entry:
        return redirect(entry.page)
    return render(request, "web/start.jinja", {"worker": worker})
