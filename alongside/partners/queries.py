"""Finding agencies."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from alongside.partners.models import Agency
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
