"""Finding agencies."""

from __future__ import annotations

from django.db.models import QuerySet

from alongside.partners.models import Agency
from alongside.staff.models import Worker


def visiting_agencies_for(worker: Worker) -> QuerySet[Agency]:
    """Return the agencies whose workers go on visits with ours, by name. GP practices do not."""
    if not worker.team_ids:
        return Agency.objects.none()
    return Agency.objects.exclude(kind=Agency.Kind.GP_PRACTICE).order_by("name", "pk")
