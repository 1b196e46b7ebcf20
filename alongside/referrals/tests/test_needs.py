"""Language, culture and wishes: asked when somebody is referred, and shown where it matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from alongside.contacts.tests.telling import planned
from alongside.drafts.actions import keep
from alongside.people.models import Person, Telling, Wish
from alongside.people.told import ETHNICITIES
from alongside.referrals.actions import screening, taking_in
from alongside.referrals.actions.screening import Meeting
from alongside.referrals.models import Referral
from alongside.referrals.tests.referred import draft, put_in_force, sent, taken_in
from alongside.referrals.tests.test_any_criteria import boxes_on
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, meet

ClientOf = Callable[[Worker], Client]
TOLD: dict[str, Any] = {
    "first_language": "Punjabi",
    "needs_interpreter": "yes",
    "communication_needs": "Reads lips. Sit where your face can be seen.",
    "ethnicity": "H",
    "religion": "Sikh",
    "wishes": "A woman, please. And nobody who knows my uncle.",
}
NEEDED = "Interpreter needed (Punjabi)"


def language_of(referral: Referral) -> str:
    return reverse("referrals:section", args=[referral.pk, "language"])


def stored(cast: Cast, worker: Worker) -> Referral:
    with asking(worker):
        return Referral.objects.get()


def text_of(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def known(cast: Cast, **about: Any) -> tuple[Referral, Person]:
    """Take a referral in as somebody whom the North team knew."""
    person = meet(cast.ngozi, cast.north, given_name="Wei", family_name="Zhang", **about)
    referral = sent(cast, **TOLD)
    with asking(cast.ada) as ada:
        return taking_in.take_in_as_known(referral, person=person, by=ada, at=NOW), person


def test_a_referrer_tells_what_they_know_and_reads_it_again(
    cast: Cast, client_of: ClientOf
) -> None:
    referral, ruth = draft(cast), client_of(cast.ruth)
    page = ruth.get(language_of(referral)).content.decode()
    assert "Whom would they like to work with?" in page
    assert "needs_interpreter" not in boxes_on(page), "nothing is ticked before somebody chooses"
    assert ruth.post(language_of(referral), TOLD).status_code == 302
    written = stored(cast, cast.ruth)
    assert {name: getattr(written, name) for name in TOLD} == TOLD
    check = text_of(ruth, "referrals:check", referral.pk)
    ruth.post(reverse("referrals:check", args=[referral.pk]))
    own = text_of(ruth, "referrals:own-referral", referral.pk)
    for words in ("Punjabi", "Reads lips.", ETHNICITIES["H"], "Sikh", "knows my uncle"):
        assert words in check, words
        assert words in own, words


def test_nothing_of_it_has_to_be_answered_and_not_known_is_an_answer(
    cast: Cast, client_of: ClientOf
) -> None:
    referral, ruth = draft(cast), client_of(cast.ruth)
    assert ruth.post(language_of(referral), {}).status_code == 302
    assert stored(cast, cast.ruth).needs_interpreter == ""
    ruth.post(language_of(referral), {"needs_interpreter": "not-known", "ethnicity": "99"})
    assert stored(cast, cast.ruth).needs_interpreter == "not-known"
    assert "needs_interpreter" in boxes_on(ruth.get(language_of(referral)).content.decode())
    assert ruth.post(reverse("referrals:check", args=[referral.pk])).status_code == 302
    with asking(cast.ada) as ada:
        person = taking_in.take_in_as_new(referral, by=ada, at=NOW).person
    assert person
    assert (person.needs_interpreter, person.first_language) == (None, "")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("first_language", "x" * 41, "must be 40 characters or fewer"),
        ("needs_interpreter", "perhaps", "Choose one of the answers"),
        ("ethnicity", "Q", "Choose one of the answers"),
        ("religion", "x" * 61, "must be 60 characters or fewer"),
        ("communication_needs", "x" * 2_001, "must be 2000 characters or fewer"),
        ("wishes", "a\x00b", "cannot be kept"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    cast: Cast, client_of: ClientOf, field: str, typed: str, sentence: str
) -> None:
    referral = draft(cast)
    page = client_of(cast.ruth).post(language_of(referral), TOLD | {field: typed})
    assert sentence in page.content.decode()
    assert stored(cast, cast.ruth).religion == ""


def test_what_is_typed_is_kept_as_a_draft(cast: Cast, client_of: ClientOf) -> None:
    referral, ruth = draft(cast), client_of(cast.ruth)
    page = language_of(referral)
    assert "data-autosave" in ruth.get(page).content.decode()
    typed = {"wishes": ["A woman"], "needs_interpreter": ["yes"]}
    account_id = cast.ruth.account_id
    assert account_id
    with asking(cast.ruth):
        keep(page, typed, by=account_id, at=NOW)
    shown = ruth.get(page).content.decode()
    assert "A woman</textarea>" in shown
    assert boxes_on(shown)["needs_interpreter"] == ["yes"]


def test_the_paper_form_asks_it_and_what_is_on_paper_is_typed_in(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    ada = client_of(cast.ada)
    form = ada.get(reverse("referrals:blank-form", args=[cast.north.pk]))
    pages = PdfReader(BytesIO(form.content)).pages
    said = " ".join(" ".join(one.extract_text() for one in pages).split())
    for words in (
        "Language, culture and wishes", "Do they need an interpreter?", ETHNICITIES["P"],
        "Whom would they like to work with?", "Say so if nobody has asked them yet",
    ):  # fmt: skip
        assert words in said, words
    ada.post(reverse("referrals:paper"), {"to_team": cast.north.pk})
    paper = stored(cast, cast.ada)
    assert ada.post(language_of(paper), TOLD).status_code == 302
    assert stored(cast, cast.ada).needs_interpreter == "yes"


def test_the_team_reads_it_on_the_referral_when_taking_in_and_when_deciding(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, tom = sent(cast, **TOLD), client_of(cast.tom)
    for name in ("referrals:referral", "referrals:take-in", "deciding:decide"):
        text = text_of(tom, name, referral.pk)
        for words in ("Punjabi", "Reads lips.", ETHNICITIES["H"], "Sikh", "knows my uncle"):
            assert words in text, (name, words)


def test_of_somebody_new_the_facts_become_the_persons_told_by_the_referrer(
    cast: Cast, client_of: ClientOf
) -> None:
    person_id = taken_in(cast, **TOLD).person_id
    assert person_id
    with asking(cast.ngozi):
        person = Person.objects.get(pk=person_id)
        telling = Telling.objects.get(person=person)
    assert person.needs_interpreter is True
    assert (person.first_language, person.ethnicity, person.religion) == ("Punjabi", "H", "Sikh")
    assert person.communication_needs == TOLD["communication_needs"]
    assert telling.source == Telling.Source.REFERRER
    assert {"needs_interpreter", "first_language", "religion"} <= set(telling.facts)
    ngozi = client_of(cast.ngozi)
    for page in (f"/people/{person_id}/", f"/people/{person_id}/print/"):
        text = ngozi.get(page).content.decode()
        door = text[text.index("Before you knock") :]
        assert NEEDED in door, page
        assert "Reads lips." in door, page
    banner = ngozi.get(f"/people/{person_id}/identity/").content.decode()
    assert NEEDED in banner


def test_that_no_interpreter_is_needed_is_known_as_well(cast: Cast) -> None:
    person_id = taken_in(cast, needs_interpreter="no").person_id
    assert person_id
    with asking(cast.ngozi):
        person = Person.objects.get(pk=person_id)
        assert person.needs_interpreter is False
        assert "needs_interpreter" in Telling.objects.get(person=person).facts


def test_of_somebody_known_nothing_is_overwritten_and_what_differs_is_shown(
    cast: Cast, client_of: ClientOf
) -> None:
    about = {"first_language": "Urdu", "religion": "sikh", "ethnicity": "H", "phone": "0113"}
    person = meet(cast.ngozi, cast.north, given_name="Wei", family_name="Zhang",
                  nhs_number="9997354680", **about)  # fmt: skip
    referral, ada = sent(cast, **TOLD), client_of(cast.ada)
    asks = text_of(ada, "referrals:take-in", referral.pk)
    differs = asks[asks.index("What the referrer told otherwise") :]
    assert "Our record says: Urdu" in differs
    assert "Needs an interpreter" in differs
    assert "Religion" not in differs, "the same in other letters is the same"
    with asking(cast.ada):
        taking_in.take_in_as_known(referral, person=person, by=cast.ada, at=NOW)
        found = Person.objects.get(pk=person.pk)
        assert (found.first_language, found.needs_interpreter) == ("Urdu", None)
        assert not Telling.objects.filter(person=person).exists()
    text = text_of(ada, "referrals:referral", referral.pk)
    assert "Our record says: Urdu" in text
    assert "Our record was not changed by this." in text


def test_an_interpreter_told_of_somebody_known_stands_at_the_door_until_the_record_answers(
    cast: Cast, client_of: ClientOf
) -> None:
    _, person = known(cast)
    page = f"/people/{person.pk}/"
    ngozi = client_of(cast.ngozi)
    text = ngozi.get(page).content.decode()
    assert NEEDED in text
    assert "our record does not say so yet" in text
    with asking(cast.ngozi):
        Person.objects.filter(pk=person.pk).update(needs_interpreter=False)
    assert NEEDED not in ngozi.get(page).content.decode()


def test_who_goes_to_a_first_visit_reads_it_while_the_record_holds_no_answer(
    cast: Cast, client_of: ClientOf
) -> None:
    _, person = known(cast)
    with asking(cast.priya):
        visit = planned(cast, NOW + timedelta(hours=2), person=person)
    priya = client_of(cast.priya)
    for name, about in (("visit", visit.pk), ("of_visit", visit.pk), ("plan", person.pk)):
        assert NEEDED in text_of(priya, f"contacts:{name}", about), name
    for name in ("today:my-day", "contacts:day"):
        assert NEEDED in text_of(priya, name), name
    for recorded, says in ((False, ""), (True, "Interpreter needed (Urdu)")):
        with asking(cast.priya):
            Person.objects.filter(pk=person.pk).update(
                needs_interpreter=recorded, first_language="Urdu", communication_needs="Signs"
            )
        for name in ("today:my-day", "contacts:day"):
            text = text_of(priya, name)
            assert says in text, name
            assert NEEDED not in text, name
    assert "Signs" in text_of(priya, "today:my-day")


def _plan(cast: Cast, referral: Referral) -> None:
    with asking(cast.ngozi) as ngozi:
        meeting = Meeting(NOW + timedelta(hours=6), ngozi, cast.priya, "At home")
        screening.plan_session(referral, meeting=meeting, by=ngozi, at=NOW)


def _shown_to_who_goes(cast: Cast, client_of: ClientOf, referral: Referral) -> list[str]:
    """Return every page on which somebody who goes to a screening reads of it."""
    shown = []
    for client in (client_of(cast.ngozi), client_of(cast.priya)):
        shown += [text_of(client, name) for name in ("today:my-day", "contacts:day")]
        pages = ("screening", "session", "plan-session")
        shown += [text_of(client, f"deciding:{name}", referral.pk) for name in pages]
        shown.append(text_of(client, "referrals:referral", referral.pk))
    return shown


def test_who_goes_to_a_screening_reads_before_knocking_that_an_interpreter_is_needed(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = sent(cast, **TOLD)
    _plan(cast, referral)
    for text in _shown_to_who_goes(cast, client_of, referral):
        assert NEEDED in text
    assert "Reads lips." in text_of(client_of(cast.priya), "today:my-day")


@pytest.mark.parametrize(
    ("recorded", "says"),
    [
        (None, f"{NEEDED}</bdi>"),
        (True, f"{NEEDED}</bdi>"),
        (False, f"{NEEDED}, says the referrer; our record says that none is needed"),
    ],
)
def test_the_record_of_somebody_known_hides_no_need_that_was_told(
    cast: Cast, client_of: ClientOf, *, recorded: bool | None, says: str
) -> None:
    referral, _ = known(cast, needs_interpreter=recorded)
    _plan(cast, referral)
    for text in _shown_to_who_goes(cast, client_of, referral):
        assert says in text


def test_a_need_that_only_the_record_knows_is_shown_before_a_screening(
    cast: Cast, client_of: ClientOf
) -> None:
    person = meet(cast.ngozi, cast.north, given_name="Wei", needs_interpreter=True)
    referral = sent(cast)
    with asking(cast.ada) as ada:
        taking_in.take_in_as_known(referral, person=person, by=ada, at=NOW)
    _plan(cast, referral)
    assert "Interpreter needed." in text_of(client_of(cast.priya), "today:my-day").replace(
        "</bdi>", ""
    )


def test_wishes_told_by_a_referrer_are_shown_where_wishes_are_asked_and_answer_nothing(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = sent(cast, **TOLD)
    with asking(cast.ada) as ada:
        taking_in.take_in_as_known(referral, person=cast.sam, by=ada, at=NOW)
    tom = client_of(cast.tom)
    for page in ("wishes/", "wishes/ask/", "coordinator/"):
        text = tom.get(f"/people/{cast.sam.pk}/{page}").content.decode()
        assert "nobody who knows my uncle" in text, page
        assert "Ruth Adeyemi, Armley CMHT" in text, page
        assert "23 November 2026" in text, page
        assert "does not count as their own answer" in text, page
    assert "Not asked yet" in tom.get(f"/people/{cast.sam.pk}/wishes/").content.decode()
    assert "Not everything has been asked yet" in text
    with asking(cast.tom):
        assert not Wish.objects.exists()


def test_a_team_to_which_nobody_referred_reads_nothing_of_the_wishes(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = sent(cast, **TOLD)
    with asking(cast.ada) as ada:
        taking_in.take_in_as_known(referral, person=cast.sam, by=ada, at=NOW)
    assert client_of(cast.sian).get(f"/people/{cast.sam.pk}/wishes/").status_code == 404
    assert client_of(cast.ruth).get(f"/people/{cast.sam.pk}/wishes/").status_code == 404
    dylan = client_of(cast.sian).get(f"/people/{cast.dylan.pk}/wishes/").content.decode()
    assert "uncle" not in dylan
