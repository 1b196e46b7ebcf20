"""Freeze how far each team keeps each standard this week; run it once a week, on Monday morning."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from alongside.access import context
from alongside.kernel.period import day_of, monday_of
from alongside.staff.models import Team
from alongside.staff.queries import program_within, teams_keeping_caseload
from alongside.standards import actions
from alongside.standards.queries import weeks_counted_for


class Command(BaseCommand):
    """Freeze how far each team keeps each standard this week; run it once a week."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask how many weeks to look back for those that nobody counted."""
        parser.add_argument(
            "--weeks", type=int, default=1, help="how many weeks, from what the record says of them"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - as Django calls it
        """Count each team, as itself and seeing nobody else's people."""
        frozen = 0
        for team in teams_keeping_caseload().filter(closed_on=None):
            with transaction.atomic():
                frozen += _count(team, options["weeks"])
        if options["verbosity"]:
            self.stdout.write(f"{frozen} weeks of teams counted")


def _count(team: Team, weeks: int) -> int:
    now = timezone.now()
    worker = program_within(team)
    context.enter(worker_id=worker.pk, team_ids=[team.pk], request="count_standards")
    monday = monday_of(day_of(now))
    wanted = {monday - timedelta(weeks=back) for back in range(weeks)}
    missing = wanted - weeks_counted_for(worker, team)
    for week_of in sorted(missing):
        actions.count_week(team, week_of=week_of, by=worker, at=now)
    return len(missing)
