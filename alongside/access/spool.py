"""Who opened what in an emergency, on this server's own disk while the log takes nothing.

Nothing about anybody is sent that is not logged first. Whoever opened a record in an emergency may
need it in the very hour in which the database writes nothing any more: for them alone a line on the
disk stands in for the log, until `manage.py bring_in_spool` brings it in. Nobody's name is in it.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from alongside.access import context

_BRING_IN = (
    "INSERT INTO access_opening (id, worker_id, person_ids, page, at, kind, purpose, because)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_NOW = "openings.jsonl"


def keep(row: Sequence[Any]) -> None:
    """Keep one row of the log on the disk before the page is sent, or raise OSError."""
    line = json.dumps(row, default=str) + "\n"
    with _locked() as folder:
        kept = os.open(folder / _NOW, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(kept, line.encode())
            os.fsync(kept)
        finally:
            os.close(kept)


def bring_in() -> int:
    """Bring all that was kept into the log, each row once, and return how many lines there were.

    A file is removed when its rows are committed; after a crash in between it is read again.
    """
    with _locked() as folder:
        if (folder / _NOW).exists():
            (folder / _NOW).rename(folder / f"taken-{timezone.now():%Y%m%dT%H%M%S%f}.jsonl")
    found = 0
    for file in sorted(_folder().glob("taken-*.jsonl")):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        with transaction.atomic(), connection.cursor() as cursor:
            for row in rows:
                context.enter(worker_id=UUID(row[1]), team_ids=())
                cursor.execute(_BRING_IN, row)
        file.unlink()
        found += len(rows)
    return found


def _folder() -> Path:
    if not settings.SPOOL:
        raise OSError("SPOOL names no folder of this server")
    folder = Path(settings.SPOOL)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def _locked() -> Iterator[Path]:
    """Let one at a time write, or take what was written."""
    folder = _folder()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
