"""The pages on which somebody refers: a referrer alone, and only their own referrals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.kernel.fact import NOT_KNOWN
from alongside.referrals.actions import referring, taking_in
from alongside.referrals.actions.taking_in import Asking, Learnt
from alongside.referrals.facts import facts_of, told_in
from alongside.referrals.models import Decision, Question, Referral
from alongside.referrals.tests.referred import draft, put_in_force, sent
from alongside.referrals.tests.test_any_criteria import boxes_on
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

ClientOf = Callable[[Worker], Client]

WHO = {
    "given_name": "Siân",
    "family_name": "O'Ŵyn",
    "born_on_day": "29",
    "born_on_month": "2",
    "born_on_year": "1984",
    "nhs_number": "999 735 4680",
    "postcode": "ls12 1aa",
}


def at(referral: Referral, section: str) -> str:
    return reverse("referrals:section", args=[referral.pk, section])


def stored(cast: Cast) -> Referral:
    with asking(cast.ruth):
        return Referral.objects.select_related("from_team", "to_team").get()


def test_a_referral_is_begun_filled_in_checked_and_sent(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    ruth = client_of(cast.ruth)
    begun = ruth.post(
        reverse("referrals:begin"), {"to_team": cast.north.pk, "from_team": cast.armley.pk}
    )
    referral = stored(cast)
    assert begun["Location"] == at(referral, "who")
    assert ruth.post(at(referral, "who"), WHO)["Location"] == at(referral, "language")
    assert ruth.post(at(referral, "language"), {})["Location"] == at(referral, "why")
    why = {"reason": "Alone", "who_holds_care": "Armley CMHT", "priority": "3"}
    why["pathway"] = "not-known"
    assert ruth.post(at(referral, "why"), why)["Location"] == at(referral, "illness")
    illness = {
        "severe_and_persistent": "yes",
        "poor_adherence": "not-known",
        "primary_diagnosis": "schizophrenia",
        "secondary_diagnoses": ["none"],
    }
    assert ruth.post(at(referral, "illness"), illness)["Location"] == at(referral, "hospital")
    page = ruth.get(reverse("referrals:check", args=[referral.pk]))
    for words in ("Siân O&#39;Ŵyn", "29 February 1984", "999 735 4680", "LS12 1AA", "Not answered"):
        assert words in page.content.decode()
    answer = ruth.post(reverse("referrals:check", args=[referral.pk]))
    assert answer["Location"] == reverse("referrals:own-referral", args=[referral.pk])
    received = stored(cast)
    assert received.received_at
    assert told_in(received)["poor_adherence"] == NOT_KNOWN
    assert told_in(received)["secondary_diagnoses"].value == frozenset()  # type: ignore[union-attr]  # None fails the test as well
    assert "severe_and_persistent" in facts_of(received)
    assert "autism" not in told_in(received)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("nhs_number", "0000000000", "not a valid NHS number"),
        ("nhs_number", "12", "An NHS number has 10 digits"),
        ("born_on_day", "31", "must be a real date"),
        ("born_on_year", "2996", "today or in the past"),
        ("born_on_year", "84", "must have 4 digits"),
        ("postcode", "nowhere at", "Enter a postcode"),
        ("given_name", "x" * 1_000_000, "characters or fewer"),
        ("given_name", "a\x00b", "cannot be kept"),
        ("gender", "dragon", "There is a problem"),
        ("phone", "abc", "Enter a telephone number"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_stored(
    cast: Cast, client_of: ClientOf, field: str, typed: str, sentence: str
) -> None:
    referral = draft(cast, given_name="Before")
    page = client_of(cast.ruth).post(at(referral, "who"), WHO | {field: typed})
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "O&#39;Ŵyn" in page.content.decode()
    assert stored(cast).given_name == "Before"


def test_a_sign_that_makes_a_name_read_as_another_is_kept_by_no_way_in(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = draft(cast)
    turned = WHO | {"given_name": "Third\u202eevil", "address": "1 High\u2067 Street"}
    assert client_of(cast.ruth).post(at(referral, "who"), turned).status_code == 302
    written = stored(cast)
    assert (written.given_name, written.address) == ("Thirdevil", "1 High Street")
    other = draft(cast, given_name="Third\u202eevil")  # as another system would write it
    assert other.given_name == "Thirdevil"


def test_a_referral_that_lacks_something_is_not_sent_and_says_all_of_it(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = draft(cast, reason="", who_holds_care="")
    page = client_of(cast.ruth).post(reverse("referrals:check", args=[referral.pk]))
    assert "Say why you refer them." in page.content.decode()
    assert "Say who holds their care" in page.content.decode()
    assert stored(cast).received_at is None


def test_nothing_is_ticked_before_somebody_answers_and_it_must_be_answered(
    cast: Cast, client_of: ClientOf
) -> None:
    with asking(cast.ruth) as ruth:
        referring.begin(cast.north, from_team=cast.armley, by=ruth, at=NOW)
    referral, client = stored(cast), client_of(cast.ruth)
    assert (
        not {"priority", "pathway"}
        & boxes_on(client.get(at(referral, "why")).content.decode()).keys()
    )
    why = {"reason": "Alone", "who_holds_care": "Armley CMHT"}
    assert client.post(at(referral, "why"), why).status_code == 302
    check = reverse("referrals:check", args=[referral.pk])
    text = client.get(check).content.decode()
    assert "Routine" not in text
    assert "Not known" not in text
    text = client.post(check).content.decode()
    assert "Say how soon the team has to answer." in text
    assert "Say whether it is early psychosis or established illness" in text
    assert stored(cast).received_at is None


def test_whoever_goes_back_after_sending_comes_to_what_became_of_it(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = sent(cast)
    addresses = [at(referral, "who"), reverse("referrals:check", args=[referral.pk])]
    own = reverse("referrals:own-referral", args=[referral.pk])
    for address in addresses:
        assert client_of(cast.ruth).get(address)["Location"] == own
        assert client_of(cast.ruth).post(address)["Location"] == own
        assert client_of(cast.sian).get(address).status_code == 404
        there = client_of(cast.ada).get(address)["Location"]
        assert there == reverse("referrals:referral", args=[referral.pk])


def test_saved_for_later_it_stands_in_the_list(cast: Cast, client_of: ClientOf) -> None:
    referral = draft(cast)
    ruth = client_of(cast.ruth)
    answer = ruth.post(at(referral, "who"), WHO | {"go": "later"}, follow=True)
    assert "Nobody else sees it until you send it" in answer.content.decode()
    assert "Not sent yet" in answer.content.decode()


def test_others_see_neither_a_draft_nor_a_referrers_page(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    begun, gone = draft(cast), sent(cast)
    pages = [
        at(begun, "who"),
        at(begun, "hospital"),
        reverse("referrals:check", args=[begun.pk]),
        reverse("referrals:own-referral", args=[gone.pk]),
        reverse("referrals:withdraw", args=[gone.pk]),
    ]
    for other in (cast.ngozi, cast.ada, cast.sian, cast.tom):
        client = client_of(other)
        for page in [*pages, reverse("referrals:own"), reverse("referrals:begin")]:
            assert client.get(page).status_code == 404, page
    for page in pages:
        answer = Client().get(page)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
    assert client_of(cast.ruth).get(at(begun, "nothing")).status_code == 404


def test_a_referrer_answers_a_question(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        asked = [Asking("autism", "Is he autistic?")]
        [question] = taking_in.ask(referral, questions=asked, by=ngozi, at=NOW)
    ruth = client_of(cast.ruth)
    own = ruth.get(reverse("referrals:own")).content.decode()
    assert "Questions for you" in own
    assert '<th scope="col">Sent</th>' in own
    page = reverse("referrals:answer", args=[referral.pk, question.pk])
    assert "Is he autistic?" in ruth.get(page).content.decode()
    assert "Answer the question" in ruth.post(page, {}).content.decode()
    done = ruth.post(page, {"autism": "no", "words": "Seen by a specialist in 2019"}, follow=True)
    assert "No. Seen by a specialist in 2019" in done.content.decode()
    with asking(cast.ngozi):
        assert Question.objects.get().answered_by == cast.ruth
    assert ruth.get(page).status_code == 404
    assert client_of(cast.sian).get(page).status_code == 404


def test_an_answer_typed_while_somebody_else_answered_is_shown_again(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        asked = [Asking("autism", "Is he autistic?"), Asking("", "Who has the key?")]
        autism, key = taking_in.ask(referral, questions=asked, by=ngozi, at=NOW)
        learnt = Learnt("autism", True, "Dr Patel", NOW.date())
        taking_in.learn(referral, learnt=learnt, by=ngozi, at=NOW)
    ruth = client_of(cast.ruth)
    page = reverse("referrals:answer", args=[referral.pk, autism.pk])
    shown = ruth.post(page, {"autism": "no", "words": "Seen in 2019"}).content.decode()
    assert "This question has been answered already" in shown
    assert "Seen in 2019" in shown
    both = reverse("referrals:answer-all", args=[referral.pk])
    typed = {
        "autism": "no",
        f"words_{autism.pk}": "Seen in 2019",
        f"words_{key.pk}": "His sister",
    }
    shown = ruth.post(both, typed).content.decode()
    assert "1 answer was sent to the team" in shown
    assert "This question has been answered already" in shown
    assert "Seen in 2019" in shown
    assert "Who has the key?" not in shown
    with asking(cast.ngozi):
        kept = Question.objects.order_by("pk").values_list("answer", flat=True)
        assert list(kept) == ["Dr Patel told the team.", "His sister"]


def test_answers_sent_twice_by_a_second_press_are_the_same(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        asked = [Asking("", "Who has the key?")]
        [question] = taking_in.ask(referral, questions=asked, by=ngozi, at=NOW)
    ruth = client_of(cast.ruth)
    one = reverse("referrals:answer", args=[referral.pk, question.pk])
    both = reverse("referrals:answer-all", args=[referral.pk])
    followed = reverse("referrals:own-referral", args=[referral.pk])
    for page, words in ((one, "words"), (one, "words"), (both, f"words_{question.pk}")):
        assert ruth.post(page, {words: "His sister"}).headers["Location"] == followed


def test_what_others_told_the_team_is_not_the_referrers_to_read(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral = sent(cast, told={"autism": False})
    with asking(cast.ngozi) as ngozi:
        asked = [Asking("primary_diagnosis", "What is the diagnosis?")]
        taking_in.ask(referral, questions=asked, by=ngozi, at=NOW)
        for fact, value in (("primary_diagnosis", "bipolar"), ("learning_disability", True)):
            learnt = Learnt(fact, value, "Dr Patel, Hollybank Surgery", NOW.date())
            taking_in.learn(referral, learnt=learnt, by=ngozi, at=NOW)
    page = client_of(cast.ruth).get(reverse("referrals:own-referral", args=[referral.pk]))
    text = page.content.decode()
    assert "Ruth Adeyemi, 23 November 2026" in text, "what she told herself"
    assert text.count("The team was told this by somebody else") == 2
    assert "Somebody else has told the team" in text
    assert "Patel" not in text
    assert "ipolar" not in text


def test_a_question_in_the_teams_own_words_takes_words(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        asked = [Asking("", "Who has the key?")]
        [question] = taking_in.ask(referral, questions=asked, by=ngozi, at=NOW)
    page = reverse("referrals:answer", args=[referral.pk, question.pk])
    answer = client_of(cast.ruth).post(page, {"words": "His sister"}, follow=True)
    assert "His sister" in answer.content.decode()


def test_a_refusal_is_read_with_its_reasons_and_nothing_of_the_record(
    cast: Cast, client_of: ClientOf
) -> None:
    from alongside.policy.eligibility.deciding import decide
    from alongside.policy.eligibility.storing import as_stored
    from alongside.referrals.facts import pack_of

    criteria = put_in_force(cast)
    referral = sent(
        cast, told={"autism": True, "learning_disability": True}, nhs_number="9999836909"
    )
    with asking(cast.ngozi) as ngozi:
        taking_in.take_in_as_known(referral, person=cast.sam, by=ngozi, at=NOW)
        eligibility = as_stored(decide(pack_of(criteria), facts_of(referral)))
        Decision.objects.create(
            referral=referral, criteria=criteria, outcome="refused", eligibility=eligibility,
            explanation="The learning disability team can do more.",
            decided_by=ngozi, decided_at=NOW,
        )  # fmt: skip
    page = client_of(cast.ruth).get(reverse("referrals:own-referral", args=[referral.pk]))
    text = page.content.decode()
    assert "Not accepted" in text
    assert "The learning disability team can do more." in text
    assert "They are autistic and have a learning disability" in text
    assert "Samuel" not in text
    assert "taken in" not in text.lower()


def test_a_referral_is_withdrawn_with_a_reason(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast)
    ruth = client_of(cast.ruth)
    page = reverse("referrals:withdraw", args=[referral.pk])
    assert "There is a problem" in ruth.post(page, {}).content.decode()
    assert "was withdrawn" in ruth.post(page, {"why": "Moved"}, follow=True).content.decode()
    assert "withdrawn before" in ruth.post(page, {"why": "Moved"}).content.decode()


def test_many_referrals_cost_no_more_queries(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        sent(cast, family_name=f"Zhang{number}")
    ruth = client_of(cast.ruth)
    with django_assert_max_num_queries(9):
        assert ruth.get(reverse("referrals:own")).status_code == 200


keys = st.sampled_from(
    [
        "inpatient_spells", "inpatient_spells_rows", "inpatient_spells_0_first",
        "inpatient_spells_0_first_day", "inpatient_spells_0_last_year", "crisis_spells",
        "crisis_spells_rows", "crisis_spells_0_going_on", "add", "go", "severe_and_persistent",
        "primary_diagnosis", "secondary_diagnoses", "given_name", "born_on", "born_on_day",
        "nhs_number", "postcode", "priority", "pathway", "reason", "gender",
    ]
)  # fmt: skip
texts = st.text(max_size=40) | st.sampled_from(
    ["some", "none", "not-known", "yes", "9" * 30, "-1", "1", "inpatient_spells", "\x00", "²"]
)  # fmt: skip


@given(
    st.dictionaries(keys, texts | st.lists(texts, max_size=3), max_size=9),
    st.sampled_from(["who", "why", "illness", "hospital"]),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_posted_there_is_an_answer(
    cast: Cast, client_of: ClientOf, typed: dict[str, Any], section: str
) -> None:
    if not hasattr(cast, "begun"):
        put_in_force(cast)
        cast.begun = draft(cast)  # type: ignore[attr-defined]  # made once for all examples
    answer = client_of(cast.ruth).post(at(cast.begun, section), typed)  # type: ignore[attr-defined]  # as above
    assert answer.status_code in {200, 302}
