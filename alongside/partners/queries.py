"""Finding agencies, what was agreed with them, and who comes from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.access.deciding import Action
from alongside.partners.models import Agency, AttachedPolicy, Practitioner, Protocol
from alongside.staff.models import Worker


def visiting_agencies_for(worker: Worker) -> QuerySet[Agency]:
    """Return the agencies whose workers go on visits with ours, by name. GP practices do not."""
    if not worker.team_ids:
        return Agency.objects.none()
    return Agency.objects.exclude(kind=Agency.Kind.GP_PRACTICE).order_by("name", "pk")


def gp_practices_for(worker: Worker, typed: str) -> QuerySet[Agency]:
    """Return the GP practices whose name, postcode or code begins or goes on with what is typed."""
    wanted = typed.strip()[:100]
    if not worker.team_ids or not wanted:
        return Agency.objects.none()
    fits = (
        Q(name__icontains=wanted)
        | Q(postcode__istartswith=wanted)
        | Q(ods_code__iexact=wanted)
        | Q(address__icontains=wanted)
    )
    return Agency.objects.filter(fits, kind=Agency.Kind.GP_PRACTICE).order_by("name", "pk")


def practitioner_of_account(account_id: UUID, *, on: date) -> Practitioner | None:
    """Return the practitioner who signs in with an account and works with us on a day, or None."""
    found = Practitioner.objects.filter(account_id=account_id).select_related("agency").first()
    return found if found and found.is_there(on) else None


def protocols_for(worker: Worker, team_id: int) -> list[Protocol]:
    """Return the newest version of each agreement of one of this worker's teams, by agency."""
    return _newest(worker.team_ids & {team_id})


def protocol_for(worker: Worker, agreement: UUID) -> Protocol | None:
    """Return the newest version of an agreement of one of this worker's teams, or None."""
    found = _newest(worker.team_ids)
    return next((each for each in found if each.agreement == agreement), None)


def versions_for(worker: Worker, agreement: UUID) -> list[Protocol]:
    """Return every version of an agreement, the newest first."""
    found = Protocol.objects.filter(agreement=agreement, team_id__in=worker.team_ids)
    return list(found.select_related("team", "agency", "written_by").order_by("-number"))


def policies_for(worker: Worker, agreement: UUID) -> QuerySet[AttachedPolicy]:
    """Return the policies that belong to an agreement, the newest of each name, unread."""
    found = AttachedPolicy.objects.filter(agreement=agreement, team_id__in=worker.team_ids)
    return _newest_of_each(found)


def policy_for(worker: Worker, agreement: UUID, policy_id: UUID) -> AttachedPolicy | None:
    """Return one policy of an agreement, an older one too, or None."""
    found = AttachedPolicy.objects.filter(agreement=agreement, team_id__in=worker.team_ids)
    return found.filter(pk=policy_id).first()


def practitioners_for(worker: Worker, agency_id: int) -> QuerySet[Practitioner]:
    """Return who comes from an agency with which one of this worker's teams has an agreement."""
    with_whom = {each.agency_id for each in _newest(worker.team_ids)}
    found = Practitioner.objects.filter(agency_id__in=with_whom & {agency_id})
    return found.select_related("agency", "account").order_by("name", "pk")


def practitioners_of_teams_for(
    worker: Worker, team_ids: Iterable[int], *, on: date
) -> QuerySet[Practitioner]:
    """Return who comes to some of this worker's teams on a day, under an agreement, by name."""
    wanted = worker.team_ids & frozenset(team_ids)
    with_whom = {each.agency_id for each in _newest(wanted) if not each.has_ended(on)}
    found = Practitioner.objects.filter(agency_id__in=with_whom, began_on__lte=on)
    still = found.filter(Q(ended_on=None) | Q(ended_on__gte=on))
    return still.select_related("agency").order_by("name", "pk")


def practitioner_for(worker: Worker, agency_id: int, practitioner_id: UUID) -> Practitioner | None:
    """Return one of them, or None."""
    return practitioners_for(worker, agency_id).filter(pk=practitioner_id).first()


def joint_days_for(
    worker: Worker, team_id: int, agency: Agency | None, *, on: date
) -> frozenset[int]:
    """Return the days of the week agreed between a team and an agency; none without agreement."""
    if agency is None:
        return frozenset()
    found = _newest(worker.team_ids & {team_id})
    agreed = [each for each in found if each.agency_id == agency.pk and not each.has_ended(on)]
    return frozenset(day for each in agreed for day in each.days)


def to_be_reviewed_for(worker: Worker, team_id: int, *, on: date) -> list[Protocol]:
    """Return the agreements whose review is near or overdue, for who agrees them; soonest first."""
    if not worker.may(Action.AGREE_PROTOCOLS, team_id=team_id):
        return []
    found = [each for each in _newest({team_id}) if each.is_to_be_reviewed(on)]
    return sorted(found, key=lambda each: each.review_on)


def agreed_with(agency_id: int) -> list[Protocol]:
    """Return the newest version of each agreement with an agency that whoever asks may see."""
    newest = Protocol.objects.filter(agency_id=agency_id).order_by("agreement", "-number")
    found = newest.distinct("agreement").select_related("team", "agency", "written_by")
    return sorted(found, key=lambda each: each.team.name)


def policies_agreed_with(agency_id: int, *, whole: bool = False) -> QuerySet[AttachedPolicy]:
    """Return the policies attached to agreements with an agency, the newest of each name."""
    found = AttachedPolicy.objects.filter(agency_id=agency_id)
    return found if whole else _newest_of_each(found)


def _newest(team_ids: Iterable[int]) -> list[Protocol]:
    newest = Protocol.objects.filter(team_id__in=list(team_ids)).order_by("agreement", "-number")
    found = newest.distinct("agreement").select_related("team", "agency", "written_by")
    return sorted(found, key=lambda each: (each.agency.name, each.drafted_on))


def _newest_of_each(found: QuerySet[AttachedPolicy]) -> QuerySet[AttachedPolicy]:
    newest = found.defer("content").order_by("name", "-at", "pk").distinct("name")
    return newest.select_related("by")


def agencies_called(agency_ids: Iterable[int]) -> dict[int, Agency]:
    """Return some agencies by their ids; which there are is no secret."""
    return Agency.objects.in_bulk(set(agency_ids))


def practitioners_called(ids: Iterable[UUID]) -> dict[UUID, Practitioner]:
    """Return some practitioners by their ids; that they work for an agency is no secret."""
    return Practitioner.objects.select_related("agency").in_bulk(set(ids))
