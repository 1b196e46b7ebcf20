"""Pages of joint working protocols and of the practitioners who come under them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from alongside.access.deciding import Action
from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.forms import Form, Kept
from alongside.partners import actions, forms, queries
from alongside.partners.models import Agency, Practitioner, Protocol
from alongside.staff.models import Team, Worker
from alongside.staff.queries import team_for
from alongside.staff.signed_in import account_of, freshly_signed_in, or_404, with_worker


@with_worker
@require_safe
def protocols(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Show what a team agreed with its partners."""
    team = or_404(team_for, worker, team_id)
    found = queries.protocols_for(worker, team_id)
    shown = {"team": team, "found": found, "may": _may(worker, team), "today": _today()}
    return render(request, "partners/protocols.jinja", shown)


@with_worker
@require_safe
def protocol(request: HttpRequest, worker: Worker, agreement: UUID) -> HttpResponse:
    """Show what was agreed with one partner, as it stands now."""
    found = _found(worker, agreement)
    return render(request, "partners/protocol.jinja", _shown(worker, found))


@with_worker
@require_safe
def version(request: HttpRequest, worker: Worker, agreement: UUID, number: int) -> HttpResponse:
    """Show a version as it was written."""
    found = _found(worker, agreement)
    versions = queries.versions_for(worker, agreement)
    wanted = next((each for each in versions if each.number == number), None)
    if wanted is None:
        raise Http404
    shown = _shown(worker, wanted) | {"is_newest": wanted.number == found.number}
    return render(request, "partners/protocol.jinja", shown)


@with_worker
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, worker: Worker, team_id: int) -> HttpResponse:
    """Ask what was agreed with a partner, and keep it as the first version."""
    team = or_404(team_for, worker, team_id)
    if not _may(worker, team):
        raise Http404
    form = forms.BeginProtocol(
        request.POST or None,
        agencies=queries.visiting_agencies_for(worker),
        on=_today(),
        kept=_draft(request),
    )
    if form.is_valid():
        try:
            begun = actions.begin_protocol(
                team,
                agency=_agency(form, worker),
                agreed=form.agreed,
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.about or "agency", str(refusal))
        else:
            return _kept(request, begun, "The protocol is kept")
    return render(
        request, "partners/ask.jinja", _asking(team, form, "What was agreed with a partner")
    )


def _agency(form: forms.BeginProtocol, worker: Worker) -> Agency:
    said = form.cleaned_data
    return form.chosen or actions.name_agency(
        said["name"], kind=said["kind"], by=worker, at=timezone.now()
    )


@with_worker
@require_http_methods(["GET", "POST"])
def amend(request: HttpRequest, worker: Worker, agreement: UUID) -> HttpResponse:
    """Ask what is agreed now, and keep it as a newer version."""
    found = _agreeing(worker, agreement)
    form = forms.AmendProtocol(
        request.POST or None, initial=forms.AmendProtocol.of(found), kept=_draft(request)
    )
    if form.is_valid():
        said = form.cleaned_data
        try:
            newer = actions.amend_protocol(
                found,
                agreed=form.agreed,
                amended_on=said["amended_on"],
                because=said["because"],
                ended_on=said["ended_on"],
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.about or "because", str(refusal))
        else:
            return _kept(request, newer, f"Version {newer.number} is kept")
    return _ask(request, found, form, f"Amend the protocol with {found.agency}")


