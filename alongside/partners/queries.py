"""Finding agencies."""

from __future__ import annotations

from django.db.models import QuerySet

from alongside.partners.models import Agency


def visiting_agencies() -> QuerySet[Agency]:
    """Return the agencies whose workers go on visits with ours, by name. GP practices do not."""
    return Agency.objects.exclude(kind=Agency.Kind.GP_PRACTICE).order_by("name", "pk")
