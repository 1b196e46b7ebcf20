"""Seal what was logged since the last seal; with --every 10, go on doing so."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from alongside.audit.sealer import NotSealed, Sealer


class Command(BaseCommand):
    """Seal the log, or say which key a seal is checked with."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask how often, and whether only the public key is wanted."""
        parser.add_argument("--every", type=float, help="seconds between two seals; once without")
        parser.add_argument("--public", action="store_true", help="print the key for verifying")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - as Django calls it
        """Seal once, or until somebody stops it: whatever is half done is undone."""
        if not settings.SEAL_KEY:
            raise CommandError("Set SEAL_KEY to 32 random bytes in base64.")
        key = Ed25519PrivateKey.from_private_bytes(settings.SEAL_KEY)
        if options["public"]:
            self.stdout.write(key.public_key().public_bytes_raw().hex())
            return
        sealer = _sealer(key)
        while True:
            try:
                sealed = sealer.seal(timezone.now())
            except NotSealed as reason:
                raise CommandError(str(reason)) from reason
            except OSError as reason:  # what was sealed is told when it can be
                raise CommandError(f"SEAL_TO cannot be written: {reason}") from reason
            if options["verbosity"] and (sealed or not options["every"]):
                self.stdout.write(f"{sealed} rows sealed")
            if not options["every"]:
                return
            time.sleep(options["every"])


def _sealer(key: Ed25519PrivateKey) -> Sealer:
    if not settings.SEAL_TO:
        raise CommandError("Set SEAL_TO to a file that is not where the database is.")
    if not connection.settings_dict.get("AS_OWNER"):
        raise CommandError("The program may seal nothing: run this as the owner of the tables.")
    connection.ensure_connection()
    raw: Any = connection.connection
    return Sealer(raw, key, Path(settings.SEAL_TO))
