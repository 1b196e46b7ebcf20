"""The criteria a service works by. They are no secret: whoever is refused may ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

from alongside.access.plain import columns_of, read
from alongside.referrals.models import Criteria


def criteria_in_force(service_id: int, *, on: date) -> Criteria | None:
    """Return the version in force in a service on a day, or None when it has none yet."""
    return criteria_of_services([service_id], on=on).get(service_id)


def criteria_of_services(service_ids: Iterable[int], *, on: date) -> dict[int, Criteria]:
    """Return the version in force on a day in each of some services."""
    with connection.cursor() as cursor:  # each list of referrals asks
        cursor.execute(_IN_FORCE, {"services": sorted(set(service_ids)), "on": on})
        versions = [read(Criteria, row) for row in cursor.fetchall()]
    return {version.service_id: version for version in versions}


_IN_FORCE = f"""
SELECT DISTINCT ON (version.service_id) {columns_of(Criteria, "version")}
FROM referrals_criteria AS version
WHERE version.service_id = ANY(%(services)s) AND version.in_force_from <= %(on)s
ORDER BY version.service_id, version.in_force_from DESC
"""  # noqa: S608 - made of the names of columns alone
