"""Freezing how far each standard is kept, week by week."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from alongside.kernel.period import day_of, monday_of, start_of
from alongside.policy.standards import Subject
from alongside.staff.models import Team, Worker
from alongside.standards.models import Share
from alongside.standards.queries import tallies_for, tallies_of_people_for


@transaction.atomic
def count_week(team: Team, *, week_of: date, by: Worker, at: datetime) -> list[Share]:
    """Freeze how far a team keeps each standard in a week; what was frozen before stays.

    This week is counted as it stands. An earlier one is reckoned from the record, as it stood when
    its Monday began, for people in care alone: of referrals and caseloads the record does not say
    how they stood, and their weeks stay empty. No line of the trail: these are numbers of nobody.
    """
    if week_of == monday_of(day_of(at)):
        found = tallies_for(by, team, at=at)
    else:
        then = tallies_of_people_for(by, team, at=start_of(week_of))
        found = {k: each for k, each in then.items() if each.standard.subject is Subject.PERSON}
    shares = [
        Share(
            team=team,
            standard=standard,
            week_of=week_of,
            of=each.applies,
            kept=each.kept,
            met=each.met,
            due=each.due,
            overdue=each.overdue,
            counted_at=at,
        )
        for standard, each in found.items()
    ]
    return Share.objects.bulk_create(shares, ignore_conflicts=True)
