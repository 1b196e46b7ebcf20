"""The framework that a service works under: its titles, its intervals, what its plan looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.kernel.rules import Source
from alongside.policy.sources import (
    CPA_1999,
    CPA_POSITION,
    MEASURE_2010_S18,
    WALES_3,
)
from alongside.policy.terms import Term
from alongside.policy.values import SHIPPED, Nation, Value, Values


class PlanArea(Term):
    """One area of life that a plan looks at, in English and in the Measure's Welsh."""

    welsh: str

    MONEY = "money", "Finance and money", "Cyllid ac arian"
    ACCOMMODATION = "accommodation", "Accommodation", "Llety"
    PHYSICAL = (
        "physical",
        "Personal care and physical well-being",
        "Gofal personol a llesiant corfforol",
    )
    EDUCATION = "education", "Education and training", "Addysg a hyfforddiant"
    WORK = "work", "Work and occupation", "Gwaith a galwedigaeth"
    CARING = "caring", "Parenting or caring relationships", "Perthnasau gofalu a rhianta"
    SOCIAL = (
        "social",
        "Social, cultural or spiritual",
        "Cymdeithasol, diwylliannol ac ysbrydol",
    )
    TREATMENT = (
        "treatment",
        "Medical and other treatment, psychological too",
        "Triniaeth feddygol a mathau eraill o driniaeth gan gynnwys ymyriadau seicolegol",
    )


@dataclass(frozen=True, eq=False)  # there is one of each, and it is looked up often
class Framework:
    """The names that a framework gives to things, and the values that hold its intervals."""

    id: str
    name: str
    sentence: str
    source: Source
    nations: frozenset[Nation]
    coordinator_title: str  # as in "her care co-ordinator"
    plan_title: str
    coordinator_within: str  # ids of values
    plan_within: str
    review_within: str
    areas_are_statutory: bool = False
    coordinator_title_welsh: str = ""
    plan_title_welsh: str = ""

    @property
    def plan_areas(self) -> tuple[PlanArea, ...]:
        """The areas of life that its plan must look at; elsewhere they are only offered."""
        return tuple(PlanArea) if self.areas_are_statutory else ()

    def coordinator_due_on(
        self, accepted_on: date, *, nation: Nation, values: Values = SHIPPED
    ) -> date:
        """Return the day by which somebody new has a named co-ordinator."""
        return self._interval(self.coordinator_within, nation, accepted_on, values)

    def plan_due_on(self, accepted_on: date, *, nation: Nation, values: Values = SHIPPED) -> date:
        """Return the day by which somebody new has a written plan."""
        return self._interval(self.plan_within, nation, accepted_on, values)

    def review_due_on(
        self, last_reviewed_on: date, *, nation: Nation, values: Values = SHIPPED
    ) -> date:
        """Return the day by which a plan is to be reviewed again."""
        return self._interval(self.review_within, nation, last_reviewed_on, values)

    def values_in_force(
        self, *, nation: Nation, on: date, values: Values = SHIPPED
    ) -> tuple[Value, ...]:
        """Return the intervals of this framework as they stand on a day."""
        ids = (self.coordinator_within, self.plan_within, self.review_within)
        return tuple(values.in_force(value_id, nation=nation, on=on) for value_id in ids)

    @staticmethod
    def _interval(value_id: str, nation: Nation, start: date, values: Values) -> date:
        return values.in_force(value_id, nation=nation, on=start).after(start)


BOTH = frozenset(Nation)

ENHANCED_CPA = Framework(
    id="enhanced-cpa",
    name="Enhanced Care Programme Approach",
    sentence="For people with complex needs: a care co-ordinator, a written plan, regular reviews.",
    source=WALES_3,
    nations=BOTH,
    coordinator_title="care co-ordinator",
    plan_title="care plan",
    coordinator_within="coordinator.appoint",
    plan_within="plan.within",
    review_within="review.plan",
)

STANDARD_CPA = Framework(
    id="standard-cpa",
    name="Standard Care Programme Approach",
    sentence="For people whose needs one worker can meet: a shorter plan and yearly review.",
    source=CPA_1999,
    nations=BOTH,
    coordinator_title="care co-ordinator",
    plan_title="care plan",
    coordinator_within="coordinator.appoint",
    plan_within="plan.within",
    review_within="review.standard-cpa",
)

WELSH_CTP = Framework(
    id="welsh-ctp",
    name="Care and Treatment Plan (Wales)",
    sentence="The law of Wales: a care co-ordinator, and a plan that looks at eight areas of life.",
    source=MEASURE_2010_S18,
    nations=frozenset({Nation.WALES}),
    coordinator_title="care co-ordinator",
    plan_title="care and treatment plan",
    coordinator_within="coordinator.appoint",
    plan_within="plan.within.ctp",
    review_within="review.ctp",
    areas_are_statutory=True,
    coordinator_title_welsh="cydgysylltydd gofal",
    plan_title_welsh="cynllun gofal a thriniaeth",
)

COMMUNITY_FRAMEWORK = Framework(
    id="community-framework",
    name="Community mental health framework",
    sentence="What followed CPA in England: a named key worker and a plan made with the person.",
    source=CPA_POSITION,
    nations=frozenset({Nation.ENGLAND}),
    coordinator_title="key worker",
    plan_title="care plan",
    coordinator_within="coordinator.appoint",
    plan_within="plan.within",
    review_within="review.plan",
)

FRAMEWORKS = {
    framework.id: framework
    for framework in (ENHANCED_CPA, STANDARD_CPA, WELSH_CTP, COMMUNITY_FRAMEWORK)
}


def frameworks_of(nation: Nation) -> tuple[Framework, ...]:
    """Return the frameworks that a service in a nation can choose from."""
    return tuple(each for each in FRAMEWORKS.values() if nation in each.nations)


# The Care Programme Approach has two levels, and one team may have people on either.
LEVELS_OF_CPA = (ENHANCED_CPA, STANDARD_CPA)


def levels_of(framework: Framework) -> tuple[Framework, ...]:
    """Return the levels among which each person has theirs; none where there are no levels."""
    return LEVELS_OF_CPA if framework in LEVELS_OF_CPA else ()
