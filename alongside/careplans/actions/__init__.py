"""Writing plans, giving copies of them, planning and holding reviews."""

from alongside.careplans.actions.plans import (
    GoalText,
    InterventionText,
    PlanText,
    SignText,
    choose,
    give_copy,
    text_of,
    write_plan,
)
from alongside.careplans.actions.reviews import (
    Appointment,
    ReviewText,
    hold_review,
    invite,
    plan_review,
    put_off,
)

__all__ = [
    "Appointment",
    "GoalText",
    "InterventionText",
    "PlanText",
    "ReviewText",
    "SignText",
    "choose",
    "give_copy",
    "hold_review",
    "invite",
    "plan_review",
    "put_off",
    "text_of",
    "write_plan",
]
