"""How long a draft of criteria takes to be tried on everybody who was ever referred."""

from __future__ import annotations

from time import process_time

from alongside.policy.eligibility import what_if
from alongside.policy.eligibility.tests.test_what_if import ENGLAND, case, draft

CASES = 2_000  # as many as a busy team has in ten years


def seconds_of_a_what_if() -> float:
    """Return how many CPU seconds a tightened criterion takes to be tried on them."""
    tightened = draft(count="inpatient", more_than=3, begun_within="12 months")
    cases = [case(str(number), number % 8) for number in range(CASES)]
    began = process_time()
    what_if(ENGLAND, tightened, cases)
    return process_time() - began
