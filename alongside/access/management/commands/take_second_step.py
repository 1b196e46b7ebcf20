"""Take a lost second step away where no colleague can, so that it is set up anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from alongside.access import context
from alongside.access.actions import take_second_step
from alongside.access.models import Account
from alongside.kernel.rules import Refused


class Command(BaseCommand):
    """Take a lost second step away where no colleague can, so that it is set up anew."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the account."""
        parser.add_argument("--email", required=True, help="the address they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - as Django calls it
        """Take it away; the trail says that it was nobody who signs in."""
        account = Account.objects.filter(email=options["email"].lower()).first()
        if account is None:
            raise CommandError("Nobody signs in with this address.")
        program = Account(pk=context.NOBODY)
        try:
            with transaction.atomic():
                context.enter(worker_id=program.pk, team_ids=())
                take_second_step(account, by=program, at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("They set up a second step at the next sign-in, with their password.")
