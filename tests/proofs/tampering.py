"""Whoever administers the database changes the log: every attack on a list, and bits by lot.

The attacks (attacks.py) are done as a superuser: no trigger fires and no key is checked.
Each is undone again, and the verifier must say of each what the list says. The bits (flips.py) are
flipped one at a time, in any column of any row of the log, of its leaves and its seals, and in any
byte of the file of heads; each is found when the verifier finds any fault, and the log that nobody
touched has none. Several processes flip at once, each in a copy of the same log.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from alongside.audit.verify import lines_of, verify
from dev import databases, testing
from dev.postgres import OWNER
from tests.cast import Cast
from tests.proofs.attacks import ATTACKS
from tests.proofs.flips import KEY, flipped
from tests.proofs.log import Log
from tests.proofs.promise import Line, Scale, all_of, at_least, none_of
from tests.proofs.sealed import SUPERUSERS_LICENCE
from tests.proofs.worlds import small_world

A_SECOND = 100_000  # rows that are verified
HIDDEN = """
INSERT INTO access_opening SELECT gen_random_uuid(), worker_id, person_ids, 'forged', at,
    kind, purpose, because FROM access_opening LIMIT 1;
    DROP POLICY owned_by ON access_opening;
    CREATE POLICY owned_by ON access_opening TO alongside_owner USING (page <> 'forged')"""
MANY = """
INSERT INTO audit_entry (what, person_id, subject, subject_id, by_id, at, written_at, details)
SELECT 'contact.recorded', gen_random_uuid(), 'contact', gen_random_uuid(), gen_random_uuid(),
       now(), now(), jsonb_build_object('outcome', 'seen', 'minutes', n)
  FROM generate_series(1, %(most)s) AS n;
