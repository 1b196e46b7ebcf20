"""The pages of the keys with which other systems refer: made, shown once, revoked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access import actions
from alongside.access.deciding import Action
from alongside.access.models import Key
from alongside.api import queries
from alongside.api.forms import NewKey
from alongside.api.openapi import addresses, fields_described
from alongside.kernel.period import day_of, months_after
from alongside.kernel.rules import Refused
from alongside.staff.models import Worker
from alongside.staff.signed_in import freshly_signed_in, or_404, with_worker

MONTHS = 12  # for which a key opens, unless another day is chosen


@with_worker
@require_safe
def keys(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the keys there are: whose, made by whom, last used, revoked."""
    _only_who_looks_after_keys(worker)
    held = queries.keys_for(worker, on=day_of(timezone.now()))
    return render(request, "api/keys.jinja", {"keys": held})


@with_worker
@require_safe
def fields(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show what another system sends, for whoever sets one up."""
    _only_who_looks_after_keys(worker)
    context = {
        "addresses": addresses(),
        "fields": fields_described(),
        "host": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "api/fields.jinja", context)


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def new_key(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Ask for which system and in whose name, make a key, and show it this once."""
    _only_who_looks_after_keys(worker)
    now = timezone.now()
    holders = queries.holders_for(worker, on=day_of(now))
    form = NewKey(
        request.POST if request.method == "POST" else None,
        holders=holders,
        initial={"ends_on": months_after(day_of(now), MONTHS)},
    )
    if form.is_valid():
        try:
            key, secret = _made(form, worker, now)
        except Refused as refusal:
            form.add_error(refusal.about or None, str(refusal))
        else:
            shown = {"key": key, "secret": secret, "holder": form.chosen()}
            return render(request, "api/key_made.jinja", shown)
    return render(request, "api/new_key.jinja", {"form": form, "holders": holders})


def _made(form: NewKey, worker: Worker, now: datetime) -> tuple[Key, str]:
    account_id: UUID = form.chosen().account_id  # type: ignore[assignment]  # holders_for saw to it
    said = form.cleaned_data
    return actions.make_key(
        account_id, name=said["name"], ends_on=said["ends_on"], by=worker, at=now
    )


@with_worker
@require_http_methods(["GET", "POST"])
def revocation(request: HttpRequest, worker: Worker, key_id: int) -> HttpResponse:
    """Ask whether a key is to open nothing any more, and revoke it."""
    now = timezone.now()
    held = or_404(lambda: queries.key_for(worker, key_id, on=day_of(now)))
    if request.method == "POST":
        try:
            actions.revoke_key(held.key, by=worker, at=now)
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, f"The key “{held.key.name}” opens nothing any more")
        return redirect("api:keys")
    return render(request, "api/revocation.jinja", {"held": held})


def _only_who_looks_after_keys(worker: Worker) -> None:
    """Show nothing to anybody else."""
    if not worker.may(Action.MANAGE_KEYS):
        raise Http404
