from dataclasses import fields
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.period import LONDON
from alongside.policy.relapse import Sighting, SignsSeen
from alongside.policy.values import SHIPPED, Nation
from alongside.policy.zones import PROPOSED_BY, REASONS, ZONES, ZoneFacts, proposals, question

TODAY = date(2026, 6, 1)
LATELY = datetime(2026, 5, 30, 10, tzinfo=LONDON)
TWO = SignsSeen((Sighting("Phone off", LATELY), Sighting("Curtains drawn", LATELY)))
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
any_facts = st.builds(
    ZoneFacts,
    on=days,
    nation=st.sampled_from(Nation),
    joined_on=st.none() | days,
    medication_changed_on=st.none() | days,
    life_event_on=st.none() | days,
    misses_in_a_row=st.integers(0, 9),
    values=st.just(SHIPPED),
)


def reasons(facts: ZoneFacts) -> dict[str, list[str]]:
    return {p.zone.id: [reason.id for reason in p.reasons] for p in proposals(facts)}


@pytest.mark.parametrize(
    ("facts", "proposed"),
    [
        (ZoneFacts(TODAY), {}),
        (ZoneFacts(TODAY, in_crisis=True), {"every-day": ["zone.crisis"]}),
        (ZoneFacts(TODAY, admission_considered=True), {"every-day": ["zone.admission-considered"]}),
        (
            ZoneFacts(TODAY, admission_considered=True, in_hospital=True),
            {"in-hospital": ["zone.in-hospital"]},
        ),
        (ZoneFacts(TODAY, signs=TWO), {"every-other-day": ["zone.relapse-signs"]}),
        (
            ZoneFacts(TODAY, signs=TWO._replace(zone="every-day")),
            {
                "every-day": ["zone.relapse-signs-every-day"],
                "every-other-day": ["zone.relapse-signs"],
            },
        ),
        (ZoneFacts(TODAY, signs=TWO._replace(sightings=TWO.sightings[:1])), {}),
        (ZoneFacts(TODAY, misses_in_a_row=1), {}),
        (ZoneFacts(TODAY, misses_in_a_row=2), {"every-other-day": ["zone.hard-to-engage"]}),
        (ZoneFacts(TODAY, in_transfer=True), {"in-transfer": ["zone.in-transfer"]}),
        (ZoneFacts(TODAY, community_order=True), {"weekly": ["zone.community-order"]}),
    ],
)
def test_stated_rules_propose_a_zone_with_the_reason(
    facts: ZoneFacts, proposed: dict[str, list[str]]
) -> None:
    assert reasons(facts) == proposed


@pytest.mark.parametrize(("days_ago", "is_new"), [(0, True), (27, True), (28, False), (-1, False)])
def test_somebody_is_new_for_four_weeks(days_ago: int, is_new: bool) -> None:
    facts = ZoneFacts(TODAY, joined_on=TODAY - timedelta(days=days_ago))
    assert (reasons(facts) == {"every-other-day": ["zone.new-to-team"]}) is is_new


@pytest.mark.parametrize(("days_ago", "watched"), [(13, True), (14, False)])
def test_a_change_of_medication_is_watched_for_two_weeks(days_ago: int, watched: bool) -> None:
    facts = ZoneFacts(TODAY, medication_changed_on=TODAY - timedelta(days=days_ago))
    assert bool(proposals(facts)) is watched


@pytest.mark.parametrize(("days_ago", "kept"), [(27, True), (28, False)])
def test_a_life_event_is_kept_in_mind_for_four_weeks(days_ago: int, kept: bool) -> None:
    facts = ZoneFacts(TODAY, life_event_on=TODAY - timedelta(days=days_ago))
    assert bool(proposals(facts)) is kept


def test_all_reasons_for_a_zone_are_told_and_not_just_the_first() -> None:
    facts = ZoneFacts(TODAY, signs=TWO, misses_in_a_row=3, joined_on=TODAY)
    assert len(reasons(facts)["every-other-day"]) == 3


def test_hospital_comes_first_since_the_ward_is_with_them() -> None:
    facts = ZoneFacts(TODAY, in_hospital=True, in_crisis=True)
    assert list(reasons(facts)) == ["in-hospital", "every-day"]


@given(any_facts)
def test_every_proposal_has_a_reason_in_a_sentence(facts: ZoneFacts) -> None:
    for proposal in proposals(facts):
        assert proposal.sentences
        assert all(sentence.endswith(".") for sentence in proposal.sentences)


@given(any_facts)
def test_a_proposal_never_takes_contact_away_for_a_reason_that_adds_it(facts: ZoneFacts) -> None:
    fewer = proposals(ZoneFacts(facts.on, nation=facts.nation))
    assert len(fewer) <= len(proposals(facts))


def test_a_zone_is_contact_and_attention_and_grades_nobody() -> None:
    for zone in ZONES.values():
        words = f"{zone.name} {zone.sentence}".lower()
        for grade in ("risk", "low", "medium", "high", "red", "amber", "green"):
            assert grade not in words.replace(".", "").replace(";", "").split(), zone.id


def test_nothing_about_a_zone_is_a_number_of_risk() -> None:
    assert not [field.name for field in fields(ZoneFacts) if "risk" in field.name]


def test_every_zone_is_looked_at_again_within_four_weeks() -> None:
    for zone in ZONES.values():
        assert TODAY < zone.review_on(TODAY) <= TODAY + timedelta(days=28)


def test_every_zone_is_proposed_by_some_rule_and_each_rule_proposes_one() -> None:
    assert PROPOSED_BY.keys() == ZONES.keys()
    ids = [rule.id for rules in PROPOSED_BY.values() for rule in rules]
    assert len(set(ids)) == len(ids)


def test_people_have_reasons_that_no_rule_can_see() -> None:
    seen_by_rules = {rule.id for rules in PROPOSED_BY.values() for rule in rules}
    assert seen_by_rules < REASONS.keys()
    assert REASONS["zone.their-wish"] == "They asked for it."
    assert all(sentence.endswith(".") for sentence in REASONS.values())


@pytest.mark.parametrize(
    ("zone", "facts", "asked"),
    [
        ("weekly", ZoneFacts(TODAY), ""),
        ("", ZoneFacts(TODAY, in_transfer=True), "Rules propose Moving to another team"),
        ("weekly", ZoneFacts(TODAY, misses_in_a_row=2), "Rules propose Every other day"),
        ("every-other-day", ZoneFacts(TODAY, misses_in_a_row=2), ""),
        ("every-day", ZoneFacts(TODAY, misses_in_a_row=2), ""),
        ("every-day", ZoneFacts(TODAY, in_hospital=True), "Rules propose In hospital"),
        ("in-hospital", ZoneFacts(TODAY, in_hospital=True, misses_in_a_row=2), ""),
        ("in-hospital", ZoneFacts(TODAY), "Still In hospital?"),
        ("in-hospital", ZoneFacts(TODAY, joined_on=TODAY), "Rules propose Every other day"),
        ("in-transfer", ZoneFacts(TODAY), "Still Moving to another team?"),
    ],
)
def test_rules_question_a_zone_that_gives_less_than_they_propose(
    zone: str, facts: ZoneFacts, asked: str
) -> None:
    found = question(zone, facts)
    assert (found.told_of(ZONES[zone].name if zone else "") if found else "") == asked


@given(any_facts, st.sampled_from(["", *ZONES]))
def test_every_question_says_why_and_proposes_another_zone(facts: ZoneFacts, zone: str) -> None:
    if found := question(zone, facts):
        assert found.sentences
        assert found.proposed is None or found.proposed.id != zone
