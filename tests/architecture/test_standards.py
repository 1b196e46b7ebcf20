"""No standard is declared without being worked out, and none is worked out in two places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from alongside.policy.standards import STANDARDS, Subject
from alongside.standards import keeping, keeping_caseloads, keeping_referrals

WORKED_OUT: dict[Subject, Mapping[str, object]] = {
    Subject.PERSON: {**keeping.BY_DAY, **keeping.BY_MOMENT},
    Subject.REFERRAL: keeping_referrals.KEEPERS,
    Subject.WORKER: keeping_caseloads.KEEPERS,
}


def test_every_standard_that_is_declared_is_worked_out_once() -> None:
    found = Counter(standard for keepers in WORKED_OUT.values() for standard in keepers)
    assert found == Counter(STANDARDS.keys())


@pytest.mark.parametrize("subject", Subject)
def test_each_is_worked_out_for_whom_it_is_counted(subject: Subject) -> None:
    declared = {each.id for each in STANDARDS.values() if each.subject is subject}
    assert set(WORKED_OUT[subject]) == declared
