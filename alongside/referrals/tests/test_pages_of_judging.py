"""Where the facts do not settle it, a named clinician judges, and nothing is chosen for them."""

from __future__ import annotations

from typing import Any

from alongside.referrals.forms.deciding import signed
from alongside.referrals.tests.decided import (
    LETTERS,
    NO,
    YES,
    ClientOf,
    page,
    referred,
)
from alongside.referrals.tests.referred import MEETS_NOT, put_in_force
from alongside.referrals.tests.test_any_criteria import boxes_on
from tests.cast import Cast

ALL_OF_LEEDS: dict[str, Any] = {
    "identified_by_outreach": True,
    "severe_and_persistent": True,
    "primary_diagnosis": "schizophrenia",
    "secondary_diagnoses": frozenset(),
    "drug_use": True,
    "severe_frequent_relapse": True,
    "complex_social_needs": True,
    "contact_often_broken_off": True,
    "drug_service_difficulty": True,
    "drug_harm": True,
    "homeless": True,
    "unstable_accommodation": True,
}


def test_a_judgement_can_be_tried_before_anything_is_decided(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, client = referred(cast, MEETS_NOT), client_of(cast.ngozi)
    typed = {
        "judge-high-use": "met", "why-high-use": "One stay lasted a year",
        "judged_by": signed(cast.ngozi), "reckon": "1",
    }  # fmt: skip
    text = client.post(page("decide", referral), typed).content.decode()
    assert "They meet the criteria" in text
    assert f"{signed(cast.ngozi)} judged: met." in text
    assert "There is a problem" not in text
    del typed["reckon"]
    assert client.post(page("decide", referral), YES | typed).status_code == 302
    shown = client.get(page("decision", referral)).content.decode()
    assert "One stay lasted a year" in shown
    assert "The facts alone come to: not met" in shown


def test_no_way_to_give_a_letter_is_ticked_and_only_clinicians_are_named_as_judges(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, client = referred(cast, MEETS_NOT), client_of(cast.ngozi)
    text = client.get(page("decide", referral)).content.decode()
    assert not {"to_person", "to_referrer"} & boxes_on(text).keys()
    assert signed(cast.ngozi) in text
    assert signed(cast.priya) not in text
    assert signed(cast.tom) not in text
    untold = {name: word for name, word in NO.items() if name not in LETTERS}
    text = client.post(page("decide", referral), untold).content.decode()
    assert "Select how the person gets their letter" in text
    assert "Select how the referrer gets their letter" in text


def test_nobody_is_named_as_judge_by_being_first_on_the_list(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, client = referred(cast, MEETS_NOT), client_of(cast.tom)
    text = client.get(page("decide", referral)).content.decode()
    who = text.split('name="judged_by"')[1].split("</select>")[0]
    assert "Choose who judged" in who.split("</option>")[0]
    assert "selected" not in who.split("</option>", 1)[1]
    typed = {"judge-high-use": "met", "why-high-use": "One stay lasted a year", "judged_by": ""}
    text = client.post(page("decide", referral), YES | typed).content.decode()
    assert "Select who judged" in text


def test_when_only_a_judgement_is_open_it_is_asked_for_and_nothing_impossible_proposed(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast, "leeds-dual-diagnosis")
    referral, client = referred(cast, ALL_OF_LEEDS), client_of(cast.ngozi)
    text = client.get(page("decide", referral)).content.decode()
    assert "First judge whether the supporting criteria are enough." in text
    assert "Ask the referrer first" not in text
    assert "What the facts come to" not in text
    assert "Not judged yet" in text
    sentence = "First judge what waits for a person’s judgement"
    undecided = YES | {"explanation": ""}
    assert sentence in client.post(page("decide", referral), undecided).content.decode()
    typed = undecided | {
        "judge-supporting": "met", "why-supporting": "Four of six, and lasting",
        "judged_by": signed(cast.ngozi),
    }  # fmt: skip
    text = client.post(page("decide", referral), typed).content.decode()
    assert sentence not in text
    assert "decide otherwise" not in text.split("There is a problem")[1].split("</div>")[0]
