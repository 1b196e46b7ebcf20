"""The criteria a service works by. They are no secret: whoever is refused may ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alongside.referrals.models import Criteria


def criteria_in_force(service_id: int, *, on: date) -> Criteria | None:
    """Return the version in force in a service on a day, or None when it has none yet."""
    return criteria_of_services([service_id], on=on).get(service_id)


def criteria_of_services(service_ids: Iterable[int], *, on: date) -> dict[int, Criteria]:
    """Return the version in force on a day in each of some services."""
    versions = Criteria.objects.filter(service_id__in=list(service_ids), in_force_from__lte=on)
    # A service has few versions: the newest comes last and stays.
    return {version.service_id: version for version in versions.order_by("in_force_from")}
