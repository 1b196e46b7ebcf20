"""Stays in hospital, typed row by row without script: none of them is lost on the way."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from alongside.kernel.fact import Known
from alongside.policy.eligibility.spells import Spell
from alongside.referrals.actions import taking_in
from alongside.referrals.actions.taking_in import Asking
from alongside.referrals.facts import facts_of, told_in
from alongside.referrals.models import Question
from alongside.referrals.tests.referred import draft, put_in_force, sent
from alongside.referrals.tests.test_any_criteria import boxes_on
from alongside.referrals.tests.test_pages_of_referring import ClientOf, at, stored
from tests.cast import NOW, Cast, asking


def test_spells_are_rows_and_another_row_needs_no_script(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral = draft(cast)
    ruth = client_of(cast.ruth)
    row = {
        "inpatient_spells": "some",
        "inpatient_spells_rows": "1",
        "inpatient_spells_0_first_day": "1",
        "inpatient_spells_0_first_month": "3",
        "inpatient_spells_0_first_year": "2025",
        "inpatient_spells_0_last_day": "31",
        "inpatient_spells_0_last_month": "2",
        "inpatient_spells_0_last_year": "2025",
        "inpatient_spells_0_detained": "yes",
        "crisis_spells": "none",
        "crisis_spells_rows": "1",
    }
    page = ruth.post(at(referral, "hospital"), row | {"add": "inpatient_spells"})
    assert page.status_code == 200
    assert 'name="inpatient_spells_1_first_day"' in page.content.decode()
    assert 'value="31"' in page.content.decode()
    assert "There is a problem" not in page.content.decode()
    page = ruth.post(at(referral, "hospital"), row)
    assert "The last day must be a real date" in page.content.decode()
    assert 'value="31"' in page.content.decode()
    mended = row | {"inpatient_spells_0_last_month": "5"}
    assert ruth.post(at(referral, "hospital"), mended).status_code == 302
    told = told_in(stored(cast))
    stay = Spell(date(2025, 3, 1), date(2025, 5, 31), detained=True)
    found = {name: fact for name, fact in told.items() if isinstance(fact, Known)}
    assert found["inpatient_spells"].value == (stay,)
    assert found["inpatient_spells"].source == "Ruth Adeyemi, Armley CMHT"
    assert found["crisis_spells"].value == ()
    again = ruth.get(at(referral, "hospital")).content.decode()
    assert 'value="2025"' in again


@pytest.mark.parametrize("kind", ["inpatient_spells", "crisis_spells"])
def test_as_many_stays_are_kept_as_were_added_and_filled_in(
    cast: Cast, client_of: ClientOf, kind: str
) -> None:
    """What is sent is what the page held that "Add another" gave, time after time."""
    put_in_force(cast)
    referral, ruth = draft(cast), client_of(cast.ruth)
    page = ruth.get(at(referral, "hospital"))
    for number in range(4):
        typed = boxes_on(page.content.decode()) | stay(kind, number)
        page = ruth.post(at(referral, "hospital"), typed | ({"add": kind} if number < 3 else {}))
    assert page.status_code == 302
    told = told_in(stored(cast))[kind]
    assert isinstance(told, Known)
    assert [one.first.year for one in told.value] == [2021, 2022, 2023, 2024]  # type: ignore[union-attr]  # these are spells
    assert boxes_on(ruth.get(at(referral, "hospital")).content.decode())[f"{kind}_rows"] == "4"


def test_a_stay_is_kept_though_the_page_says_it_has_fewer_rows(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, ruth = draft(cast), client_of(cast.ruth)
    typed = {"inpatient_spells_rows": "1", "crisis_spells_rows": "1"}
    for number in range(3):
        typed |= stay("inpatient_spells", number)
    assert ruth.post(at(referral, "hospital"), typed).status_code == 302
    told = told_in(stored(cast))["inpatient_spells"]
    assert isinstance(told, Known)
    assert len(told.value) == 3  # type: ignore[arg-type]  # these are spells


def test_what_was_kept_while_typing_shows_every_stay_and_counts_them(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, ruth = draft(cast), client_of(cast.ruth)
    first = ruth.post(
        at(referral, "hospital"),
        stay("inpatient_spells", 0) | {"inpatient_spells_rows": "1", "add": "inpatient_spells"},
    )
    typed = boxes_on(first.content.decode()) | stay("inpatient_spells", 1)
    about = {"_draft_path": at(referral, "hospital"), "_draft_account": str(cast.ruth.account_id)}
    assert ruth.post(reverse("drafts:save"), typed | about).status_code == 200
    page = boxes_on(ruth.get(at(referral, "hospital")).content.decode())
    assert page["inpatient_spells_rows"] == "2"
    assert page["inpatient_spells_1_first_year"] == "2022"


def stay(kind: str, number: int) -> dict[str, str]:
    """Return one stay as somebody types it."""
    row = f"{kind}_{number}"
    days = {"first": ("1", "3"), "last": ("31", "5")}
    return {kind: "some"} | {
        f"{row}_{which}_{part}": text
        for which, (day, month) in days.items()
        for part, text in (("day", day), ("month", month), ("year", str(2021 + number)))
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"inpatient_spells": "some"}, "Write at least one below"),
        ({"inpatient_spells_0_first_year": "2025"}, "must include a day"),
        (
            {"inpatient_spells_0_first": "2025-03-01", "inpatient_spells_0_last": "2025-02-01"},
            "The last day must be the first day or later",
        ),
        ({"inpatient_spells_0_first": "2025-03-01"}, "Enter the last day, or tick"),
        ({"inpatient_spells_0_last": "2025-03-01"}, "Enter the first day"),
        ({"inpatient_spells_0_first": "2999-03-01"}, "today or in the past"),
        (
            {"inpatient_spells": "none", "inpatient_spells_0_first": "2025-03-01"}
            | {"inpatient_spells_0_going_on": "on"},
            "Some stand below",
        ),
    ],
)
def test_what_is_wrong_in_a_row_is_said(
    cast: Cast, client_of: ClientOf, typed: dict[str, str], sentence: str
) -> None:
    put_in_force(cast)
    referral = draft(cast)
    rows = {"inpatient_spells_rows": "1", "crisis_spells_rows": "1"}
    page = client_of(cast.ruth).post(at(referral, "hospital"), rows | typed)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert told_in(stored(cast)) == {}


def test_every_open_question_is_answered_on_one_page(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        asked = [
            Asking("autism", "Is he autistic?"),
            Asking("inpatient_spells", "Which stays were there?"),
            Asking("", "Who has the key?"),
            Asking("framework", "Which framework is it?"),
        ]
        questions = taking_in.ask(referral, questions=asked, by=ngozi, at=NOW)
    page = reverse("referrals:answer-all", args=[referral.pk])
    ruth = client_of(cast.ruth)
    own = reverse("referrals:own-referral", args=[referral.pk])
    assert page in ruth.get(own).content.decode()
    text = ruth.get(page).content.decode()
    assert "asks 4 questions" in text
    assert all(one.asks in text for one in questions)
    assert "data-autosave" in text
    assert "Answer at least one question" in ruth.post(page, {}).content.decode()
    more = ruth.post(page, stay("inpatient_spells", 0) | {"add": "inpatient_spells"})
    typed = boxes_on(more.content.decode()) | stay("inpatient_spells", 1)
    typed |= {"autism": "no", f"words_{questions[2].pk}": "His sister"}
    done = ruth.post(page, typed, follow=True).content.decode()
    assert "3 answers were sent to the team" in done
    assert "His sister" in done
    told = facts_of(stored(cast))
    assert len(told["inpatient_spells"].value) == 2  # type: ignore[arg-type, union-attr]  # these are spells
    with asking(cast.ngozi):
        assert Question.objects.get(answered_at=None).fact == "framework"
    for other in (cast.sian, cast.ngozi):
        assert client_of(other).get(page).status_code == 404