INSERT INTO access_opening (id, worker_id, person_ids, page, at, kind, purpose, because)
SELECT gen_random_uuid(), gen_random_uuid(), ARRAY[gen_random_uuid()], '/people/' || n || '/',
       now(), 'clinical', '', ''
  FROM generate_series(1, %(most)s) AS n"""


def prove(scale: Scale) -> Iterator[Line]:
    """Attack the log in every way that is known, flip bits by lot, and measure the verifier."""
    with small_world() as cast, a_log(cast) as log:
        if untouched := log.verify().faults:
            yield all_of("a log that nobody touched", tried=1, missed=untouched, least=1)
        unfound = [*attacks_unfound(log), *hidden_unfound(log)]
        unfound += [missed for has in (False, True) for missed in replaced_unfound(log, cast, has)]
        yield all_of(
            "attacks by the superuser found", tried=len(ATTACKS) + 3, missed=unfound, least=10
        )
    with small_world() as cast, a_log(cast) as log:
        most = scale.of(full=100_000, quick=1_000)
        tried, missed = flipped_at_once(log, most, scale.seed)
        yield none_of(
            "bits flipped that the verifier did not find",
            tried=tried, wrong=missed, least=most, seed=scale.seed,
        )  # fmt: skip
    with small_world() as cast, a_log(cast) as log:
        rows, seconds, faults = verified_in(log, scale.of(full=200_000, quick=40_000))
        yield at_least(
            "rows verified a second, without a fault",
            value=0 if faults else rows / seconds,
            least=scale.of(full=A_SECOND, quick=A_SECOND / 2),  # who checks has a busy machine
            unit="rows/s",
            said=f"{rows:,} rows",
        )


@contextmanager
def a_log(cast: Cast) -> Iterator[Log]:
    """Lend a log that was written, and sealed three times."""
    with (
        tempfile.TemporaryDirectory() as folder,
        testing.CLUSTER.connect(testing.NAME) as superuser,
    ):
        key = Ed25519PrivateKey.from_private_bytes(KEY)
        log = Log(superuser, Path(folder, "heads"), key)
        log.begin(cast)
        yield log


def attacks_unfound(log: Log) -> list[str]:
    """Do what is on the list, each undone again; return which were not found as the list says."""
    entries = log.ids("audit_entry")
    log.superuser.execute(SUPERUSERS_LICENCE)
    unfound = []
    for attack, (statements, fault) in ATTACKS.items():
        with log.superuser.transaction(force_rollback=True):
            log.superuser.execute(statements.format(*entries).encode())
            found = "\n".join(log.verify().faults)
        if fault.format(*entries) not in found:
            unfound.append(f"{attack}: {found or 'no fault'}")
    return unfound + [f"after all was undone: {fault}" for fault in log.verify().faults]


def hidden_unfound(log: Log) -> list[str]:
    """Put a row in that pages show, and a policy that hides it from whoever verifies, the owner."""
    with testing.CLUSTER.connect(testing.NAME) as superuser:
        superuser.execute(SUPERUSERS_LICENCE)
        superuser.execute(HIDDEN.encode())
    with psycopg.connect(testing.CLUSTER.url(OWNER, testing.NAME)) as owner:
        faults = verify(owner, lines_of(log.heads), log.key.public_key().public_bytes_raw()).faults
    said = "access_opening may hide rows: it is no table, or a policy is in between."
    return [] if faults == [said] else [f"hide from whoever verifies: {faults or 'no fault'}"]


def replaced_unfound(log: Log, cast: Cast, has_the_key: bool) -> list[str]:
    """Truncate the log and forge another from end to end, without the key and even with it."""
    log.superuser.execute(SUPERUSERS_LICENCE)
    log.superuser.execute(ATTACKS["truncate everything"][0].encode())
    log.superuser.execute("SET session_replication_role = origin")
    another = Log(log.superuser, log.heads.with_name(f"others-{has_the_key}"), log.key)
    if not has_the_key:
        another.key = Ed25519PrivateKey.generate()
    another.begin(cast)
    found = log.verify().faults
    seals = [said for said in found if said.startswith("Seal ")]
    leaves = [said for said in found if said.startswith("The leaves do not come to head 1")]
    if len(seals) == 3 and leaves and not another.verify().faults:
        return []
    return [f"swap the whole log, {'with' if has_the_key else 'without'} the key: {found}"]


def flipped_at_once(log: Log, most: int, seed: int) -> tuple[int, list[str]]:
    """Flip bits in as many copies of a log as there are processors; return which nobody found."""
    parts = os.cpu_count() or 1
    names = [f"{testing.NAME}_flips_{part}" for part in range(parts)]
    with testing.CLUSTER.connect() as connection:
        log.superuser.close()  # a database is copied when nobody is in it
        connections.close_all()
        for name in names:
            databases.create(connection, name, template=testing.NAME)
        try:
            with ProcessPoolExecutor(parts, mp_context=get_context("spawn")) as processes:
                waited = [
                    processes.submit(
                        flipped,
                        testing.CLUSTER.url("postgres", name),
                        shutil.copyfile(log.heads, log.heads.with_name(f"heads-{part}")),
                        most // parts + (part < most % parts),
                        seed + part,
                    )
                    for part, name in enumerate(names)
                ]
                found = [each.result() for each in waited]
        finally:
            for name in names:
                databases.drop(connection, name)
    return sum(tried for tried, _ in found), [one for _, missed in found for one in missed]


def verified_in(log: Log, most: int) -> tuple[int, float, list[str]]:
    """Write and seal many rows; return how many are verified, in which time, and the faults."""
    log.superuser.execute("SET client_min_messages = warning")
    for statement in MANY.split(";"):
        log.superuser.execute(statement.encode(), {"most": most // 2})
    log.seal()
    log.superuser.execute("VACUUM ANALYZE audit_leaf, audit_entry, access_opening")
    took = []
    for _ in range(3):  # the quickest counts: what else a machine does is not the verifier's
        began = time.perf_counter()
        report = log.verify()
        took.append(time.perf_counter() - began)
    return report.verified, min(took), report.faults
