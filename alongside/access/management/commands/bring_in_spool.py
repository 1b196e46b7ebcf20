"""Bring what was logged on this server's disk, in emergencies, into the log of the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.access import spool


class Command(BaseCommand):
    """Bring what was logged on this server's disk, in emergencies, into the log of the database."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - as Django calls it
        """Bring it in; what was brought in before is not brought in twice."""
        try:
            found = spool.bring_in()
        except OSError as fault:
            raise CommandError(str(fault)) from fault
        if found or options["verbosity"] > 1:
            self.stdout.write(f"{found} brought into the log.")
