"""Seal what was logged since the last seal; with --every 10, go on doing so."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from alongside.audit.queries import PATIENCE
from alongside.audit.sealer import NotSealed, Sealer
from alongside.nhsuk.words import moment

# A superuser, or a role that may act as the owner of the tables: it could change what it seals.
_MAY_TOO_MUCH = """SELECT rolsuper OR EXISTS (
    SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND pg_has_role(relowner, 'MEMBER'))
FROM pg_roles WHERE rolname = current_user"""
_WAITING = "SELECT alongside_unsealed_since(), now()"


class Command(BaseCommand):
    """Seal the log, say whether it is sealed, or with which key a seal is checked."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask how often, and whether only something is to be said."""
        parser.add_argument("--every", type=float, help="seconds between two seals; once without")
        parser.add_argument("--public", action="store_true", help="print the key for verifying")
        parser.add_argument(
            "--check", action="store_true", help="say whether the sealer works; end with 1 if not"
        )
        parser.add_argument(
            "--hand-over",
            type=bytes.fromhex,
            metavar="KEY",
            help="seal, and name the public key that seals from now on",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - as Django calls it
        """Do what is asked; whatever is half done when somebody stops it is undone."""
        if options["check"]:
            self._check()
            return
        if not settings.SEAL_KEY:
            raise CommandError("Set SEAL_KEY to 32 random bytes in base64.")
        key = Ed25519PrivateKey.from_private_bytes(settings.SEAL_KEY)
        if options["public"]:
            self.stdout.write(key.public_key().public_bytes_raw().hex())
            return
        if not settings.SEAL_TO:
            raise CommandError("Set SEAL_TO to a file that is not where the database is.")
        with _connected() as connection:
            self._seal(Sealer(connection, key, Path(settings.SEAL_TO)), options)

    def _seal(self, sealer: Sealer, options: dict[str, Any]) -> None:
        if options["hand_over"]:
            _or_error(lambda: sealer.hand_over(options["hand_over"], timezone.now()))
            self.stdout.write("handed over")
            return
        while True:
            sealed = _or_error(lambda: sealer.seal(timezone.now()))
            if options["verbosity"] and (sealed or not options["every"]):
                self.stdout.write(f"{sealed} rows sealed")
            if not options["every"]:
                return
            time.sleep(options["every"])

    def _check(self) -> None:
        """Say whether something has waited for too long: for whatever watches over services."""
        with _connected() as connection:
            [(since, now)] = connection.execute(_WAITING)
        if since is not None and now - since > PATIENCE:
            raise CommandError(f"Nothing was sealed since {_said(since)}: the sealer has stopped.")
        self.stdout.write("sealed" if since is None else f"waiting since {_said(since)}")


def _said(at: datetime) -> str:
    return moment(at)


def _or_error(act: Callable[[], int]) -> int:
    try:
        return act()
    except NotSealed as reason:
        raise CommandError(str(reason)) from reason
    except OSError as reason:  # what was sealed is told when it can be
        raise CommandError(f"SEAL_TO cannot be written: {reason}") from reason


def _connected() -> psycopg.Connection[Any]:
    """Connect as the sealer, which reads digests and sees nobody."""
    url = os.environ.get("SEALER_DATABASE_URL", "")
    if not url:
        raise CommandError("Set SEALER_DATABASE_URL to the database, as alongside_sealer.")
    connection = psycopg.connect(url, autocommit=True)
    [(too_much,)] = connection.execute(_MAY_TOO_MUCH)
    if too_much:
        connection.close()
        raise CommandError("SEALER_DATABASE_URL must name alongside_sealer: it owns nothing.")
    return connection
