"""The pages on which a team receives referrals: for the team alone, each with what it may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from alongside.access.models import Opening
from alongside.caseload.models import Discharge
from alongside.kernel.fact import Known
from alongside.people.models import Person
from alongside.referrals.actions import referring, taking_in
from alongside.referrals.actions.taking_in import Asking
from alongside.referrals.facts import told_in
from alongside.referrals.models import Question, Referral, TurnedAway
from alongside.referrals.tests.referred import put_in_force, sent
from alongside.referrals.tests.test_any_criteria import boxes_on
from alongside.referrals.tests.test_deciding import NO, decide
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

ClientOf = Callable[[Worker], Client]


def page(name: str, *args: object) -> str:
    return reverse(f"referrals:{name}", args=args)


def stored(cast: Cast) -> Referral:
    with asking(cast.ngozi):
        return Referral.objects.get()


def test_the_list_shows_what_waits_and_what_is_missing(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    sent(cast, told={"severe_and_persistent": True}, priority=Referral.Priority.URGENT)
    for worker in (cast.ngozi, cast.tom, cast.priya, cast.ada):
        text = client_of(worker).get(page("list")).content.decode()
        assert "Wei Zhang" in text
        assert "Urgent" in text
        assert "facts not known" in text
        assert "Not taken in yet" in text
    assert "Wei Zhang" not in client_of(cast.sian).get(page("list")).content.decode()
    assert client_of(cast.ruth).get(page("list")).status_code == 404
    assert Client().get(page("list")).status_code == 302


def test_by_which_hour_a_very_urgent_referral_is_answered_stands_wherever_it_is_read(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral = sent(cast, priority=Referral.Priority.VERY_URGENT)
    decide = reverse("deciding:decide", args=[referral.pk])
    for worker, addresses in (
        (cast.ngozi, [page("list"), page("referral", referral.pk), decide]),
        (cast.ruth, [page("own-referral", referral.pk)]),
    ):
        for address in addresses:
            assert "Due today by 1pm" in client_of(worker).get(address).content.decode(), address
    own = client_of(cast.ruth).get(page("own-referral", referral.pk)).content.decode()
    assert "A very urgent referral is answered within 4 hours." in own


def test_a_referrer_reads_by_when_an_answer_comes_or_that_it_waits_for_theirs(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = sent(cast)
    ruth = client_of(cast.ruth)
    address = page("own-referral", referral.pk)
    assert "Due in 7 days" in ruth.get(address).content.decode()
    with asking(cast.ngozi) as ngozi:
        taking_in.ask(referral, questions=[Asking("", "Who has the key?")], by=ngozi, at=NOW)
    assert "Waits for your answers" in ruth.get(address).content.decode()


@pytest.mark.parametrize(
    "query", ["show=all", "show=dragon", "priority=2&show=all", "page=99", "team=x"]
)
def test_any_filter_has_an_answer(cast: Cast, client_of: ClientOf, query: str) -> None:
    put_in_force(cast)
    sent(cast)
    assert client_of(cast.ngozi).get(f"{page('list')}?{query}").status_code == 200


def test_a_filter_that_nothing_fits_says_so(cast: Cast, client_of: ClientOf) -> None:
    sent(cast)
    text = client_of(cast.ngozi).get(f"{page('list')}?priority=4").content.decode()
    assert "No referral fits what you chose" in text


def test_a_long_list_costs_no_more_queries(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    put_in_force(cast)
    for number in range(7):
        sent(cast, family_name=f"Zhang{number}")
    ngozi = client_of(cast.ngozi)
    with django_assert_max_num_queries(13):
        assert ngozi.get(page("list")).status_code == 200


def test_one_referral_shows_each_criterion_with_its_reason(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    put_in_force(cast)
    referral = sent(cast, told={"severe_and_persistent": True, "autism": False})
    ngozi = client_of(cast.ngozi)
    with django_assert_max_num_queries(16):
        text = ngozi.get(page("referral", referral.pk)).content.decode()
    for words in (
        "cannot tell yet",
        "A severe and persistent psychotic disorder",
        "Referral criteria, second sentence",
        "What is their primary mental health diagnosis?",
        "999 735 4680",
        "Ruth Adeyemi",
        "Take it in",
    ):
        assert words in text
    with asking(cast.ngozi):
        assert Opening.objects.filter(page=page("referral", referral.pk)).count() == 1


def test_nobody_else_opens_it(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast)
    names = [("referral",), ("take-in",), ("ask",), ("learn", "autism")]
    for name, *more in names:
        address = page(name, referral.pk, *more)
        assert client_of(cast.sian).get(address).status_code == 404
        assert client_of(cast.ruth).get(address).status_code == 404
        assert Client().get(address)["Location"].startswith("/sign-in/")
    assert client_of(cast.priya).get(page("referral", referral.pk)).status_code == 200
    for name, *more in names[1:]:
        assert client_of(cast.priya).get(page(name, referral.pk, *more)).status_code == 404


def test_without_criteria_the_page_says_so(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast)
    text = client_of(cast.ngozi).get(page("referral", referral.pk)).content.decode()
    assert "no criteria in force" in text
    assert "No criteria in force" in client_of(cast.ngozi).get(page("list")).content.decode()


def test_taken_in_as_somebody_new(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast)
    ada = client_of(cast.ada)
    assert "Nobody whom your teams know" in ada.get(page("take-in", referral.pk)).content.decode()
    assert "There is a problem" in ada.post(page("take-in", referral.pk), {}).content.decode()
    answer = ada.post(page("take-in", referral.pk), {"who": "new"}, follow=True)
    assert "was taken in" in answer.content.decode()
    with asking(cast.ada):
        assert Person.objects.get(family_name="Zhang").nhs_number == "9997354680"
    again = ada.post(page("take-in", referral.pk), {"who": "new"})
    assert "taken in already" in again.content.decode()


def test_taken_in_as_somebody_known_by_several_signs(cast: Cast, client_of: ClientOf) -> None:
    misspelt: dict[str, Any] = {"given_name": "Sam", "family_name": "Obrian", "nhs_number": ""}
    referral = sent(cast, born_on=cast.sam.born_on, **misspelt)
    ada = client_of(cast.ada)
    text = ada.get(page("take-in", referral.pk)).content.decode()
    for words in ("Samuel Ó Briain", "The date of birth is the same", "spelt a little differently"):
        assert words in text
    answer = ada.post(page("take-in", referral.pk), {"who": str(cast.sam.pk)})
    assert answer.status_code == 302
    assert stored(cast).person_id == cast.sam.pk


def test_an_earlier_referral_of_the_same_person_is_shown_to_the_team_also_when_never_taken_in(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    about: dict[str, Any] = {"given_name": "Wayan", "family_name": "", "nhs_number": ""}
    first = sent(cast, at=NOW - timedelta(days=30), **about)
    decide(first, cast.ngozi, replace(NO, explanation="Moved to Cardiff"), at=NOW)
    again = sent(cast, **about)
    another = sent(cast, given_name="Jan", family_name="Nowak", born_on=date(1960, 7, 1))
    for address in (page("referral", again.pk), page("take-in", again.pk)):
        text = client_of(cast.ngozi).get(address).content.decode()
        part = text.split("Earlier referrals like this one")[1]
        assert page("referral", first.pk) in part
        assert "Never taken in" in part
        assert "Not accepted" in part
        assert "The date of birth is the same" in part
        assert page("referral", another.pk) not in part.split("</table>")[0]
    own = client_of(cast.ruth).get(page("own-referral", again.pk)).content.decode()
    assert "Earlier referrals" not in own
    assert client_of(cast.sian).get(page("referral", again.pk)).status_code == 404


def test_a_referral_like_no_other_says_nothing_of_others(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast)
    text = client_of(cast.ngozi).get(page("referral", referral.pk)).content.decode()
    assert "Earlier referrals" not in text


def test_nobody_is_taken_in_as_a_person_of_another_team(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast, nhs_number=cast.dylan.nhs_number)
    ada = client_of(cast.ada)
    assert "Dylan" not in ada.get(page("take-in", referral.pk)).content.decode()
    answer = ada.post(page("take-in", referral.pk), {"who": str(cast.dylan.pk)})
    assert "There is a problem" in answer.content.decode()
    assert stored(cast).person_id is None


def test_somebody_who_comes_back_is_offered_the_quick_way(cast: Cast, client_of: ClientOf) -> None:
    with asking(cast.ngozi) as ngozi:
        Discharge.objects.create(
            episode=cast.sams_episode, person=cast.sam, ground="stepped-down", explanation="Well",
            discharged_by=ngozi, discharged_at=NOW - timedelta(days=30),
        )  # fmt: skip
    referral = sent(cast, nhs_number=cast.sam.nhs_number, given_name="Sam")
    ada = client_of(cast.ada)
    text = ada.get(page("take-in", referral.pk)).content.decode()
    assert "Was in the care of North team from 4 May 2026 to 24 October 2026" in text
    assert "comes_back" not in boxes_on(text)
    ada.post(page("take-in", referral.pk), {"who": str(cast.sam.pk), "comes_back": "on"})
    assert stored(cast).returned_from == cast.sams_episode.pk


def test_questions_are_put_in_words_that_can_be_changed(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral = sent(cast)
    ngozi = client_of(cast.ngozi)
    text = ngozi.get(page("ask", referral.pk)).content.decode()
    assert "What is their primary mental health diagnosis?" in text
    assert "Choose at least one" in ngozi.post(page("ask", referral.pk), {}).content.decode()
    typed = {"ask_0": "on", "words_0": "Which long illness is it?", "own": "Who has the key?"}
    answer = ngozi.post(page("ask", referral.pk), typed, follow=True)
    assert "2 questions put to Ruth Adeyemi" in answer.content.decode()
    with asking(cast.ngozi):
        assert set(Question.objects.values_list("asks", flat=True)) == {
            "Which long illness is it?",
            "Who has the key?",
        }


def test_what_was_learnt_says_who_told_it(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral = sent(cast)
    ngozi = client_of(cast.ngozi)
    address = page("learn", referral.pk, "autism")
    assert "There is a problem" in ngozi.post(address, {"autism": "no"}).content.decode()
    told_on = timezone.localdate().isoformat()
    refused = ngozi.post(address, {"told_by": "Ruth", "told_on": told_on})
    assert "Write down what you were told" in refused.content.decode()
    told = {"autism": "no", "told_by": "Ruth, by telephone", "told_on": told_on}
    assert ngozi.post(address, told).status_code == 302
    assert told_in(stored(cast))["autism"] == Known(
        False, timezone.localdate(), "Ruth, by telephone"
    )
    assert ngozi.get(page("learn", referral.pk, "dragon")).status_code == 404


def test_what_is_typed_while_the_referrer_withdraws_is_shown_again(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral = sent(cast)
    with asking(cast.ruth) as ruth:
        referring.withdraw(referral, why="Moved away", by=ruth, at=NOW)
    ngozi = client_of(cast.ngozi)
    told_on = timezone.localdate().isoformat()
    told = {"autism": "no", "told_by": "Ruth, by telephone", "told_on": told_on}
    for address, typed in (
        (page("ask", referral.pk), {"own": "Who has the key?"}),
        (page("learn", referral.pk, "autism"), told),
    ):
        shown = ngozi.post(address, typed).content.decode()
        assert "The referrer has withdrawn this referral" in shown
        assert "Who has the key?" in shown or "Ruth, by telephone" in shown
        assert ngozi.get(address).status_code == 404


def test_paper_is_typed_in_on_the_same_pages(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    ada = client_of(cast.ada)
    begun = ada.post(page("paper"), {"to_team": cast.north.pk})
    sender = begun["Location"]
    assert sender.endswith("/sender/")
    typed = {"referrer": "gp", "referrer_name": "Dr Ann Lee, Ward 4"}
    who = ada.post(sender, typed)["Location"]
    ada.post(who, {"family_name": "Zhang"})
    why = {"reason": "Alone", "who_holds_care": "Ward 4", "priority": "2", "pathway": "not-known"}
    ada.post(who.replace("/who/", "/why/"), why)
    check = who.replace("/who/", "/check/")
    assert "Ask the person’s community mental health team" in ada.post(check).content.decode()
    ada.post(sender, typed | {"referrer": "inpatient_ward"})
    answer = ada.post(check, {"came_on": "2026-11-20"})
    referral = stored(cast)
    assert answer["Location"] == page("referral", referral.pk)
    assert (referral.channel, referral.referred_by) == ("paper", None)
    assert client_of(cast.priya).get(page("paper")).status_code == 404
    assert client_of(cast.ruth).get(page("paper")).status_code == 404


@pytest.mark.parametrize("large", ["", "?print=large"])
def test_the_paper_form_asks_what_the_criteria_ask(
    cast: Cast, client_of: ClientOf, large: str
) -> None:
    put_in_force(cast)
    for worker in (cast.ruth, cast.ada):
        client = client_of(worker)
        assert "North team" in client.get(page("blank-forms")).content.decode()
        answer = client.get(page("blank-form", cast.north.pk) + large)
        assert answer["Content-Type"] == "application/pdf"
    text = " ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages)
    said = " ".join(text.split())
    assert "What is their primary mental health diagnosis?" in said
    assert "Leicestershire assertive outreach" in said
    assert client_of(cast.ada).get(page("blank-form", cast.armley.pk)).status_code == 404
    assert client_of(cast.ada).get(page("blank-form", cast.south.pk)).status_code == 404


def test_anybody_may_read_whom_to_ask(client: Client, db: None) -> None:
    text = client.get(page("asking-for-help")).content.decode()
    for words in (
        "GP",
        "community mental health team",
        "crisis team",
        "PALS",
        "Llais",
        "999",
        "111",
    ):
        assert words in text


def test_who_asked_on_paper_for_themself_is_counted_with_one_press(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    ada = client_of(cast.ada)
    sender = ada.post(page("paper"), {"to_team": cast.north.pk})["Location"]
    ada.post(sender, {"referrer": "self", "referrer_name": "Wei Zhang"})
    text = ada.get(sender.replace("/sender/", "/check/")).content.decode()
    address = f"{page('turn-away')}?team={cast.north.pk}&asked=themself"
    assert f'href="{address.replace("&", "&amp;")}"' in text or f'href="{address}"' in text
    form = ada.get(address).content.decode()
    assert 'value="themself" checked' in form
    ada.post(sender, {"referrer": "inpatient_ward", "referrer_name": "Ward 4"})
    assert (
        "Count that they asked" not in ada.get(sender.replace("sender", "check")).content.decode()
    )


def test_the_sign_in_page_says_where_to_ask_for_help(client: Client, db: None) -> None:
    assert f'href="{page("asking-for-help")}"' in client.get("/sign-in/").content.decode()


def test_somebody_turned_away_is_counted_and_may_have_a_letter(
    cast: Cast, client_of: ClientOf
) -> None:
    ada = client_of(cast.ada)
    assert "There is a problem" in ada.post(page("turn-away"), {}).content.decode()
    counted = ada.post(page("turn-away"), {"team": cast.north.pk, "asked": "family"})
    letter = counted["Location"]
    assert "There is a problem" in ada.post(letter, {}).content.decode()
    pdf = ada.post(letter, {"name": "Mr Imran Shah", "large": "on"})
    assert pdf["Content-Type"] == "application/pdf"
    text = PdfReader(BytesIO(pdf.content)).pages[0].extract_text()
    assert "Imran Shah" in text
    month = ada.get(page("turned-away")).content.decode()
    assert timezone.localdate().strftime("%B %Y") in month
    with asking(cast.ada):
        turned = TurnedAway.objects.get()
        assert "Shah" not in turned.told
    assert client_of(cast.sian).get(letter).status_code == 404
    assert client_of(cast.priya).get(page("turn-away")).status_code == 404
    assert client_of(cast.ruth).get(page("turned-away")).status_code == 404
    assert Client().get(page("turned-away"))["Location"].startswith("/sign-in/")
