"""Taking people into care, naming who co-ordinates it, agreeing on zones, pausing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from alongside.access import actions as access
from alongside.access.models import Relationship
from alongside.audit.trail import audited, record
from alongside.caseload.frameworks import framework_of
from alongside.caseload.models import (
    Allocation,
    CareCoordination,
    Discharge,
    Episode,
    EpisodeFramework,
    Pause,
    WaitingPlace,
    ZoneSetting,
)
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import day
from alongside.people.models import Person
from alongside.policy.allocation import AllocationFacts, may_allocate
from alongside.policy.frameworks import FRAMEWORKS, levels_of
from alongside.referrals.models import Referral
from alongside.staff.models import Team, Worker
from alongside.staff.queries import framework_of_service


@audited
def wait(
    referral: Referral, *, priority: str, why: str, since: datetime, by: Worker, at: datetime
) -> WaitingPlace:
    """Place somebody who was accepted on the waiting list, or place them anew with why."""
    if referral.person_id is None:
        raise Refused("Say first who this is: the referral has not been taken in.")
    place = WaitingPlace.objects.create(
        referral=referral,
        person_id=referral.person_id,
        team_id=referral.to_team_id,
        since=since,
        priority=priority,
        why=why,
        placed_by=by,
        placed_at=at,
    )
    record("waiting.placed", on=place, by=by, at=at, priority=priority, why=why)
    return place


@audited
def begin_care(
    person: Person,
    *,
    team: Team,
    pathway: str,
    began_on: date,
    by: Worker,
    at: datetime,
    framework: str = "",
    referral: Referral | None = None,
    returned_from: Discharge | None = None,
) -> Episode:
    """Begin an episode of care; refused while the same team still has one that goes on.

    It begins under the framework of the service on its first day, or on another level of that.
    """
    # Two workers who begin at the same moment wait for each other here.
    access.come_to_know(
        person.pk, team_id=team.pk, because=Relationship.Because.IN_OUR_CARE, by=by, at=at
    )
    if Episode.objects.open().filter(person=person, team=team).exists():
        raise Refused(f"{person.name_to_use} is already in the care of {team}.")
    _begins_after_what_led_to_it(person, team, referral, began_on)
    if referral is not None and Episode.objects.filter(referral=referral).exists():
        raise Refused("Care began on this referral before. A new referral is needed to come back.")
    usual = framework_of_service(team.service, on=began_on)
    if framework and framework not in _levels(usual):
        raise Refused("The service does not work under that framework.")
    episode = Episode.objects.create(
        person=person,
        team=team,
        referral=referral,
        pathway=pathway,
        framework=framework or usual,
        began_on=began_on,
        returned_from=returned_from,
    )
    record("episode.began", on=episode, by=by, at=at, began_on=began_on, team=team.name)
    return episode


def _begins_after_what_led_to_it(
    person: Person, team: Team, referral: Referral | None, began_on: date
) -> None:
    """Refuse a first day before the referral came, or before the care that went before ended."""
    if referral is not None and referral.received_at and began_on < day_of(referral.received_at):
        raise Refused(
            f"Care cannot begin on {day(began_on)}: the referral was received on "
            f"{day(referral.received_at)}. Change the first day.",
            about="began_on",
        )
    left = Discharge.objects.filter(person=person, episode__team=team).order_by("-discharged_at")
    last = left.values_list("discharged_at", flat=True).first()
    if last is not None and began_on < day_of(last):
        raise Refused(
            f"Care cannot begin on {day(began_on)}: the care before it ended on {day(last)}. "
            "Change the first day.",
            about="began_on",
        )


@dataclass(frozen=True)
class Choice:
    """Who was chosen as care co-ordinator, among whom, and what the choice leaves unmet."""

    worker: Worker
    facts: AllocationFacts
    candidates: Sequence[dict[str, Any]] = field(default_factory=tuple)
    why: str = ""


@audited
def name_coordinator(
    episode: Episode, *, choice: Choice, by: Worker, at: datetime
) -> CareCoordination:
    """Name somebody's care co-ordinator, from the moment at which the last one ends: no gap."""
    Refused.unless(may_allocate(choice.facts))
    _locked(episode)
    current = CareCoordination.objects.filter(episode=episode, ended_at=None)
    if newer := current.filter(began_at__gt=at).select_related("worker").first():
        raise Refused(f"{newer.worker.name} was named meanwhile. Look first whether that is right.")
    current.update(ended_at=at)
    Allocation.objects.create(
        episode=episode,
        person_id=episode.person_id,
        worker=choice.worker,
        candidates=list(choice.candidates),
        wishes_not_met=[
            {"wish": str(wish), "why": choice.facts.why_unmet} for wish in choice.facts.unmet
        ],
        why=choice.why or choice.facts.why_not_asked,
        by=by,
        at=at,
    )
    named = CareCoordination.objects.create(
        episode=episode, person_id=episode.person_id, worker=choice.worker, began_at=at
    )
    record("coordinator.named", on=named, by=by, at=at, worker=choice.worker.name, why=choice.why)
    return named


