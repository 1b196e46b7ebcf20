"""The versions of a service's criteria: drafts for its own teams, the rest for whoever asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from alongside.access.deciding import Action
from alongside.policy.terms import Term
from alongside.referrals.models import Criteria
from alongside.referrals.queries.criteria_in_force import criteria_in_force
from alongside.staff.models import Service, Worker
from alongside.staff.queries import services_with, teams_keeping_caseload


class Standing(Term):
    """Whether a version is written, chosen for a day to come, in use, or past."""

    colour: str

    DRAFT = "draft", "Draft", "grey"
    FUTURE = "future", "Begins later", "blue"
    IN_FORCE = "in force", "In force", "green"
    FORMER = "former", "Former", "white"


@dataclass(frozen=True)
class Version:
    """A version of the criteria, with how it stands on a day and when it ended or will end."""

    criteria: Criteria
    standing: Standing
    until: date | None = None  # the first day of the version that followed


def services_edited_for(worker: Worker) -> QuerySet[Service]:
    """Return the services whose criteria this worker may change."""
    return _services_of(worker.actor.teams_where(Action.EDIT_CRITERIA))


def services_read_for(worker: Worker) -> QuerySet[Service]:
    """Return the services whose criteria concern this worker: their own, or those they refer to."""
    if worker.may(Action.REFER):
        return services_with(teams_keeping_caseload().filter(closed_on=None))
    return _services_of(worker.team_ids)


def _services_of(team_ids: Iterable[int]) -> QuerySet[Service]:
    return services_with(teams_keeping_caseload().filter(pk__in=list(team_ids)))


def criteria_for(worker: Worker) -> QuerySet[Criteria]:
    """Return every version this worker may read; drafts are for the service's own teams alone."""
    own = _services_of(worker.team_ids).values("pk")
    return Criteria.objects.filter(
        Q(in_force_from__isnull=False) | Q(service__in=own)
    ).select_related("service", "written_by", "based_on")


def one_criteria_for(worker: Worker, criteria_id: int) -> Criteria | None:
    """Return one version that this worker may read, or None."""
    return criteria_for(worker).filter(pk=criteria_id).first()


def draft_of_criteria_for(worker: Worker, criteria_id: int) -> Criteria | None:
    """Return a draft that this worker may change, or None."""
    return (
        criteria_for(worker)
        .filter(pk=criteria_id, in_force_from=None, service__in=services_edited_for(worker))
        .first()
    )


def versions_for(worker: Worker, service_id: int, *, on: date) -> list[Version]:
    """Return the versions of a service: drafts first, then from the latest day to the earliest."""
    found = list(
        criteria_for(worker).filter(service_id=service_id).order_by("-in_force_from", "-written_at")
    )
    drafts = [Version(one, Standing.DRAFT) for one in found if one.in_force_from is None]
    dated = [one for one in found if one.in_force_from is not None]
    following = [None, *(one.in_force_from for one in dated)]
    return drafts + [
        Version(one, _standing(one, until, on), until)
        for one, until in zip(dated, following, strict=False)
    ]


def version_for(worker: Worker, criteria: Criteria, *, on: date) -> Version:
    """Return one version that this worker reads, with how it stands on a day."""
    if criteria.in_force_from is None:
        return Version(criteria, Standing.DRAFT)
    later = criteria_for(worker).filter(
        service_id=criteria.service_id, in_force_from__gt=criteria.in_force_from
    )
    until = later.order_by("in_force_from").values_list("in_force_from", flat=True).first()
    return Version(criteria, _standing(criteria, until, on), until)


def _standing(criteria: Criteria, until: date | None, on: date) -> Standing:
    if criteria.in_force_from is None:
        return Standing.DRAFT
    if criteria.in_force_from > on:
        return Standing.FUTURE
    return Standing.FORMER if until is not None and until <= on else Standing.IN_FORCE


def followed_by_for(worker: Worker, draft: Criteria, *, on: date) -> Criteria | None:
    """Return the version in force on a day, which a draft of this worker's would follow."""
    if not criteria_for(worker).filter(pk=draft.pk).exists():
        return None
    return criteria_in_force(draft.service_id, on=on)