@with_worker
@require_http_methods(["GET", "POST"])
def attach(request: HttpRequest, worker: Worker, agreement: UUID) -> HttpResponse:
    """Take a policy as a file."""
    found = _agreeing(worker, agreement)
    sent = request.method == "POST"
    form = forms.AttachPolicy(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        actions.attach_policy(
            found,
            name=form.cleaned_data["name"],
            media_type=form.media_type,
            content=form.cleaned_data["file"],
            by=worker,
            at=timezone.now(),
        )
        return _kept(request, found, "The policy is attached")
    shown = _asking(found.team, form, "Attach a policy", found) | {"takes_file": True}
    return render(request, "partners/ask.jinja", shown)


@with_worker
@require_safe
def policy(
    request: HttpRequest,  # noqa: ARG001 - what every view is given
    worker: Worker,
    agreement: UUID,
    policy_id: UUID,
) -> HttpResponse:
    """Give a policy back as it was attached."""
    found = _found(worker, agreement)
    wanted = or_404(queries.policy_for, worker, found.agreement, policy_id)
    return as_file(wanted.name, wanted.media_type, bytes(wanted.content))


def as_file(name: str, media_type: str, content: bytes) -> HttpResponse:
    """Return a file to be saved: no browser runs what somebody attached."""
    charset = "; charset=utf-8" if media_type == "text/plain" else ""
    response = HttpResponse(content, content_type=f"{media_type}{charset}")
    called = f"{slugify(name) or 'policy'}{forms.MEDIA[media_type]}"
    response["Content-Disposition"] = f'attachment; filename="{called}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return response


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def let_in(request: HttpRequest, worker: Worker, agreement: UUID) -> HttpResponse:
    """Ask about a practitioner, and show once with what they first sign in."""
    found = _agreeing(worker, agreement)
    form = forms.LetIn(request.POST or None)
    if form.is_valid():
        try:
            new, password = actions.let_in(found, **form.cleaned_data, by=worker, at=timezone.now())
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            return _with_password(request, found, new, password=password)
    return _ask(request, found, form, f"A practitioner of {found.agency}")


@with_worker
@require_http_methods(["GET", "POST"])
def let_out(
    request: HttpRequest, worker: Worker, agreement: UUID, practitioner_id: UUID
) -> HttpResponse:
    """Ask for a practitioner's last day."""
    found = _agreeing(worker, agreement)
    who = or_404(queries.practitioner_for, worker, found.agency_id, practitioner_id)
    form = forms.LetOut(request.POST or None, initial={"ended_on": who.ended_on})
    if form.is_valid():
        try:
            actions.let_out(
                who,
                team_id=found.team_id,
                ended_on=form.cleaned_data["ended_on"],
                by=worker,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.about or "ended_on", str(refusal))
        else:
            return _kept(request, found, f"The last day of {who.name} is kept")
    return _ask(request, found, form, f"{who.name} leaves")


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def renew_password(
    request: HttpRequest, worker: Worker, agreement: UUID, practitioner_id: UUID
) -> HttpResponse:
    """Ask to be sure who asks; then show a first password once."""
    found = _agreeing(worker, agreement)
    who = or_404(queries.practitioner_for, worker, found.agency_id, practitioner_id)
    if request.method == "POST":
        password = actions.renew_password(who, team_id=found.team_id, by=worker, at=timezone.now())
        return _with_password(request, found, who, password=password)
    shown = {"protocol": found, "practitioner": who}
    return render(request, "partners/renew_password.jinja", shown)


@with_worker
@freshly_signed_in
@require_http_methods(["GET", "POST"])
def take_second_step(
    request: HttpRequest, worker: Worker, agreement: UUID, practitioner_id: UUID
) -> HttpResponse:
    """Ask to be sure who asks; then let them set up a second step anew."""
    found = _agreeing(worker, agreement)
    who = or_404(queries.practitioner_for, worker, found.agency_id, practitioner_id)
    shown = {"protocol": found, "practitioner": who, "refused": ""}
    if request.method == "POST":
        try:
            actions.take_second_step(who, team_id=found.team_id, by=worker, at=timezone.now())
        except Refused as refusal:
            shown["refused"] = str(refusal)
        else:
            says = f"{who.name} sets up a second step anew at the next sign-in"
            return _kept(request, found, says)
    return render(request, "partners/take_second_step.jinja", shown)


def _with_password(
    request: HttpRequest, found: Protocol, who: Practitioner, *, password: str
) -> HttpResponse:
    shown = {"protocol": found, "practitioner": who, "password": password}
    return render(request, "partners/let_in.jinja", shown)


def _may(worker: Worker, team: Team) -> bool:
    return worker.may(Action.AGREE_PROTOCOLS, team_id=team.pk)


def _found(worker: Worker, agreement: UUID) -> Protocol:
    return or_404(queries.protocol_for, worker, agreement)


def _agreeing(worker: Worker, agreement: UUID) -> Protocol:
    """Return what this worker agrees on for their team, or the page that says nothing."""
    found = _found(worker, agreement)
    if not _may(worker, found.team):
        raise Http404
    return found


def _shown(worker: Worker, found: Protocol) -> dict[str, Any]:
    return {
        "team": found.team,
        "protocol": found,
        "is_newest": True,
        "versions": queries.versions_for(worker, found.agreement),
        "policies": list(queries.policies_for(worker, found.agreement)),
        "practitioners": list(queries.practitioners_for(worker, found.agency_id)),
        "may": _may(worker, found.team),
        "today": _today(),
    }


def _today() -> date:
    return day_of(timezone.now())


def _draft(request: HttpRequest) -> Kept | None:
    return draft_for(account_of(request), request.path)


def _kept(request: HttpRequest, protocol: Protocol, says: str) -> HttpResponse:
    drafts.forget(request.path, by=account_of(request), at=timezone.now())
    messages.success(request, says)
    return redirect("partners:protocol", protocol.agreement)


def _asking(team: Team, form: Form, title: str, protocol: Protocol | None = None) -> dict[str, Any]:
    return {"team": team, "form": form, "title": title, "protocol": protocol, "takes_file": False}


def _ask(request: HttpRequest, protocol: Protocol, form: Form, title: str) -> HttpResponse:
    shown = _asking(protocol.team, form, title, protocol)
    return render(request, "partners/ask.jinja", shown)
