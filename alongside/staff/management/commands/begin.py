"""Make the first service of a provider, with a team and the manager who signs in first."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from alongside.kernel.rules import Refused
from alongside.policy.values import Nation
from alongside.staff.beginning import begin


class Command(BaseCommand):
    """Make the first service of a provider, with a team and the manager who signs in first."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the names, and under which nation's rules the service works."""
        parser.add_argument("--provider", required=True, help="the organisation that runs it")
        parser.add_argument("--service", required=True, help="what the service is called")
        parser.add_argument("--nation", type=Nation, choices=list(Nation), default=Nation.ENGLAND)
        parser.add_argument("--team", required=True, help="the first team")
        parser.add_argument("--name", required=True, help="who manages the team")
        parser.add_argument("--email", required=True, help="the address they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - as Django calls it
        """Make it, and show the first password once."""
        asked = ("provider", "service", "nation", "team", "name", "email")
        try:
            manager, password = begin(**{each: options[each] for each in asked}, at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{manager.name} signs in as {options['email']} with {password}")
        self.stdout.write("The password is shown only now; it is changed at the first sign-in.")
