"""What somebody is shown of their own record: their plan, who looked, what was shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.careplans.models import CarePlan
from alongside.careplans.queries import current_plan_for
from alongside.documents import letters, parts
from alongside.nhsuk.words import day
from alongside.people.models import Person
from alongside.rights.looked import Looked, looked_for
from alongside.rights.shared import MayBeTold, Shared, may_be_told_for, shared_for
from alongside.staff.letterhead import rights_of, sender_of
from alongside.staff.models import Team, Worker


@dataclass(frozen=True)
class OwnView:
    """All that one page shows somebody of their own record."""

    person: Person
    plan: CarePlan | None
    looked: Looked
    told: Sequence[MayBeTold]
    shared: Sequence[Shared]


def own_view_for(worker: Worker, person: Person) -> OwnView | None:
    """Return what somebody whom this worker knows is shown of their own record, or None."""
    looked = looked_for(worker, person.pk)
    if looked is None:
        return None
    return OwnView(
        person,
        current_plan_for(worker, person.pk),
        looked,
        may_be_told_for(worker, person.pk),
        shared_for(worker, person),
    )


def paper_of(view: OwnView, *, team: Team, on: date) -> letters.OwnView:
    """Return the same as a paper that they take with them."""
    person, plan = view.person, view.plan
    return letters.OwnView(
        sender=sender_of(team),
        written_on=on,
        reference=f"Record {str(person.pk)[:8].upper()}",
        person=parts.About(
            name=person.full_name, born_on=person.born_on, nhs_number=person.nhs_number_spaced
        ),
        plan=_plan(plan) if plan else (),
        goals=_goals(plan) if plan else (),
        lookers=tuple(
            parts.Looker(
                name=each.name, role=each.role, times=each.times.says, reasons=each.reasons
            )
            for each in view.looked.lookers
        ),
        listed=", ".join(view.looked.listed),
        told=tuple(
            parts.Section(heading=each.who, text="\n".join((*each.what, _asked_again(each))))
            for each in view.told
        ),
        shared=tuple(
            parts.Section(heading=f"{day(it.on)}, to {it.to}", text=f"{it.what}\n{it.ground}")
            for it in view.shared
        ),
        rights=rights_of(team),
    )


def _asked_again(told: MayBeTold) -> str:
    return f"We ask you again by {day(told.until)}"


def _plan(plan: CarePlan) -> tuple[parts.Section, ...]:
    return (
        parts.Section(heading="What matters to you", text=plan.in_their_words),
        parts.Section(heading="What can set things off", text=plan.triggers),
        parts.Section(heading="Early signs", text=plan.early_signs),
        parts.Section(heading="What helps when they show", text=plan.what_helps),
        parts.Section(heading="What family and friends can do", text=plan.what_family_does),
        parts.Section(heading="What we do when two or more are seen", text=plan.response),
        parts.Section(heading="In a crisis", text=plan.in_a_crisis),
    )


def _goals(plan: CarePlan) -> tuple[parts.Goal, ...]:
    return tuple(
        parts.Goal(
            in_own_words=goal.words,
            steps=tuple(
                ", ".join(said for said in (step.what, step.who, step.when) if said)
                for step in goal.interventions.all()
            ),
        )
        for goal in plan.goals.all()
    )
