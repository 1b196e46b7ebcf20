"""Every row that is committed is sealed once, whoever is stopped in between."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction
from django.test import Client

from alongside.access import context
from alongside.access.deciding import Role
from alongside.audit import sealer
from alongside.audit.heads import NewKey, head_in
from alongside.audit.sealer import NotSealed, Sealer
from alongside.audit.verify import SHAPES, lines_of
from alongside.staff.models import Worker
from dev import CHECKOUT, testing
from dev.postgres import OWNER, SEALER
from tests.cast import NOW, Cast, asking, hire
from tests.proofs.log import Log

AN_ENTRY = b"""INSERT INTO audit_entry (what, subject, subject_id, by_id, at, written_at, details)
    VALUES ('x', 'x', 'x', gen_random_uuid(), now(), now(), '{}')"""


def test_a_seal_says_how_large_the_log_is_and_follows_the_one_before(log: Log) -> None:
    heads = [head_in(line) for line in lines_of(log.heads)]
    assert [head.number for head in heads] == [1, 2, 3]
    assert [head.size for head in heads][1:] == [heads[0].size + 13, heads[0].size + 26]
    assert heads[2].previous == heads[1].root
    assert heads[2].at == "2026-11-23T09:02:00.000000+00:00"


def test_nothing_new_makes_no_seal(log: Log) -> None:
    before = log.heads.read_bytes()
    assert log.seal() == 0
    assert log.heads.read_bytes() == before


def test_rows_that_wait_are_counted_and_are_no_fault(log: Log, cast: Cast) -> None:
    log.write(cast, most=2)
    report = log.verify()
    assert (report.faults, report.unsealed) == ([], 4)


def test_who_began_earlier_and_commits_later_is_in_the_next_seal(log: Log, cast: Cast) -> None:
    with testing.CLUSTER.connect(testing.NAME) as slow:
        with slow.transaction():
            slow.execute(AN_ENTRY)
            log.write(cast, most=1)
            assert log.seal() == 2  # whoever takes long holds nobody's seal up
        assert log.verify().unsealed == 1
        assert log.seal() == 1
    report = log.verify()
    assert (report.faults, report.unsealed) == ([], 0)


def test_what_was_undone_is_not_sealed(log: Log) -> None:
    with log.superuser.transaction(force_rollback=True):
        log.superuser.execute(AN_ENTRY)
    assert log.seal() == 0


def test_nothing_is_missed_or_sealed_twice_while_many_write(log: Log) -> None:
    written, writers = 40, 4
    before = log.verify().verified

    def write() -> None:
        with testing.CLUSTER.connect(testing.NAME) as own:
            for _ in range(written):
                with own.transaction():
                    own.execute(AN_ENTRY)

    threads = [threading.Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    sealed = 0
    while any(thread.is_alive() for thread in threads):
        sealed += log.seal()
    sealed += log.seal()
    report = log.verify()
    assert sealed == written * writers
    assert (report.faults, report.unsealed) == ([], 0)
    assert report.verified == before + sealed


def test_many_rows_are_sealed_in_parts(
    log: Log, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "MOST", 5)
    log.write(cast)
    assert log.seal() == 12
    assert len(lines_of(log.heads)) == 6
    assert log.verify().faults == []


def test_a_clock_that_was_set_back_makes_no_head_older(log: Log, cast: Cast) -> None:
    log.write(cast, most=1)
    log.seal(at=NOW - timedelta(days=1))
    assert log.verify().faults == []


def test_two_sealers_never_work_at_once(log: Log) -> None:
    with testing.CLUSTER.connect(testing.NAME) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [sealer._LOCK])
        with pytest.raises(NotSealed, match="Another sealer"):
            log.seal()
        other.execute("SELECT pg_advisory_unlock(%s)", [sealer._LOCK])  # a hang-up takes a moment
    assert log.seal() == 0


def test_a_head_that_was_not_told_is_told_by_the_next_pass(
    log: Log, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the commit and the file: the seal is there, and is told as it was signed."""
    log.write(cast, most=1)
    with monkeypatch.context() as killed:
        killed.setattr(Sealer, "_append", _die)
        with pytest.raises(InterruptedError):
            log.seal()
    assert len(lines_of(log.heads)) == 3
    assert log.verify().unsealed == 2
    assert log.seal() == 0
    assert len(lines_of(log.heads)) == 4
    report = log.verify()
    assert (report.faults, report.unsealed) == ([], 0)


