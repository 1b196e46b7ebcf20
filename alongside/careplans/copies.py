"""A plan as the paper that the person is given."""

from __future__ import annotations

from datetime import date

from alongside.careplans.models import CarePlan
from alongside.documents import letters, parts
from alongside.documents.making import Language, Made, make
from alongside.kernel.period import day_of
from alongside.people.models import Person
from alongside.policy.contacts import Intervention
from alongside.policy.frameworks import FRAMEWORKS
from alongside.staff.letterhead import sender_of
from alongside.staff.models import Worker

_AGREED = {
    CarePlan.Agreed.AGREED: parts.Agreement.AGREED,
    CarePlan.Agreed.PARTLY: parts.Agreement.IN_PART,
    CarePlan.Agreed.NOT_AGREED: parts.Agreement.NOT_AGREED,
    CarePlan.Agreed.NOT_ASKED: parts.Agreement.NOT_ASKED,
}


def made_copy(
    plan: CarePlan,
    person: Person,
    *,
    coordinator: Worker | None,
    review_on: date | None,
    large_print: bool,
    language: Language = Language.ENGLISH,
) -> Made:
    """Return one version of a plan as PDF, in ordinary or large print, in English or Welsh."""
    return make(
        _paper(plan, person, coordinator, review_on), large_print=large_print, language=language
    )


def _paper(
    plan: CarePlan, person: Person, coordinator: Worker | None, review_on: date | None
) -> letters.CarePlan:
    framework = FRAMEWORKS[plan.framework]
    helps = {kind.value: kind.label for kind in Intervention}
    goals = list(plan.goals.all())
    return letters.CarePlan(
        sender=sender_of(plan.episode.team),
        written_on=day_of(plan.written_at),
        reference=f"Version {plan.number}",
        plan_title=framework.plan_title.capitalize(),
        person=parts.About(
            name=person.full_name, born_on=person.born_on, nhs_number=person.nhs_number_spaced
        ),
        known_as=person.name_to_use,
        version=str(plan.number),
        care_coordinator_title=framework.coordinator_title,
        care_coordinator=(
            parts.WhomToAsk(name=coordinator.name, phone=coordinator.phone) if coordinator else None
        ),
        own_words=(parts.Section(heading="What matters to me", text=plan.in_their_words),),
        goals=tuple(
            parts.Goal(
                in_own_words=goal.words,
                steps=tuple(step.what for step in goal.interventions.all()),
            )
            for goal in goals
        ),
        interventions=tuple(
            parts.Intervention(
                area=helps.get(step.kind, step.kind), what=step.what, who=step.who, when=step.when
            )
            for goal in goals
            for step in goal.interventions.all()
        ),
        crisis=(
            parts.Section(heading="What can set things off", text=plan.triggers),
            parts.Section(heading="Early signs", text=plan.early_signs),
            parts.Section(heading="What helps", text=plan.what_helps),
            parts.Section(heading="What family and friends can do", text=plan.what_family_does),
            parts.Section(heading="What the team does", text=plan.response),
            parts.Section(heading="What to do", text=plan.in_a_crisis),
        ),
        review_on=review_on,
        agreement=_AGREED[CarePlan.Agreed(plan.agreed)],
        agreement_words=plan.why_not_agreed,
    )
