"""A sealed log as whoever attacks it or verifies it has it: knows nothing of the program."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg.pq import TransactionStatus

from alongside.audit.verify import Report, lines_of, verify

SUPERUSERS_LICENCE = "SET session_replication_role = replica"  # no trigger fires, no key is checked


@dataclass
class Sealed:
    """What is logged in a database, and the file that is told of it."""

    superuser: psycopg.Connection[Any]
    heads: Path
    key: Ed25519PrivateKey

    def verify(self, *, first_only: bool = False) -> Report:
        """Ask the verifier, which reads the file and the database."""
        is_open = self.superuser.info.transaction_status is TransactionStatus.INTRANS
        with nullcontext() if is_open else self.superuser.transaction():
            public = self.key.public_key().public_bytes_raw()
            return verify(self.superuser, lines_of(self.heads), public, first_only=first_only)

    def ids(self, table: str, *, most: int = 2) -> list[str]:
        """Return the ids of the first rows of a table."""
        found = self.superuser.execute(f"SELECT id::text FROM {table} ORDER BY at, id".encode())
        return [row[0] for row in found.fetchmany(most)]
