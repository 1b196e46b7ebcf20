from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.policy.discharge import CarersPart, DischargeFacts, Ground, may_discharge

EVERYTHING_DONE = DischargeFacts(
    ground=Ground.TRANSFERRED,
    receiving_service_accepted=True,
    first_contact_made=True,
    request_in_their_words="I would rather see only my GP now",
    planned_with_person=True,
    carers=CarersPart.TOOK_PART,
    reviewed_by_team=True,
    relapse_history_read=True,
    gp_informed=True,
    way_back_written=True,
)
NOTHING_DONE = DischargeFacts(ground=Ground.TRANSFERRED)


def facts(ground: Ground = Ground.TRANSFERRED, **changed: object) -> DischargeFacts:
    return replace(EVERYTHING_DONE, ground=ground, **changed)  # type: ignore[arg-type]  # what a test says


def objections(case: DischargeFacts) -> list[str]:
    return [rule.id for rule in may_discharge(case).objections]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (facts(), []),
        (facts(reviewed_by_team=False), ["discharge.review"]),
        (facts(receiving_service_accepted=False), ["discharge.handover"]),
        (facts(first_contact_made=False), ["discharge.first-contact"]),
        (facts(planned_with_person=False), ["discharge.planned-with-person"]),
        (facts(planned_with_person=False, why_not_planned="  "), ["discharge.planned-with-person"]),
        (facts(planned_with_person=False, why_not_planned="In prison in Spain"), []),
        (facts(carers=CarersPart.NOT_ASKED), ["discharge.carers"]),
        (facts(carers=CarersPart.NOT_ASKED, why_carers_not="No way to reach them"), []),
        (facts(carers=CarersPart.PERSON_DISAGREES), []),
        (facts(carers=CarersPart.NO_CARERS), []),
        (facts(relapse_history_read=False), ["discharge.relapse-history"]),
        (facts(gp_informed=False), ["discharge.gp"]),
        (facts(gp_informed=False, why_gp_not_informed="Not registered anywhere"), []),
        (facts(way_back_written=False), ["discharge.way-back"]),
        (facts(Ground.OWN_REQUEST, request_in_their_words=" "), ["discharge.own-request"]),
        (
            facts(Ground.NOT_ENGAGING, reviewed_by_team=False),
            ["discharge.missed-contact", "discharge.review"],
        ),
    ],
)
def test_each_thing_left_undone_is_an_objection_of_its_own(
    case: DischargeFacts, expected: list[str]
) -> None:
    assert objections(case) == expected


@pytest.mark.parametrize("ground", [g for g in Ground if g.is_offered])
def test_every_ground_that_is_offered_can_be_used_when_all_is_done(ground: Ground) -> None:
    assert may_discharge(facts(ground))


@pytest.mark.parametrize(
    ("ground", "must_have_met"),
    [
        (Ground.STEPPED_DOWN, True),
        (Ground.TRANSFERRED, True),
        (Ground.MOVED_AWAY, True),
        (Ground.OWN_REQUEST, False),
        (Ground.ADMITTED_ELSEWHERE, False),
    ],
)
def test_a_new_team_must_have_met_the_person(ground: Ground, must_have_met: bool) -> None:
    refused = not may_discharge(facts(ground, first_contact_made=False))
    assert refused is must_have_met


def test_a_refusal_names_everything_that_is_undone() -> None:
    assert len(objections(NOTHING_DONE)) == 8


@given(st.builds(DischargeFacts, ground=st.just(Ground.NOT_ENGAGING)))
def test_nothing_makes_missed_contact_a_ground(case: DischargeFacts) -> None:
    assert "discharge.missed-contact" in objections(case)


@given(st.builds(DischargeFacts, ground=st.just(Ground.DIED)))
def test_nothing_stands_in_the_way_of_recording_a_death(case: DischargeFacts) -> None:
    assert may_discharge(case)


@given(st.builds(DischargeFacts, ground=st.sampled_from([g for g in Ground if g.is_offered])))
def test_no_other_ground_is_refused_for_missed_contact(case: DischargeFacts) -> None:
    assert "discharge.missed-contact" not in objections(case)


def test_no_ground_on_offer_is_sent_nationally_as_missed_contact() -> None:
    assert {g.mhsds for g in Ground if g.is_offered}.isdisjoint({"05", "09"})
