"""A small log, sealed three times, for those who try to change it unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alongside.access.actions import log_opening
from alongside.audit.sealer import Sealer
from alongside.audit.trail import audited, record
from alongside.audit.verify import Report, lines_of, verify
from alongside.people.models import Person
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

SUPERUSERS_LICENCE = "SET session_replication_role = replica"  # no trigger fires, no key is checked


@dataclass
class Log:
    """What is logged in a database, and the file that is told of it."""

    superuser: psycopg.Connection[Any]
    heads: Path
    key: Ed25519PrivateKey

    def write(self, cast: Cast, *, most: int = 6) -> None:
        """Record some actions and some looks, as pages do."""
        for number in range(most):
            with asking(cast.ngozi):
                _ring(cast.sam, number=f"07700 9001{number:02}", by=cast.ngozi, at=NOW)
                log_opening([cast.sam.pk], page=f"/people/{number}/", by=cast.ngozi, at=NOW)

    def seal(self, *, at: datetime = NOW) -> int:
        """Seal what waits."""
        return Sealer(self.superuser, self.key, self.heads).seal(at)

    def begin(self, cast: Cast) -> None:
        """Write and seal three times, and leave nothing waiting."""
        for minutes in range(3):
            self.write(cast)
            self.seal(at=NOW + timedelta(minutes=minutes))

    def verify(self) -> Report:
        """Ask the verifier, which reads the file and the database."""
        with self.superuser.transaction():
            return verify(
                self.superuser, lines_of(self.heads), self.key.public_key().public_bytes_raw()
            )

    def ids(self, table: str, *, most: int = 2) -> list[str]:
        """Return the ids of the first rows of a table."""
        found = self.superuser.execute(f"SELECT id::text FROM {table} ORDER BY at, id".encode())
        return [row[0] for row in found.fetchmany(most)]


@audited
def _ring(person: Person, *, number: str, by: Worker, at: datetime) -> None:
    record("person.rung", on=person, by=by, at=at, person_id=person.pk, number=number)