@audited
def take_into_care(  # noqa: PLR0913 - all that is asked when care begins
    person: Person,
    *,
    team: Team,
    choice: Choice,
    pathway: str,
    began_on: date,
    by: Worker,
    at: datetime,
    framework: str = "",
    referral: Referral | None = None,
    returned_from: Discharge | None = None,
) -> Episode:
    """Begin somebody's care with a named care co-ordinator from the first moment."""
    episode = begin_care(
        person,
        team=team,
        pathway=pathway,
        framework=framework,
        began_on=began_on,
        referral=referral,
        returned_from=returned_from,
        by=by,
        at=at,
    )
    name_coordinator(episode, choice=choice, by=by, at=at)
    return episode


@audited
def end_coordination(episode: Episode, *, why: str, by: Worker, at: datetime) -> None:
    """End a care co-ordinator's part with nobody named yet: the gap is on the board at once."""
    current = (
        CareCoordination.objects.select_for_update()
        .filter(episode=episode, ended_at=None, began_at__lte=at)
        .first()
    )
    if current is None:
        raise Refused("Somebody else has changed who co-ordinates this care meanwhile.")
    current.ended_at = at
    current.save(update_fields=["ended_at"])
    record("coordinator.ended", on=current, by=by, at=at, why=why)


@audited
def change_level(
    episode: Episode, *, framework: str, holds_from: date, why: str, by: Worker, at: datetime
) -> EpisodeFramework:
    """Move somebody to another level of the framework they are under, from a day on."""
    _locked(episode)
    was = framework_of(episode, on=holds_from)
    if framework not in _levels(was.id):
        raise Refused("There are no levels in the framework under which this care goes on.")
    if framework == was.id:
        raise Refused(f"That is the level on which this care goes on: {was.name}.")
    if holds_from < episode.began_on:
        raise Refused("That day lies before this care began.")
    changed = EpisodeFramework.objects.create(
        episode=episode,
        person_id=episode.person_id,
        framework=framework,
        holds_from=holds_from,
        why=why,
        set_by=by,
        set_at=at,
    )
    record("episode.level-changed", on=changed, by=by, at=at, framework=framework, why=why)
    return changed


def _levels(framework: str) -> set[str]:
    return {each.id for each in levels_of(FRAMEWORKS[framework])}


@dataclass(frozen=True)
class ZoneChoice:
    """A zone that people decided on, with its reason and the person's own view."""

    zone: str
    reason: str
    owner: Worker
    review_on: date
    contacts_a_week: Decimal
    explanation: str = ""
    persons_view: str = ""
    agreed_with_person: bool | None = None


@audited
def set_zone(episode: Episode, *, choice: ZoneChoice, by: Worker, at: datetime) -> ZoneSetting:
    """Put somebody into a zone; the ones before stay in the record."""
    _locked(episode)
    setting = ZoneSetting.objects.create(
        episode=episode,
        person_id=episode.person_id,
        zone=choice.zone,
        reason=choice.reason,
        explanation=choice.explanation,
        persons_view=choice.persons_view,
        contacts_a_week=choice.contacts_a_week,
        agreed_with_person=choice.agreed_with_person,
        owner=choice.owner,
        review_on=choice.review_on,
        set_by=by,
        set_at=at,
    )
    record("zone.set", on=setting, by=by, at=at, zone=choice.zone, reason=choice.reason)
    return setting


@audited
def pause(episode: Episode, *, why: str, began_on: date, by: Worker, at: datetime) -> Pause:
    """Pause care for a reason. Nobody becomes unseen by it: the silent interval still counts."""
    _locked(episode)
    if Pause.objects.filter(episode=episode, ended_on=None).exists():
        raise Refused("Care is paused already. End that pause before you begin another.")
    if began_on < episode.began_on:
        raise Refused(
            f"A pause cannot begin on {day(began_on)}: care began on {day(episode.began_on)}."
        )
    paused = Pause.objects.create(
        episode=episode, person_id=episode.person_id, why=why, began_on=began_on, by=by
    )
    record("care.paused", on=paused, by=by, at=at, why=why, began_on=began_on)
    return paused


@audited
def resume(episode: Episode, *, ended_on: date, by: Worker, at: datetime) -> Pause:
    """End a pause; its last day is the day before care goes on."""
    paused = Pause.objects.select_for_update().filter(episode=episode, ended_on=None).first()
    if paused is None:
        raise Refused("Somebody else has ended this pause meanwhile.")
    paused.ended_on = ended_on
    paused.save(update_fields=["ended_on"])
    record("care.resumed", on=paused, by=by, at=at, ended_on=ended_on)
    return paused


def _locked(episode: Episode) -> Episode:
    """Lock an episode that goes on, or refuse with a sentence."""
    found = Episode.objects.select_for_update(of=("self",)).open().filter(pk=episode.pk).first()
    if found is None:
        raise Refused("This episode of care has ended.")
    return found
