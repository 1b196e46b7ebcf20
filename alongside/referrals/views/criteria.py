"""The pages of criteria: the versions of a service, read aloud, begun, and put in force."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.drafts import actions as drafts
from alongside.drafts.queries import draft_for as kept_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk import words
from alongside.policy.eligibility.aloud import Said, said
from alongside.policy.eligibility.pack import Criterion, Kind, Pack, PackRefused
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.writing import pack_to_toml
from alongside.referrals.actions import writing_criteria as actions
from alongside.referrals.facts import pack_of
from alongside.referrals.forms import criteria as forms
from alongside.referrals.models import Criteria
from alongside.referrals.queries import criteria as queries
from alongside.staff.models import Service, Worker
from alongside.staff.signed_in import account_of, or_404, with_worker

KINDS = (
    (Kind.REQUIRED, "Required", "Everybody who is accepted meets all of these."),
    (Kind.SUPPORTING, "Supporting", ""),
    (Kind.EXCLUDING, "Excluding", "Nobody who is accepted meets any of these."),
)
MOST_VERSIONS = 20  # of a service, the newest, from which a draft can begin


@with_worker
@require_GET
def listed(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Show the versions of the criteria of each service that concerns me."""
    today = day_of(timezone.now())
    services = list(queries.services_read_for(worker))
    or_404(lambda: services or None)
    versions = [
        (service, queries.versions_for(worker, service.pk, on=today)) for service in services
    ]
    edits = bool(queries.services_edited_for(worker))
    return render(request, "referrals/criteria/list.jinja", {"services": versions, "edits": edits})


@with_worker
@require_GET
def read(request: HttpRequest, worker: Worker, criteria_id: int) -> HttpResponse:
    """Show one version as a person reads it; a draft with what can be done to it."""
    criteria = or_404(queries.one_criteria_for, worker, criteria_id)
    today = day_of(timezone.now())
    pack = pack_of(criteria)
    context = {
        "version": queries.version_for(worker, criteria, on=today),
        "criteria": criteria,
        "pack": pack,
        "kinds": criteria_by_kind(pack),
        "edits": criteria.service in queries.services_edited_for(worker),
        "seen": actions.mark_of(criteria.toml),
    }
    return render(request, "referrals/criteria/read.jinja", context)


def criteria_by_kind(
    pack: Pack,
) -> list[tuple[Kind, str, str, list[tuple[Criterion, Said]]]]:
    """Return the criteria of a pack under their kinds, each with what it asks, in words."""
    return [
        (kind, name, says, [(one, said(one.when)) for one in pack.of_kind(kind)])
        for kind, name, says in KINDS
    ]


@with_worker
@require_GET
def as_file(_request: HttpRequest, worker: Worker, criteria_id: int) -> HttpResponse:
    """Give a version as a TOML file."""
    criteria = or_404(queries.one_criteria_for, worker, criteria_id)
    pack = pack_of(criteria)
    response = HttpResponse(criteria.toml, content_type="application/toml; charset=utf-8")
    name = f"{pack.id}-{'draft' if criteria.in_force_from is None else pack.version}.toml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@with_worker
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, worker: Worker) -> HttpResponse:
    """Ask what a draft begins from, and begin it."""
    services = {one.pk: one for one in queries.services_edited_for(worker)}
    or_404(lambda: services or None)
    today = day_of(timezone.now())
    versions = [
        each
        for pk in services
        for each in queries.versions_for(worker, pk, on=today)[:MOST_VERSIONS]
    ]
    form = forms.BeginDraft(
        request.POST or None,
        request.FILES or None,
        services={pk: one.name for pk, one in services.items()},
        versions=versions,
        initial={"start": request.GET.get("from", "")},
    )
    if form.is_valid():
        draft = _begun(form, services, [each.criteria for each in versions], worker)
        if draft is not None:
            messages.success(request, "The draft is begun. Nothing changes until it is in force")
            return redirect("criteria:read", draft.pk)
    return render(request, "referrals/criteria/begin.jinja", {"form": form})


def _begun(
    form: forms.BeginDraft, services: dict[int, Service], versions: list[Criteria], worker: Worker
) -> Criteria | None:
    chosen = form.cleaned_data["start"]
    kind, _, name = chosen.partition("-")
    based_on = next((one for one in versions if f"version-{one.pk}" == chosen), None)
    if kind == "pack":
        text = pack_to_toml(next(one for one in shipped_packs() if one.id == name))
    else:
        text = based_on.toml if based_on else form.cleaned_data["file"]
    try:
        return actions.begin_draft(
            services[form.cleaned_data["service"]],
            toml=text,
            based_on=based_on,
            by=worker,
            at=timezone.now(),
        )
    except PackRefused as refused:
        forms.add_problems(form, refused, "file")
        return None


@with_worker
@require_http_methods(["GET", "POST"])
def put_in_force(request: HttpRequest, worker: Worker, criteria_id: int) -> HttpResponse:
    """Ask from which day and why, and put a draft in force."""
    draft = or_404(queries.draft_of_criteria_for, worker, criteria_id)
    account = account_of(request)
    now = timezone.now()
    form = forms.PutInForce(request.POST or None, kept=kept_for(account, request.path))
    if form.is_valid():
        try:
            actions.put_in_force(draft, **form.cleaned_data, by=worker, at=now)
        except Refused as refusal:
            form.add_error("from_day", str(refusal))
        else:
            drafts.forget(request.path, by=account, at=now)
            first = words.day(form.cleaned_data["from_day"])
            messages.success(request, f"These criteria are in force from {first}")
            return redirect("criteria:read", draft.pk)
    replaced = queries.followed_by_for(worker, draft, on=day_of(now))
    context = {"form": form, "draft": draft, "replaced": replaced}
    return render(request, "referrals/criteria/put_in_force.jinja", context)


@with_worker
@require_POST
def take_back(request: HttpRequest, worker: Worker, criteria_id: int) -> HttpResponse:
    """Make a version that has not begun a draft again."""
    criteria = or_404(queries.one_criteria_for, worker, criteria_id)
    or_404(lambda: criteria.service in queries.services_edited_for(worker) or None)
    try:
        actions.take_back(criteria, by=worker, at=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "This is a draft again")
    return redirect("criteria:read", criteria.pk)
