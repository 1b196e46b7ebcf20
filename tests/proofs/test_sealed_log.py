"""Nobody changes the log unseen, the superuser of its database included."""

from __future__ import annotations

import pytest

from alongside.audit.verify import Report, lines_of, verify
from dev import testing
from tests.cast import Cast
from tests.proofs.attacks import ATTACKS
from tests.proofs.flips import flipped
from tests.proofs.log import Log
from tests.proofs.sealed import Sealed
from tests.proofs.tampering import attacks_unfound, hidden_unfound, replaced_unfound


def test_a_log_that_nobody_touched_is_as_it_was_sealed(log: Log) -> None:
    report = log.verify()
    assert report.faults == []
    assert (
        report.verified == log.superuser.execute("SELECT count(*) FROM audit_leaf").fetchall()[0][0]
    )
    assert report.verified >= 36
    assert report.unsealed == 0


def test_every_attack_by_the_superuser_is_found(log: Log) -> None:
    assert attacks_unfound(log) == []


@pytest.mark.parametrize("has_the_key", [False, True])
def test_a_whole_log_in_the_place_of_another_is_found(
    log: Log, cast: Cast, has_the_key: bool
) -> None:
    """Truncated and forged from end to end; also by another world's log, with the true key."""
    assert replaced_unfound(log, cast, has_the_key) == []


def test_a_row_that_only_whoever_verifies_does_not_see_is_found(log: Log) -> None:
    """Read as the owner, for whom a policy can hide it; pages show what was put in."""
    assert hidden_unfound(log) == []


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
    url = testing.CLUSTER.url("postgres", testing.NAME)
    assert flipped(url, log.heads, 100, seed=6962) == (100, [])


def test_of_many_faults_the_first_is_enough_where_no_more_is_asked_for(log: Log) -> None:
    log.heads.write_text("no head\n")
    assert len(log.verify().faults) > 1
    assert log.verify(first_only=True).faults == ["Line 1 of the heads is no head."]


def test_a_verifier_that_finds_nothing_is_found_out(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof can fail: each attack and each bit that no fault is said of is one that is told."""
    monkeypatch.setattr(Sealed, "verify", lambda _, **__: Report())
    assert len(attacks_unfound(log)) == len(ATTACKS)
    url = testing.CLUSTER.url("postgres", testing.NAME)
    tried, missed = flipped(url, log.heads, 20, seed=1)
    assert len(missed) == tried == 20
