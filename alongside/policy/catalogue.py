"""Every rule that decides or proposes something, in one place, for the reference and the tests."""

from __future__ import annotations

from typing import Any

from alongside.kernel.rules import Policy, Rule
from alongside.policy.allocation import may_allocate
from alongside.policy.deciding import may_decide
from alongside.policy.discharge import may_discharge
from alongside.policy.eligibility import may_judge, may_refer
from alongside.policy.referring import may_send
from alongside.policy.returning import may_come_back
from alongside.policy.reviewing import may_invite, may_record_review
from alongside.policy.visiting import before_planning, may_record
from alongside.policy.zones import PROPOSED_BY

POLICIES: tuple[Policy[Any], ...] = (
    may_refer,
    may_send,
    may_come_back,
    may_judge,
    may_decide,
    may_discharge,
    may_allocate,
    may_record,
    may_invite,
    may_record_review,
)
REFUSING: tuple[Rule[Any], ...] = tuple(rule for policy in POLICIES for rule in policy.rules)
PROPOSING: tuple[Rule[Any], ...] = tuple(rule for rules in PROPOSED_BY.values() for rule in rules)
WARNING: tuple[Rule[Any], ...] = before_planning.rules
RULES = REFUSING + PROPOSING + WARNING
