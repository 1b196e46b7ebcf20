from __future__ import annotations

from tests.proofs.shared_out import prove_at_once


def test_a_proof_that_breaks_down_is_short() -> None:
    [(told, short)] = prove_at_once(["there is no such proof"], alone=[])
    assert short == 1
    assert "No proof is called there is no such proof." in told
