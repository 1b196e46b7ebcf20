"""How soon a referral is to be answered, as a named person decided it."""

from __future__ import annotations

from datetime import datetime

from alongside.kernel.period import day_of
from alongside.policy.terms import Term
from alongside.policy.values import SHIPPED, Nation, Values


class Priority(Term):
    """How soon somebody is to be seen; stored as the national code (clinical response priority)."""

    place: int
    value_id: str

    EMERGENCY = "1", "Emergency", 0, "priority.emergency"
    VERY_URGENT = "4", "Very urgent", 1, "priority.very-urgent"
    URGENT = "2", "Urgent", 2, "priority.urgent"
    ROUTINE = "3", "Routine", 3, "referral.decision"

    def answer_by(
        self, received_at: datetime, *, nation: Nation, values: Values = SHIPPED
    ) -> datetime:
        """Return the moment by which a referral of this priority is to be answered."""
        value = values.in_force(self.value_id, nation=nation, on=day_of(received_at))
        return value.deadline(received_at)

    def waits_for_answers(
        self, received_at: datetime, *, nation: Nation, values: Values = SHIPPED
    ) -> bool:
        """Whether a question to the referrer stops the clock of a referral of this priority."""
        value = values.in_force("referral.clock-waits", nation=nation, on=day_of(received_at))
        return isinstance(value.value, tuple) and self.value in value.value