@pytest.mark.parametrize("lost", [1, 100, -1])
def test_a_line_that_was_half_written_is_completed(log: Log, lost: int) -> None:
    whole = log.heads.read_bytes()
    last = whole.splitlines(keepends=True)[-1]
    log.heads.write_bytes(whole[: -lost if lost > 0 else len(whole) - len(last)])
    assert log.seal() == 0
    assert log.heads.read_bytes() == whole


def _leave_half_a_line(log: Log) -> None:
    log.heads.write_bytes(log.heads.read_bytes() + b'{"number":')


def _spoil_the_last_line(log: Log) -> None:
    log.heads.write_bytes(log.heads.read_bytes() + b"nothing\n")


def _of_the_superuser(statement: bytes) -> Callable[[Log], None]:
    def change(log: Log) -> None:
        log.superuser.execute(b"SET session_replication_role = replica")
        log.superuser.execute(statement)

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_of_the_superuser(b"DELETE FROM audit_seal WHERE number = 3"), "does not hold head 3"),
        (_of_the_superuser(b"TRUNCATE audit_seal"), "does not hold head 3"),
        (_of_the_superuser(b"UPDATE audit_seal SET size = 1"), "does not hold head 3"),
        (
            _of_the_superuser(
                b"UPDATE audit_seal SET edge = set_bit(edge, 9, 1 - get_bit(edge, 9))"
            ),
            "Seal 3 was changed",
        ),
        (
            _of_the_superuser(
                b"INSERT INTO audit_seal SELECT 4, size + 1, root, edge, at, signature"
                b" FROM audit_seal WHERE number = 3"
            ),
            "Seal 4 in the database was not made with this key",
        ),
        (_leave_half_a_line, "no seal explains"),
        (_spoil_the_last_line, "no head"),
        (lambda log: setattr(log, "key", Ed25519PrivateKey.generate()), "another key"),
    ],
)
def test_the_sealer_builds_on_nothing_that_was_changed(
    log: Log, cast: Cast, change: Callable[[Log], None], says: str
) -> None:
    log.write(cast, most=1)
    change(log)
    with pytest.raises(NotSealed, match=says):
        log.seal()


def test_no_head_is_told_inside_a_transaction_that_may_be_undone(log: Log) -> None:
    log.superuser.autocommit = False
    with pytest.raises(NotSealed, match="open no transaction"):
        log.seal()


def test_what_was_logged_before_there_were_seals_is_sealed(log: Log) -> None:
    log.superuser.execute("TRUNCATE audit_unsealed, audit_leaf, audit_seal")
    log.heads.unlink()
    for table, shapes in SHAPES.items():
        [(shape, columns)] = shapes.items()
        log.superuser.execute("SELECT alongside_seals(%s, %s, %s)", [table, shape, columns])
    assert log.seal() >= 36
    report = log.verify()
    assert (report.faults, report.unsealed) == ([], 0)


@pytest.mark.parametrize("table", SHAPES)
def test_every_column_of_the_log_is_digested_and_by_trigger_as_by_verifier(
    log: Log, table: str
) -> None:
    columns = log.superuser.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [table]
    ).fetchall()
    shape, digested = list(SHAPES[table].items())[-1]
    assert [name for (name,) in columns if name not in re.findall(r"\w+", digested)] == []
    [(source,)] = log.superuser.execute(
        "SELECT prosrc FROM pg_proc WHERE proname = %s", [f"{table}_leaves_a_digest"]
    )
    assert f"jsonb_build_array({digested})" in source
    assert f"'{shape}'" in source


