"""Changing somebody's zone: stated rules propose, people decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.access.actions import log_opening
from alongside.caseload import actions as caseload
from alongside.caseload.figures import InCare, in_care_for
from alongside.caseload.models import Episode
from alongside.contacts.missed import NOT_MISSED, missed_in_a_row
from alongside.contacts.queries import last_seen_for
from alongside.contacts.signs import signs_seen
from alongside.drafts.actions import forget
from alongside.drafts.queries import draft_for
from alongside.inpatient.queries import spells_around_for
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.addresses import back_to
from alongside.policy.relapse import NONE_SEEN
from alongside.policy.zones import REASONS, ZONES, ZoneFacts, proposals
from alongside.staff.models import Worker
from alongside.staff.own_values import values_in_team_for
from alongside.staff.signed_in import with_worker
from alongside.today import forms
from alongside.today.proposing import facts_about
from alongside.today.views.asking import colleagues, in_our_care, today


@with_worker
@require_http_methods(["GET", "POST"])
def zone(request: HttpRequest, worker: Worker, person_id: UUID) -> HttpResponse:
    """Show what stated rules propose for somebody; ask which zone people decide on."""
    episode = in_our_care(worker, person_id)
    now = timezone.now()
    log_opening([person_id], page=request.path, by=worker, at=now)
    somebody = _somebody(worker, episode)
    form = forms.ZoneForm(
        request.POST or None,
        workers=colleagues(worker, episode.team_id),
        today=today(),
        initial=_as_it_is(somebody, worker),
        kept=draft_for(worker.account_id, request.path),
    )
    if form.is_valid():
        try:
            caseload.set_zone(episode, choice=form.choice(), by=worker, at=now)
        except Refused as refusal:
            form.add_error("zone", str(refusal))
        else:
            return _decided(request, worker, episode, ZONES[form.cleaned_data["zone"]].name)
    facts = _facts(worker, episode, somebody)
    context = {
        "person": episode.person,
        "team": episode.team,
        "now_in": somebody.zone,
        "zones": ZONES,
        "reasons": REASONS,
        "proposals": proposals(facts),
        "signs": facts.signs_that_call,
        "form": form,
    }
    return render(request, "today/zone.jinja", context)


def _decided(request: HttpRequest, worker: Worker, episode: Episode, name: str) -> HttpResponse:
    forget(request.path, by=worker.account_id, at=timezone.now())
    messages.success(request, f"{episode.person.name_to_use} is in the zone “{name}”")
    return redirect(back_to(request, reverse("today:board", args=[episode.team_id])))


def _somebody(worker: Worker, episode: Episode) -> InCare:
    """Return how somebody's care stands in the team of this episode."""
    now = timezone.now()
    (found,) = in_care_for(
        worker, at=now, since=day_of(now), team_id=episode.team_id, person_ids=[episode.person_id]
    )
    return found


def _as_it_is(somebody: InCare, worker: Worker) -> dict[str, Any]:
    """Return the zone as it stands, to change only what has changed."""
    as_it_is = somebody.zone
    if as_it_is is None:
        return {"owner": somebody.coordinator_id or worker.pk}
    agreed = as_it_is.contacts_a_week
    # What is usual is left empty, or it would stay behind when another zone is chosen.
    usual = as_it_is.zone in ZONES and agreed == ZONES[as_it_is.zone].intensity.contacts_a_week
    return {
        "zone": as_it_is.zone,
        "contacts_a_week": None if usual else agreed.normalize(),
        "persons_view": as_it_is.persons_view,
        "owner": as_it_is.owner_id,
    }


def _facts(worker: Worker, episode: Episode, somebody: InCare) -> ZoneFacts:
    """Return what the record says today that could call for another zone."""
    around = spells_around_for(worker, [episode.person_id], since=today())
    spells = around.get(episode.person_id, ())
    seen = last_seen_for(worker, episode.person_id)
    since = {episode.person_id: seen.began_at if seen else None}
    now = timezone.now()
    missed = missed_in_a_row(since, at=now).get(episode.person_id, NOT_MISSED)
    signs = signs_seen([episode.person_id], at=now).get(episode.person_id, NONE_SEEN)
    values = values_in_team_for(worker, episode.team_id)
    return facts_about(somebody, spells, missed=missed, signs=signs, on=today(), values=values)
