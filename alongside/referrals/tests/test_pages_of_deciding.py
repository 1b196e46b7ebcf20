"""The pages on which a team screens and decides, and what each role finds there."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from alongside.access.models import Opening
from alongside.documents.models import Sent
from alongside.referrals.models import Criteria, Decision, Referral
from alongside.referrals.tests.decided import (
    LETTERS,
    NO,
    YES,
    YESTERDAY,
    ClientOf,
    page,
    referred,
)
from alongside.referrals.tests.referred import MEETS, MEETS_NOT, put_in_force, sent, taken_in
from alongside.staff.models import Team
from tests.cast import Cast, asking


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())


def test_the_page_says_what_the_criteria_come_to_and_on_what_it_rests(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral = referred(cast, MEETS_NOT)
    text = client_of(cast.ngozi).get(page("decide", referral)).content.decode()
    assert "They do not meet the criteria" in text
    assert "1 criterion stands in the way" in text
    assert "Much use of hospital or of intensive care at home in the past two years" in text
    assert "1 April 2026 to 1 May 2026" in text
    assert "Ruth Adeyemi" in text
    assert "Referral criteria, third sentence" in text
    assert "Judge this as a clinician" in text
    with asking(cast.ngozi):
        assert Opening.objects.filter(person_ids__contains=[referral.person_id]).exists()


def test_who_holds_the_care_is_proposed_with_the_number_of_their_team(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    Team.objects.filter(pk=cast.armley.pk).update(phone="0113 496 0200")
    text = client_of(cast.ngozi).get(page("decide", referred(cast, MEETS_NOT))).content.decode()
    assert 'value="Armley CMHT, Ruth Adeyemi, 0113 496 0200"' in text


def test_what_is_not_known_stands_there_as_a_question(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    text = client_of(cast.ngozi).get(page("decide", referred(cast, {}))).content.decode()
    assert "The criteria cannot tell yet" in text
    assert "To ask: Is lasting contact, agreed with them, hard to keep?" in text


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("decide", {"ngozi", "tom"}),
        ("screening", {"ngozi", "tom", "priya", "ada"}),
        ("plan-session", {"ngozi", "tom", "priya"}),
        ("session", {"ngozi", "tom", "priya"}),
        ("call-off", {"ngozi", "tom", "priya"}),
    ],
)
def test_each_role_finds_its_own_pages(
    cast: Cast, client_of: ClientOf, name: str, allowed: set[str]
) -> None:
    put_in_force(cast)
    address = page(name, referred(cast))
    for who in ("ngozi", "tom", "priya", "ada", "ruth", "sian"):
        answer = client_of(getattr(cast, who)).get(address)
        assert answer.status_code == (200 if who in allowed else 404), who
    assert Client().get(address).status_code == 302


def test_who_may_not_decide_cannot_post_a_decision(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral = referred(cast)
    for who in (cast.priya, cast.ada, cast.ruth, cast.sian):
        assert client_of(who).post(page("decide", referral), YES).status_code == 404
        preview = page("preview", referral, reader="person")
        assert client_of(who).post(preview, YES).status_code == 404
    with asking(cast.ngozi):
        assert not Decision.objects.exists()


def test_a_no_is_decided_read_printed_and_given(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral, client = referred(cast, MEETS_NOT), client_of(cast.ngozi)
    preview = client.post(page("preview", referral, reader="person"), NO)
    assert preview["Content-Type"] == "application/pdf"
    assert "PALS" in words_of(preview.content)
    with asking(cast.ngozi):
        assert not Decision.objects.exists()
        assert not Sent.objects.exists()
    assert client.post(page("decide", referral), NO)["Location"] == page("decision", referral)
    for worker in (cast.ngozi, cast.priya, cast.ada, cast.tom):
        text = client_of(worker).get(page("decision", referral)).content.decode()
        assert "Not accepted" in text
        assert "A housing support worker" in text
    with asking(cast.ngozi):
        kept = Sent.objects.get(addressee="Wei Zhang")
    given = client.get(page("kept-letter", referral, sent_id=kept.pk))
    assert given.content == bytes(kept.pdf)
    assert client.get(page("decide", referral))["Location"] == page("decision", referral)
    for size in ("", "?size=16"):
        letter = client.get(page("letter", referral, reader="referrer") + size)
        assert "Advocacy Leeds" in words_of(letter.content)


def test_what_a_second_one_decided_meanwhile_is_shown_again_and_a_second_press_is_not(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral = referred(cast, MEETS_NOT)
    tom, ngozi = client_of(cast.tom), client_of(cast.ngozi)
    decided = page("decision", referral)
    assert tom.post(page("decide", referral), NO)["Location"] == decided
    assert tom.post(page("decide", referral), NO)["Location"] == decided
    shown = ngozi.post(page("decide", referral), YES).content.decode()
    assert "Tom Brennan decided on this referral on" in shown
    assert "Met twice on the ward" in shown
    assert ngozi.get(page("decide", referral))["Location"] == decided
    with asking(cast.ngozi):
        assert Decision.objects.get().outcome == "refused"


def test_the_referrer_has_their_own_letter_and_nothing_of_the_teams(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral = referred(cast, MEETS_NOT)
    referrer = client_of(cast.ruth)
    assert referrer.get(page("own-letter", referral)).status_code == 404
    client_of(cast.ngozi).post(page("decide", referral), NO)
    letter = referrer.get(page("own-letter", referral))
    assert "not to accept it" in words_of(letter.content)
    own = referrer.get(f"/refer/{referral.pk}/").content.decode()
    assert "You can refer again when something has changed" in own
    with asking(cast.ngozi):
        kept = Sent.objects.first()
        assert kept
    for address in (
        page("decision", referral),
        page("letter", referral, reader="referrer"),
        page("kept-letter", referral, sent_id=kept.pk),
    ):
        assert referrer.get(address).status_code == 404
        assert client_of(cast.sian).get(address).status_code == 404
    assert client_of(cast.sian).get(page("own-letter", referral)).status_code == 404


def test_whoever_was_accepted_need_not_be_referred_again(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral = referred(cast)
    client_of(cast.ngozi).post(page("decide", referral), YES)
    own = client_of(cast.ruth).get(f"/refer/{referral.pk}/").content.decode()
    assert "Decided by the criteria" in own
    assert "refer again" not in own


@pytest.mark.parametrize(
    ("way", "says"),
    [
        ({"to_referrer": "email"}, "No email address of Ruth Adeyemi is known here"),
        ({"to_person": "post"}, "No address of Wei Zhang is recorded"),
    ],
)
def test_a_letter_with_nowhere_to_go_is_refused_beside_the_way_it_should_go(
    cast: Cast, client_of: ClientOf, way: dict[str, str], says: str
) -> None:
    put_in_force(cast)
    nowhere = {"referrer_contact": "0113 496 0000", "address": "", "postcode": ""}
    referral = taken_in(cast, told=MEETS_NOT, at=YESTERDAY, **nowhere)
    text = client_of(cast.ngozi).post(page("decide", referral), NO | way).content.decode()
    assert f'href="#id_{next(iter(way))}_0">{says}. Choose another way</a>' in text


@pytest.mark.parametrize("is_known", [False, True])
def test_a_way_without_an_address_is_not_offered_and_why_is_said(
    cast: Cast, client_of: ClientOf, *, is_known: bool
) -> None:
    put_in_force(cast)
    known = {"referrer_contact": "ruth@nhs.example", "address": "2 Mill Row, Leeds"}
    nowhere = {"referrer_contact": "0113 496 0000", "address": "", "postcode": ""}
    about = known if is_known else nowhere
    referral, client = taken_in(cast, told=MEETS_NOT, at=YESTERDAY, **about), client_of(cast.ngozi)
    text = client.get(page("decide", referral)).content.decode()
    for box, way, says in (
        ("to_referrer", "email", "No email address of Ruth Adeyemi is known here"),
        ("to_person", "post", "No address of Wei Zhang is recorded"),
    ):
        offered = set(re.findall(rf'name="{box}" type="radio" value="([^"]+)"', text))
        assert (way in offered, says in text) == (is_known, not is_known)
        assert "printed" in offered
    client.post(page("decide", referral), NO)
    again = client.get(page("decision", referral)).content.decode()
    assert ('value="email"' in again) is is_known, "neither has one"
    assert "No email address of Wei Zhang is known here" in again


def test_a_letter_is_given_again_in_large_print(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral, client = referred(cast, MEETS_NOT), client_of(cast.ngozi)
    client.post(page("decide", referral), NO)
    again = {"reader": "person", "how": "by hand", "large_print": "on"}
    assert client.post(page("decision", referral), again).status_code == 302
    posted = client.post(page("decision", referral), again | {"how": "email"})
    assert "No email address of Wei Zhang is known here" in posted.content.decode()
    assert client_of(cast.priya).post(page("decision", referral), again).status_code == 404
    with asking(cast.ngozi):
        assert Sent.objects.filter(addressee="Wei Zhang", large_print=True).count() == 1


@pytest.mark.parametrize(
    ("told", "sent_in", "says"),
    [
        (MEETS, {"outcome": ""}, "Select what you decide"),
        (MEETS, YES | {"explanation": ""}, "Finish the screening first"),
        (MEETS, NO, "Explain why you decide otherwise"),
        (MEETS_NOT, NO | {"care_holder": ""}, "Say who holds the care"),
        (MEETS_NOT, NO | {"to_person": "post"}, "No address of Wei Zhang is recorded"),
        (MEETS_NOT, NO | {"judge-high-use": "met"}, "Enter why you judge so"),
        (MEETS, NO | {"outcome": "returned"}, "Choose at least one question"),
        (MEETS, YES | {"outcome": "maybe"}, "Choose one of the answers"),
        (MEETS, YES | {"next_step": "x" * 30_000}, "must be 20000 characters or fewer"),
        (MEETS, YES | {"explanation": "a\x00b"}, "character that cannot be kept"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cast: Cast, client_of: ClientOf, told: dict[str, Any], sent_in: dict[str, str], says: str
) -> None:
    put_in_force(cast)
    referral = taken_in(cast, told=told, at=YESTERDAY, address="", postcode="")
    answer = client_of(cast.ngozi).post(page("decide", referral), sent_in)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert says in text
    if sent_in.get("instead"):
        assert "A housing support worker" in text
    with asking(cast.ngozi):
        assert not Decision.objects.exists()
        assert not Sent.objects.exists()


def test_a_referral_comes_back_with_questions_and_is_decided_later(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, client = referred(cast, {}), client_of(cast.ngozi)
    asked = LETTERS | {"outcome": "returned", "questions": ["0", "1"]}
    assert client.post(page("decide", referral), asked).status_code == 302
    with asking(cast.ngozi):
        assert referral.questions.count() == 2
    text = client.get(page("decision", referral)).content.decode()
    assert "Asked the referrer" in text
    assert client.get(page("decide", referral)).status_code == 200
    assert client_of(cast.ruth).get(page("own-letter", referral)).status_code == 404


def test_without_criteria_in_force_the_page_says_what_to_do(
    cast: Cast, client_of: ClientOf
) -> None:
    text = client_of(cast.ngozi).get(page("decide", referred(cast))).content.decode()
    assert "no criteria in force" in text


def test_somebody_not_taken_in_can_be_refused_and_not_accepted(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, client = sent(cast, YESTERDAY, told=MEETS_NOT), client_of(cast.ngozi)
    answer = client.post(page("decide", referral), YES)
    assert "Take the referral in first" in answer.content.decode()
    assert client.post(page("decide", referral), NO).status_code == 302
    assert "Wei Zhang" in client.get(page("decision", referral)).content.decode()


def test_addresses_that_name_nothing_are_not_found(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral, client = referred(cast, MEETS_NOT), client_of(cast.ngozi)
    assert client.get(page("decision", referral)).status_code == 404
    assert client.post(page("preview", referral, reader="dragon"), NO).status_code == 404
    client.post(page("decide", referral), NO)
    assert client.get(page("letter", referral, reader="invited")).status_code == 404
    assert client.get(page("kept-letter", referral, sent_id=referral.pk)).status_code == 404


ANYTHING = st.one_of(
    st.text(max_size=30), st.sampled_from(["accepted", "refused", "returned", "0"])
)
NAMES = (
    "outcome pathway next_step instead questions explanation care_holder to_person large_print"
    " to_referrer judged_by judge-high-use why-high-use reckon"
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.dictionaries(st.sampled_from(NAMES.split()), st.one_of(ANYTHING, st.lists(ANYTHING))))
def test_nothing_that_is_typed_breaks_the_decision(
    cast: Cast, client_of: ClientOf, typed: dict[str, Any]
) -> None:
    if not Criteria.objects.exists():
        put_in_force(cast)
    referral = referred(cast, MEETS_NOT)
    client = client_of(cast.ngozi)
    preview = page("preview", referral, reader="referrer")
    assert client.post(preview, typed).status_code == 200
    assert client.post(page("decide", referral), typed).status_code in {200, 302}


def test_the_page_asks_a_fixed_number_of_queries(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    client = client_of(cast.ngozi)

    def queries(referral: Referral) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page("decide", referral)).status_code == 200
        return len(asked)

    assert queries(referred(cast, MEETS)) == queries(referred(cast, {})) <= 22
