from datetime import date

import pytest

from alongside.kernel.rules import Mark
from alongside.policy.frameworks import (
    COMMUNITY_FRAMEWORK,
    ENHANCED_CPA,
    FRAMEWORKS,
    STANDARD_CPA,
    WELSH_CTP,
    Framework,
    frameworks_of,
)
from alongside.policy.values import SHIPPED, Kind, Nation

ENGLAND, WALES = Nation.ENGLAND, Nation.WALES


@pytest.mark.parametrize(
    ("framework", "nation", "reviewed_on", "due_on"),
    [
        (ENHANCED_CPA, ENGLAND, date(2025, 8, 31), date(2026, 2, 28)),
        (COMMUNITY_FRAMEWORK, ENGLAND, date(2025, 12, 15), date(2026, 6, 15)),
        (STANDARD_CPA, ENGLAND, date(2024, 2, 29), date(2025, 2, 28)),
        (WELSH_CTP, WALES, date(2025, 3, 1), date(2026, 3, 1)),
    ],
)
def test_each_framework_has_its_own_review_interval(
    framework: Framework, nation: Nation, reviewed_on: date, due_on: date
) -> None:
    assert framework.review_due_on(reviewed_on, nation=nation) == due_on


@pytest.mark.parametrize(
    ("framework", "nation", "plan_due_on", "coordinator_due_on"),
    [
        (WELSH_CTP, WALES, date(2026, 2, 12), date(2026, 1, 15)),
        (COMMUNITY_FRAMEWORK, ENGLAND, date(2026, 1, 29), date(2026, 1, 2)),
    ],
)
def test_each_framework_has_its_own_time_to_a_plan_and_to_somebody_named(
    framework: Framework, nation: Nation, plan_due_on: date, coordinator_due_on: date
) -> None:
    accepted_on = date(2026, 1, 1)
    assert framework.plan_due_on(accepted_on, nation=nation) == plan_due_on
    assert framework.coordinator_due_on(accepted_on, nation=nation) == coordinator_due_on


def test_the_titles_are_those_of_the_framework() -> None:
    assert COMMUNITY_FRAMEWORK.coordinator_title == "key worker"
    assert ENHANCED_CPA.coordinator_title == "care co-ordinator"
    assert WELSH_CTP.plan_title == "care and treatment plan"
    assert WELSH_CTP.plan_title_welsh == "cynllun gofal a thriniaeth"


def test_only_the_law_of_wales_fixes_the_areas_of_a_plan() -> None:
    areas = SHIPPED.in_force("ctp.areas", nation=WALES, on=date(2026, 1, 1))
    assert len(WELSH_CTP.plan_areas) == areas.whole == 8
    assert all(area.welsh for area in WELSH_CTP.plan_areas)
    assert ENHANCED_CPA.plan_areas == ()


def test_a_service_chooses_among_the_frameworks_of_its_nation() -> None:
    assert WELSH_CTP not in frameworks_of(ENGLAND)
    assert COMMUNITY_FRAMEWORK not in frameworks_of(WALES)
    assert WELSH_CTP in frameworks_of(WALES)


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=FRAMEWORKS)
def test_every_interval_of_a_framework_is_in_force_where_it_is_used(framework: Framework) -> None:
    for nation in framework.nations:
        for value in framework.values_in_force(nation=nation, on=date(2026, 6, 1)):
            assert value.kind is Kind.TIMER


def test_what_is_only_recalled_of_a_framework_is_marked() -> None:
    assert STANDARD_CPA.source.mark is Mark.RECALLED
    assert "recalled, to be checked" in str(STANDARD_CPA.source)
