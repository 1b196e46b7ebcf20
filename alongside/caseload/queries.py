"""Finding who is in whose care."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from alongside.access.queries import people_known_to
from alongside.caseload.models import (
    Allocation,
    CareCoordination,
    Discharge,
    Episode,
    EpisodeFramework,
    EpisodeQuerySet,
    Pause,
    Transfer,
    WaitingPlace,
    ZoneSetting,
)
from alongside.documents.models import Sent
from alongside.documents.queries import sent_since
from alongside.kernel.period import day_of, start_of
from alongside.policy.intensity import Intensity
from alongside.policy.priority import Priority
from alongside.policy.waiting import Place, Waiting, waiting_list
from alongside.referrals.models import Referral
from alongside.referrals.queries import receiving
from alongside.referrals.queries.deciding import acceptances_of
from alongside.staff.models import Worker


def episodes_for(worker: Worker) -> EpisodeQuerySet:
    """Return the open episodes of care that this worker may see."""
    return (
        Episode.objects.open()
        .filter(team_id__in=worker.team_ids, person__in=people_known_to(worker.team_ids))
        .select_related("person", "team")
    )


def is_in_care_for(worker: Worker, person_id: UUID) -> bool:
    """Whether somebody whom this worker's teams know is in the care of any team, also another's."""
    known = people_known_to(worker.team_ids)
    return Episode.objects.open().filter(person_id=person_id, person__in=known).exists()


def zones_for(worker: Worker, episode: Episode) -> QuerySet[ZoneSetting]:
    """Return every zone that was decided on in an episode this worker may see, oldest first."""
    return (
        ZoneSetting.objects.filter(episode=episode, episode__team_id__in=worker.team_ids)
        .select_related("owner", "set_by")
        .order_by("set_at", "pk")
    )


def levels_for(worker: Worker, episode: Episode) -> list[EpisodeFramework]:
    """Return every change of level in an episode this worker may see, the latest first."""
    found = EpisodeFramework.objects.filter(episode=episode, episode__team_id__in=worker.team_ids)
    return list(found.select_related("set_by").order_by("-holds_from", "-set_at"))


def unmet_wishes_for(worker: Worker, episode: Episode | UUID) -> dict[str, str]:
    """Return the wishes that the choice of the care co-ordinator left unmet, each with why."""
    newest = (
        Allocation.objects.filter(episode=episode, episode__team_id__in=worker.team_ids)
        .order_by("-at", "-pk")
        .first()
    )
    return unmet_of(newest.wishes_not_met if newest else [])


def unmet_of(wishes_not_met: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the wishes that a choice left unmet, each with why, from how it is kept."""
    return {each["wish"]: each["why"] for each in wishes_not_met}


def coordinator_for(
    worker: Worker, person_id: UUID, *, team_id: int, at: datetime
) -> Worker | None:
    """Return who co-ordinates somebody's care in a team at a moment, or None."""
    named = (
        CareCoordination.objects.filter(
            Q(ended_at=None) | Q(ended_at__gt=at),
            episode__in=episodes_for(worker).filter(team_id=team_id, person_id=person_id),
            began_at__lte=at,
        )
        .select_related("worker")
        .order_by("-began_at")
        .first()
    )
    return named.worker if named else None


def episode_of_for(worker: Worker, person_id: UUID, *, team_ids: Iterable[int]) -> Episode | None:
    """Return somebody's open episode in one of some teams of this worker's, or None."""
    found = episodes_for(worker).filter(person_id=person_id, team_id__in=list(team_ids))
    return found.select_related("person", "team__service__provider").order_by("began_on").first()


def intensities_for(worker: Worker, team_id: int) -> dict[UUID, list[Intensity]]:
    """Return, for each care co-ordinator of a team, what is agreed with each of their people.

    Somebody with whom nothing is agreed yet counts as once a week, the least that is offered.
    """
    newest = ZoneSetting.objects.filter(episode=OuterRef("episode")).order_by("-set_at")
    rows = (
        CareCoordination.objects.filter(
            ended_at=None, episode__in=episodes_for(worker).filter(team_id=team_id)
        )
        .annotate(agreed=Subquery(newest.values("contacts_a_week")[:1]))
        .values_list("worker_id", "agreed")
    )
    found: dict[UUID, list[Intensity]] = {}
    for worker_id, agreed in rows:
        found.setdefault(worker_id, []).append(Intensity.a_week(agreed or 1))
    return found


