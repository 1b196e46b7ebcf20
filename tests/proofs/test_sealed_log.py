"""Nobody changes the log unseen, the superuser of its database included."""

from __future__ import annotations

import os
import random
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alongside.audit.verify import lines_of, verify
from dev import testing
from dev.postgres import OWNER
from tests.cast import Cast
from tests.proofs.attacks import ATTACKS
from tests.proofs.flips import flip_in_the_database, flip_in_the_heads
from tests.proofs.log import SUPERUSERS_LICENCE, Log

FLIPS = int(os.environ.get("ALONGSIDE_BIT_FLIPS", "200"))


def test_a_log_that_nobody_touched_is_as_it_was_sealed(log: Log) -> None:
    report = log.verify()
    assert report.faults == []
    assert (
        report.verified == log.superuser.execute("SELECT count(*) FROM audit_leaf").fetchall()[0][0]
    )
    assert report.verified >= 36
    assert report.unsealed == 0


def test_every_attack_by_the_superuser_is_found(log: Log) -> None:
    """Each is undone again, since a database of its own for each takes most of a second."""
    entries = log.ids("audit_entry")
    log.superuser.execute(SUPERUSERS_LICENCE)
    found = {}
    for attack, (statements, _) in ATTACKS.items():
        with log.superuser.transaction(force_rollback=True):
            log.superuser.execute(statements.format(*entries).encode())
            found[attack] = "\n".join(log.verify().faults)
    said = {attack: fault.format(*entries) for attack, (_, fault) in ATTACKS.items()}
    assert {attack: found[attack] for attack in ATTACKS if said[attack] not in found[attack]} == {}
    assert log.verify().faults == []


@pytest.mark.parametrize("has_the_key", [False, True])
def test_a_whole_log_in_the_place_of_another_is_found(
    log: Log, cast: Cast, tmp_path: Path, has_the_key: bool
) -> None:
    """Truncated and forged from end to end; also by another world's log, with the true key."""
    log.superuser.execute(ATTACKS["truncate everything"][0].encode())
    another = Log(log.superuser, tmp_path / "others", log.key)
    if not has_the_key:
        another.key = Ed25519PrivateKey.generate()
    another.begin(cast)
    assert another.verify().faults == []
    found = log.verify().faults
    assert len([said for said in found if said.startswith("Seal ")]) == 3
    assert [said for said in found if said.startswith("The leaves do not come to head 1")]


def test_a_row_that_only_whoever_verifies_does_not_see_is_found(log: Log) -> None:
    """Read as the owner, for whom a policy can hide it; pages show what was put in."""
    log.superuser.execute(SUPERUSERS_LICENCE)
    log.superuser.execute(
        "INSERT INTO access_opening SELECT gen_random_uuid(), worker_id, person_ids, 'forged', at,"
        " kind, purpose, because FROM access_opening LIMIT 1; DROP POLICY owned_by ON"
        " access_opening; CREATE POLICY owned_by ON access_opening TO alongside_owner"
        " USING (page <> 'forged')"
    )
    with psycopg.connect(testing.CLUSTER.url(OWNER, testing.NAME)) as owner:
        key = log.key.public_key().public_bytes_raw()
        assert verify(owner, lines_of(log.heads), key).faults == [
            "access_opening may hide rows: it is no table, or a policy is in between."
        ]


def test_heads_that_were_changed_are_found(log: Log) -> None:
    first, second, third = lines_of(log.heads)
    for lines, fault in (
        ([first, third], "Line 2 of the heads does not follow"),
        ([third, second, first], "Line 1 of the heads does not follow"),
        ([first, second, third, third], "Line 4 of the heads does not follow"),
        ([first, second, third.replace(":", ": ", 1)], "Line 3 of the heads is no head"),
        ([], "There is no head that is signed with this key"),
    ):
        log.heads.write_text("".join(f"{line}\n" for line in lines))
        assert fault in "\n".join(log.verify().faults)


def test_heads_of_another_key_are_no_heads(log: Log) -> None:
    with log.superuser.transaction():
        report = verify(log.superuser, lines_of(log.heads), bytes(31) + b"\x01")
    assert report.verified == 0
    assert len(report.faults) >= 4


def test_a_flipped_bit_is_found(log: Log) -> None:
    """In any column of any row of the log, its leaves and its seals; in any byte of the heads."""
    chance = random.Random(6962)
    log.superuser.execute(SUPERUSERS_LICENCE)
    missed, tried = [], 0
    while tried < FLIPS:
        flip = flip_in_the_heads if chance.random() < 0.2 else flip_in_the_database
        with log.superuser.transaction(force_rollback=True), flip(log, chance) as what:
            if what is not None:
                tried += 1
                missed += [] if log.verify().faults else [what]
    assert missed == []