def test_no_setting_of_a_session_is_another_digest(log: Log) -> None:
    for setting in (
        "timezone = 'Asia/Tokyo'",
        "datestyle = 'German'",
        "client_encoding = 'LATIN1'",
    ):
        with testing.CLUSTER.connect(testing.NAME) as elsewhere:
            elsewhere.execute(f"SET {setting}".encode())
            elsewhere.execute(AN_ENTRY)
    assert log.seal() == 3
    assert log.verify().faults == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT FROM audit_unsealed",
        "DELETE FROM audit_unsealed",
        "INSERT INTO audit_unsealed (shape, row_id, digest) VALUES ('', '', '')",
        "UPDATE audit_leaf SET digest = ''",
        "INSERT INTO audit_seal SELECT * FROM audit_seal",
        "SELECT audit_entry_leaves_a_digest()",
        "SELECT alongside_seals('audit_entry', '', '')",
        "ALTER TABLE audit_entry DISABLE TRIGGER leaves_a_digest",
    ],
)
def test_the_program_reaches_nothing_that_is_sealed(cast: Cast, statement: str) -> None:
    with asking(cast.tom), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_owner_changes_no_leaf_and_no_seal_by_accident(log: Log) -> None:
    for statement in (b"UPDATE audit_leaf SET digest = ''", b"DELETE FROM audit_seal"):
        with pytest.raises(psycopg.Error, match="Cannot update or delete"):
            log.superuser.execute(statement)