def waiting_places_for(worker: Worker, team_ids: Iterable[int]) -> list[WaitingPlace]:
    """Return the newest place of everybody who waits for a team and is not yet in its care."""
    in_care = Episode.objects.filter(
        person=OuterRef("person"), team=OuterRef("team"), began_on__gte=OuterRef("since__date")
    )
    places = (
        WaitingPlace.objects.filter(
            ~Exists(in_care),
            team_id__in=worker.team_ids & frozenset(team_ids),
            person__in=people_known_to(worker.team_ids),
            person__died_on=None,
            referral__withdrawn_at=None,
        )
        .annotate(
            accepted_at=Subquery(acceptances_of(OuterRef("referral")).values("decided_at")[:1])
        )
        .select_related("person", "referral", "placed_by", "team__service")
        .order_by("referral_id", "-placed_at", "-pk")
        .distinct("referral_id")
    )
    return list(places)


def transfers_for(worker: Worker) -> QuerySet[Transfer]:
    """Return the transfers on their way, from this worker's teams and to them, oldest first."""
    ours = Q(episode__team_id__in=worker.team_ids) | Q(to_team_id__in=worker.team_ids)
    return (
        Transfer.objects.filter(ours, first_met_on=None, abandoned_at=None)
        .select_related("person", "to_team", "asked_by", "episode__team__service")
        .order_by("asked_at")
    )


def transfer_of_for(worker: Worker, person_id: UUID) -> Transfer | None:
    """Return the transfer of somebody that is on its way and that this worker may see, or None."""
    return transfers_for(worker).filter(person_id=person_id).first()


def met_transfer_for(worker: Worker, episode: Episode) -> Transfer | None:
    """Return the transfer out of an episode at whose end the new team met the person, or None."""
    found = Transfer.objects.filter(episode=episode, episode__team_id__in=worker.team_ids)
    found = found.select_related("to_team")
    return found.exclude(first_met_on=None).order_by("-first_met_on").first()


def pause_of_for(worker: Worker, episode: Episode, *, on: date) -> Pause | None:
    """Return the pause that goes on on a day in an episode that this worker may see, or None."""
    found = Pause.objects.filter(episode=episode, episode__team_id__in=worker.team_ids)
    return found.going_on(on).order_by("-began_on", "-pk").first()


def past_discharges_for(worker: Worker, person_id: UUID) -> QuerySet[Discharge]:
    """Return the discharges of somebody that this worker may see, newest first."""
    return (
        Discharge.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("episode__team", "discharged_by")
        .order_by("-discharged_at")
    )


def accepted_for(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return one referral that was accepted and taken in and that this worker may see, or None."""
    accepted = receiving.accepted_for(worker).filter(person__isnull=False, withdrawn_at=None)
    return accepted.select_related("person", "to_team__service").filter(pk=referral_id).first()


def unplaced_for(worker: Worker) -> QuerySet[Referral]:
    """Return the referrals accepted and taken in, with neither a place to wait nor care yet."""
    placed = WaitingPlace.objects.filter(referral=OuterRef("pk"))
    in_care = Episode.objects.filter(referral=OuterRef("pk"))
    return (
        receiving.accepted_for(worker)
        .filter(~Exists(placed), ~Exists(in_care))
        .filter(person__isnull=False, person__died_on=None, withdrawn_at=None)
        .select_related("person")
        .order_by("received_at")
    )


def waiting_for(worker: Worker, *, today: date) -> list[tuple[WaitingPlace, Place]]:
    """Return everybody who waits for this worker's teams, in order, each with why they are there.

    Each team has a list of its own; the lists follow each other by the name of the team.
    """
    found: list[tuple[WaitingPlace, Place]] = []
    rows = sorted(waiting_places_for(worker, worker.team_ids), key=lambda row: row.team.name)
    for _, of_team in groupby(rows, key=lambda row: row.team_id):
        by_id = {str(row.pk): row for row in of_team}
        places = waiting_list((_waits(row) for row in by_id.values()), today=today)
        found += [(by_id[place.waiting.id], place) for place in places]
    return found


def _waits(row: WaitingPlace) -> Waiting:
    return Waiting(
        id=str(row.pk),
        priority=Priority(row.priority),
        since=day_of(row.since),
        coming_back=row.referral.returned_from is not None,
    )


def summaries_for(worker: Worker, episode: Episode) -> list[Sent]:
    """Return the discharge summaries that were given in an episode of care, newest first."""
    if episode.team_id not in worker.team_ids:
        return []
    return sent_since(
        start_of(episode.began_on),
        person_id=episode.person_id,
        team_id=episode.team_id,
        kinds=("discharge-summary",),
    )
