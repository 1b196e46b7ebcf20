"""Somebody's chronology, put together from every room; a new room adds its line here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from alongside.access.chronology import Kind, Moment, Sieve, moments
from alongside.careplans.moments import KINDS as OF_CAREPLANS
from alongside.caseload.moments import KINDS as OF_CASELOAD
from alongside.contacts.moments import KINDS as OF_CONTACTS
from alongside.documents.moments import KINDS as OF_DOCUMENTS
from alongside.inpatient.moments import KINDS as OF_INPATIENT
from alongside.kernel.period import day_of
from alongside.people.moments import KINDS as OF_PEOPLE
from alongside.referrals.moments import KINDS as OF_REFERRALS
from alongside.rights.moments import KINDS as OF_RIGHTS
from alongside.staff.models import Worker
from alongside.today.moments import KINDS as OF_TODAY

KINDS: tuple[Kind, ...] = (
    *OF_CONTACTS,
    *OF_CAREPLANS,
    *OF_CASELOAD,
    *OF_REFERRALS,
    *OF_INPATIENT,
    *OF_TODAY,
    *OF_DOCUMENTS,
    *OF_PEOPLE,
    *OF_RIGHTS,
)


def moments_for(worker: Worker, person_id: UUID, sieve: Sieve, *, now: datetime) -> list[Moment]:
    """Return what happened to somebody, newest first, as far as this worker may see it."""
    return moments(KINDS, person_id, team_ids=worker.team_ids, sieve=sieve, now=now)


def by_day(moments: Iterable[Moment]) -> list[tuple[date, list[Moment]]]:
    """Return moments under the days in London on which they were, in the order given."""
    return [(day, list(each)) for day, each in groupby(moments, key=lambda one: day_of(one.at))]