def test_the_commands_seal_and_verify(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the install guide says: as the sealer, and the verifier without Django."""
    log.superuser.execute("TRUNCATE audit_leaf, audit_seal")
    log.heads.unlink()
    log.superuser.execute(AN_ENTRY)
    monkeypatch.setenv("SEAL_TO", str(log.heads))
    addresses = testing.CLUSTER.addresses(testing.NAME)
    assert _seal().stdout == "1 rows sealed\n"
    key = _seal("--public").stdout.strip()
    asked = [sys.executable, "-m", "alongside.audit.verify", str(log.heads), key]
    environment = os.environ | {"DATABASE_URL": addresses["DATABASE_OWNER_URL"]}
    said = subprocess.run(
        asked, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert "has no leaf" in said.stdout
    assert said.stdout.endswith("0 rows wait for their seal\n")
    log.superuser.execute("TRUNCATE access_opening CASCADE")
    log.superuser.execute("SET session_replication_role = replica")
    log.superuser.execute("DELETE FROM audit_entry WHERE what <> 'x'")
    said = subprocess.run(
        asked, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert (said.stdout, said.returncode) == (
        "1 rows verified, 0 faults; 0 rows wait for their seal\n", 0,
    )  # fmt: skip


def _seal(*asked: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "seal", *asked],
        env=os.environ | testing.CLUSTER.addresses(testing.NAME) | environment,
        cwd=CHECKOUT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_says_what_it_lacks(log: Log) -> None:
    log.superuser.execute("TRUNCATE audit_leaf, audit_seal")
    log.superuser.execute(AN_ENTRY)
    heads, owner = {"SEAL_TO": str(log.heads)}, testing.CLUSTER.url(OWNER, testing.NAME)
    for environment, says in (
        ({"SEAL_TO": ""}, "Set SEAL_TO"),
        ({"SEAL_TO": str(log.heads / "nowhere")}, "SEAL_TO cannot be written"),
        (heads | {"SEALER_DATABASE_URL": ""}, "Set SEALER_DATABASE_URL"),
        (heads | {"SEALER_DATABASE_URL": owner}, "must name alongside_sealer"),
    ):
        tried = _seal(**environment)
        assert tried.returncode == 1
        assert says in tried.stderr


def test_the_sealer_seals_and_sees_nothing_else(log: Log, cast: Cast) -> None:
    log.write(cast, most=2)
    with psycopg.connect(testing.CLUSTER.url(SEALER, testing.NAME), autocommit=True) as own:
        assert Sealer(own, log.key, log.heads).seal(NOW) == 4
        [(readable,)] = own.execute(
            "SELECT array_agg(relname::text ORDER BY relname) FROM pg_class WHERE relkind IN"
            " ('r', 'v', 'm') AND relnamespace = 'public'::regnamespace"
            " AND has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE, REFERENCES')"
        )
        assert readable == ["audit_leaf", "audit_seal", "audit_unsealed"]
        for statement in (
            b"SELECT FROM audit_entry", b"UPDATE audit_leaf SET digest = ''",
            b"DELETE FROM audit_seal", b"INSERT INTO audit_unsealed (shape) VALUES ('')",
            b"SELECT alongside_seals('audit_entry', '', '')",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(statement)
    assert log.verify().faults == []


def test_another_key_signs_because_the_one_before_said_so(log: Log, cast: Cast) -> None:
    """The verifier still begins with the first public key."""
    first, second = log.key, Ed25519PrivateKey.generate()
    log.write(cast, most=1)
    sealer = Sealer(log.superuser, first, log.heads)
    assert sealer.hand_over(second.public_key().public_bytes_raw(), NOW) == 2
    with pytest.raises(NotSealed, match="handed over to another key"):
        sealer.seal(NOW)
    log.write(cast, most=1)
    assert Sealer(log.superuser, second, log.heads).seal(NOW) == 2
    assert Sealer(log.superuser, second, log.heads).seal(NOW) == 0
    report = log.verify()
    assert (report.faults, report.unsealed) == ([], 0)
    # Whoever only has the second key names no third, and the old key signs nothing more.
    lines = lines_of(log.heads)
    log.heads.write_text("".join(f"{line}\n" for line in lines if not line.startswith('{"after"')))
    assert "Line 5 of the heads is not signed with this key." in log.verify().faults
    stranger = Ed25519PrivateKey.generate()
    forged = NewKey(4, stranger.public_key().public_bytes_raw().hex()).signed(stranger).line
    log.heads.write_text("".join(f"{line}\n" for line in [*lines[:4], forged, *lines[4:]]))
    assert log.verify().faults == ["Line 5 of the heads is not signed with this key."]
    early = [lines[0], lines[4], *lines[1:4], lines[5]]
    log.heads.write_text("".join(f"{line}\n" for line in early))
    assert "Line 2 of the heads names a key out of its place." in log.verify().faults


def test_a_sealer_that_stopped_is_noticed(log: Log, cast: Cast) -> None:
    assert _seal("--check").stdout == "sealed\n"
    log.write(cast, most=1)
    waits = _seal("--check")
    assert (waits.returncode, waits.stdout[:13]) == (0, "waiting since")
    log.superuser.execute("UPDATE audit_unsealed SET at = at - interval '6 minutes'")
    stopped = _seal("--check")
    assert stopped.returncode == 1
    assert "the sealer has stopped" in stopped.stderr


@pytest.mark.parametrize(("name", "is_told"), [("ada", True), ("grace", True), ("ngozi", False)])
def test_who_watches_over_the_log_is_told_that_nothing_is_sealed(
    log: Log, cast: Cast, client_of: Callable[[Worker], Client], name: str, is_told: bool
) -> None:
    with transaction.atomic():
        context.enter(worker_id=cast.tom.pk, team_ids=())
        grace = hire("Grace Osei", cast.north, Role.PRIVACY_OFFICER)
    log.write(cast, most=1)
    log.superuser.execute("UPDATE audit_unsealed SET at = %s", [NOW - timedelta(minutes=6)])
    worker = grace if name == "grace" else getattr(cast, name)
    page = client_of(worker).get("/", follow=True).content.decode()
    assert ("has not been sealed since 23 November 2026 at 8.54am" in page) is is_told


def _die(*_: object) -> None:
    raise InterruptedError
