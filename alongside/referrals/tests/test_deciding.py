"""A referral is decided with its reasons; the letters that say so are kept as they were sent."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from alongside.audit.models import Entry
from alongside.audit.queries import trail_of
from alongside.documents.making import Language, make
from alongside.documents.models import Sent
from alongside.documents.parts import Reader
from alongside.inpatient.actions import note_spell
from alongside.inpatient.queries import spells_for
from alongside.kernel.fact import Answer
from alongside.kernel.rules import Refused
from alongside.policy.deciding import Deciding
from alongside.policy.eligibility.deciding import Judgement, Outcome
from alongside.policy.eligibility.explaining import Question
from alongside.policy.eligibility.spells import Spell as Stay
from alongside.referrals import letters
from alongside.referrals.actions import deciding, referring
from alongside.referrals.actions.deciding import Giving, Said
from alongside.referrals.answers import answers_in, judgements_in
from alongside.referrals.models import Decision, Referral
from alongside.referrals.queries import deciding as queries
from alongside.referrals.queries.listing import Show
from alongside.referrals.tests.referred import (
    MEETS,
    MEETS_NOT,
    listed,
    put_in_force,
    sent,
    taken_in,
)
from alongside.staff.models import Provider, Service, Worker
from tests.cast import NOW, Cast, asking

LATER = NOW + timedelta(days=2)
YES = Said(
    outcome=Deciding.ACCEPTED,
    explanation="Met on the ward twice",
    pathway=Referral.Pathway.ESTABLISHED,
    care_holder="Armley CMHT, 0113 496 0200",
    what_next="Priya will call you this week.",
)
NO = Said(
    outcome=Deciding.REFUSED,
    care_holder="Armley CMHT, 0113 496 0200",
    what_next="A housing support worker",
)
NO_WITH_REASON = replace(NO, explanation="We talked it over with the CMHT.")
POSTED = {
    Reader.PERSON: Giving(Sent.HowGiven.POST, large_print=True),
    Reader.REFERRER: Giving(Sent.HowGiven.EMAIL),
}


def decide(
    referral: Referral,
    by: Worker,
    said: Said = YES,
    *,
    giving: Mapping[Reader, Giving] = POSTED,
    at: datetime = LATER,
) -> Decision:
    with asking(by):
        return deciding.decide(referral, said=said, giving=giving, by=by, at=at)


def test_a_yes_keeps_every_answer_and_the_criteria_it_was_given_under(cast: Cast) -> None:
    criteria = put_in_force(cast)
    referral = taken_in(cast)
    decision = decide(referral, cast.ngozi)
    with asking(cast.ngozi) as ngozi:
        kept = answers_in(decision)
        assert decision.criteria == criteria
        assert kept.outcome is Outcome.MEETS
        assert kept.facts["primary_diagnosis"].value == "schizophrenia"  # type: ignore[union-attr]  # None fails the test as well
        [accepted] = queries.accepted_for(ngozi)
        assert (accepted.pk, accepted.pathway, accepted.accepted_at) == (  # type: ignore[attr-defined]  # annotated
            referral.pk,
            "established",
            LATER,
        )
        assert listed(ngozi, Show.ACCEPTED) == [referral]
        assert Entry.objects.filter(what="referral.decided", person_id=accepted.person_id).exists()


def test_a_no_tells_the_person_and_the_referrer_and_keeps_both_letters(cast: Cast) -> None:
    put_in_force(cast)
    decision = decide(taken_in(cast, told=MEETS_NOT, address="2 Mill Row\nLeeds"), cast.ngozi, NO)
    with asking(cast.ngozi) as ngozi:
        kept = {one.addressee: one for one in queries.letters_for(ngozi, decision)}
        assert set(kept) == {"Wei Zhang", "Ruth Adeyemi"}
        person, referrer = kept["Wei Zhang"], kept["Ruth Adeyemi"]
        assert (person.large_print, referrer.large_print) == (True, False)
        assert person.address == "2 Mill Row\nLeeds\nLS12 1AA"
        assert referrer.address == "ruth@alongside.example"
        assert bytes(person.pdf).startswith(b"%PDF")


def test_a_refusal_letter_carries_criteria_reasons_rights_and_who_holds_the_care(
    cast: Cast,
) -> None:
    put_in_force(cast)
    decision = decide(taken_in(cast, told=MEETS_NOT), cast.ngozi, NO)
    for reader in letters.READERS:
        letter: Any = letters.letter_of(decision, reader)
        assert letter.care_holder.name == "Armley CMHT"
        assert letter.care_holder.phone == "0113 496 0200"
        assert letter.rights.pals.phone == "0113 496 0101"
        assert letter.rights.complaints.phone == "0113 496 0102"
        assert letter.rights.advocacy.name == "Advocacy Leeds"
        assert letter.pack.title == "Leicestershire assertive outreach"
        [against] = [one for one in letter.criteria if one.stood_in_the_way]
        assert against.wording.startswith("Much use of hospital")
        said = {Reader.PERSON: "told of 1 stay in hospital", Reader.REFERRER: "1 inpatient stay"}
        assert said[reader] in against.reason
        assert "Referral criteria, third sentence" in against.source


def test_the_person_reads_sentences_about_themselves_and_where_each_comes_from(
    cast: Cast,
) -> None:
    put_in_force(cast, "england-2001")
    decision = decide(taken_in(cast, told=MEETS_NOT), cast.ngozi, NO_WITH_REASON)
    letter: Any = letters.letter_of(decision, Reader.PERSON)
    assert all(one.source for one in letter.criteria)
    printed = "\n".join(f"{one.wording}\n{one.reason}" for one in letter.criteria)
    assert "You are 18 to 65 years old" in printed
    assert "We asked whether 6 things apply to you." in printed
    for machine_talk in ("a person judges", "They ", ": no;", " 0 "):
        assert machine_talk not in printed


def test_in_wales_a_letter_names_llais_and_putting_things_right(cast: Cast) -> None:
    put_in_force(cast)
    Service.objects.filter(pk=cast.leeds.pk).update(nation=Service.Nation.WALES)
    Provider.objects.filter(pk=cast.provider.pk).update(pals="0113 496 0101", complaints="")
    referral = taken_in(cast, told=MEETS_NOT)
    letter: Any = letters.letter_of(decide(referral, cast.ngozi, NO), Reader.PERSON)
    assert (letter.rights.pals.name, letter.rights.pals.phone) == ("Llais", "0113 496 0101")
    assert "Putting Things Right" in letter.rights.complaints.how_they_help
    assert "PALS" not in str(letter.rights)


@pytest.mark.parametrize(
    ("told", "said", "says"),
    [
        (MEETS, replace(NO, explanation=""), "Explain why"),
        (MEETS_NOT, replace(YES, explanation=""), "Explain why"),
        ({}, replace(NO, explanation=""), "Explain why"),
        (MEETS, replace(YES, explanation=""), "Finish the screening first"),
        (MEETS, replace(YES, pathway=""), "early in psychosis or in established"),
        (MEETS, replace(YES, what_next=" "), "what happens next"),
        (MEETS_NOT, replace(NO, care_holder=""), "who holds the care"),
        (MEETS_NOT, replace(NO, care_holder="Armley CMHT, Ruth"), "how to reach whoever"),
        (MEETS, Said(Deciding.RETURNED), "at least one question"),
    ],
)
def test_what_is_refused(cast: Cast, told: dict[str, Any], said: Said, says: str) -> None:
    put_in_force(cast)
    referral = taken_in(cast, told=told)
    with pytest.raises(Refused, match=says):
        decide(referral, cast.ngozi, said)
    with asking(cast.ngozi):
        assert not Decision.objects.exists()
        assert not Sent.objects.exists()


def test_nobody_is_accepted_before_it_is_said_who_they_are(cast: Cast) -> None:
    put_in_force(cast)
    with pytest.raises(Refused, match="say who the person is"):
        decide(sent(cast, told=MEETS), cast.ngozi)


def test_without_criteria_in_force_nothing_is_decided(cast: Cast) -> None:
    with pytest.raises(Refused, match="no criteria in force"):
        decide(taken_in(cast), cast.ngozi)


def test_a_decision_is_made_once(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast)
    decide(referral, cast.ngozi)
    with pytest.raises(Refused, match="Ngozi Okafor decided on this referral on 25 November"):
        decide(referral, cast.tom, NO)


def test_a_letter_that_has_no_address_is_not_posted_and_nothing_is_decided(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast, told=MEETS_NOT, address="", postcode="")
    with pytest.raises(Refused, match="No address of Wei Zhang is recorded"):
        decide(referral, cast.ngozi, NO)
    with asking(cast.ngozi):
        assert not Decision.objects.exists()


def test_a_referral_that_comes_back_with_questions_stays_open(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast, told={})
    said = Said(Deciding.RETURNED, questions=(Question("autism", "Are they autistic?"),))
    decision = decide(referral, cast.ngozi, said)
    with asking(cast.ngozi) as ngozi:
        [letter] = queries.letters_for(ngozi, decision)
        assert letter.kind == "decision-returned"
        assert listed(ngozi, Show.WAITING) == [referral]
    with asking(cast.ruth):
        assert referral.questions.get().asks == "Are they autistic?"
    assert decide(referral, cast.tom, at=LATER + timedelta(hours=1)).outcome == "accepted"


def test_a_judgement_is_kept_with_its_name_and_stands_in_the_letter(cast: Cast) -> None:
    put_in_force(cast)
    judged = Judgement(Answer.MET, "One stay lasted a year", "Dr Patel", LATER.date())
    said = replace(YES, judgements={"high-use": judged})
    decision = decide(taken_in(cast, told=MEETS_NOT), cast.ngozi, said)
    assert judgements_in(decision) == {"high-use": judged}
    assert answers_in(decision).outcome is Outcome.MEETS
    letter: Any = letters.letter_of(decision, Reader.REFERRER)
    [overridden] = [one for one in letter.criteria if one.override]
    assert overridden.override == "One stay lasted a year (Dr Patel)"


def test_a_criterion_without_an_example_is_not_open_to_judgement(cast: Cast) -> None:
    put_in_force(cast)
    judged = Judgement(Answer.MET, "I know better", "Ngozi", LATER.date())
    with pytest.raises(Refused, match="Only a criterion"):
        decide(taken_in(cast), cast.ngozi, replace(YES, judgements={"contact": judged}))


def test_where_no_number_is_given_the_supporting_criteria_wait_for_a_person(cast: Cast) -> None:
    put_in_force(cast, "wales-2007")
    told = {
        "framework": "enhanced_cpa", "severe_and_persistent": True, "high_disability": True,
        "inpatient_spells": MEETS["inpatient_spells"], "crisis_spells": (),
        "contact_difficulty": True, "relapsing": True, "substance_problem": True,
    }  # fmt: skip
    enough = Judgement(Answer.MET, "Enough", "Ngozi Okafor", LATER.date())
    said = replace(YES, judgements={"frequent-use": enough, "supporting": enough})
    decision = decide(taken_in(cast, told=told), cast.ngozi, said)
    assert answers_in(decision).outcome is Outcome.MEETS
    assert set(judgements_in(decision)) == {"frequent-use", "supporting"}


def test_what_a_decision_was_made_under_stays_when_the_criteria_change(cast: Cast) -> None:
    put_in_force(cast)
    decision = decide(taken_in(cast, told=MEETS_NOT), cast.ngozi, NO)
    before = letters.letter_of(decision, Reader.REFERRER).content()
    put_in_force(cast, "england-2001", on=NOW.date())
    with asking(cast.ngozi) as ngozi:
        found = queries.team_decision_for(ngozi, decision.referral_id)
        assert found
        assert letters.letter_of(found, Reader.REFERRER).content() == before


def test_who_comes_back_is_not_screened(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast)
    with asking(cast.ngozi):
        referral.returned_from = cast.sams_episode.pk
        referral.save(update_fields=["returned_from"])
    decision = decide(referral, cast.ngozi, replace(YES, explanation=""))
    assert decision.skipped_screening


def test_stays_that_were_told_reach_the_record_with_who_told_them(cast: Cast) -> None:
    put_in_force(cast)
    told = MEETS | {
        "inpatient_spells": (
            Stay(date(2025, 2, 1), date(2025, 3, 1), detained=True),
            Stay(date(2026, 4, 1), date(2026, 5, 1), planned=True),
        ),
        "crisis_spells": (Stay(date(2026, 6, 1)),),
    }
    referral = taken_in(cast, told=told)
    with asking(cast.ngozi) as ngozi:
        own = {"kind": "inpatient", "began_on": date(2026, 4, 3), "ended_on": date(2026, 5, 1)}
        assert referral.person
        note_spell(referral.person, told=own, by=ngozi, at=NOW)
    decide(referral, cast.ngozi)
    with asking(cast.ngozi) as ngozi:
        crisis, known, early = spells_for(ngozi, referral.person.pk)
        source = "Ruth Adeyemi, in the referral of 23 November 2026"
        assert {crisis.source, early.source} == {source}
        assert (crisis.kind, crisis.ended_on) == ("home treatment", None)
        assert known.began_on == date(2026, 4, 3), "our own record stands"
        assert (early.began_on, early.section_label) == (date(2025, 2, 1), "Section not told")
        assert trail_of(referral.person.pk)


def test_a_no_writes_nothing_into_the_record(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast, told=MEETS_NOT)
    decide(referral, cast.ngozi, NO)
    with asking(cast.ngozi) as ngozi:
        assert referral.person
        assert not spells_for(ngozi, referral.person.pk).exists()


@pytest.mark.parametrize("who", ["priya", "ada", "ruth", "sian"])
def test_who_may_not_decide(cast: Cast, who: str) -> None:
    put_in_force(cast)
    referral = taken_in(cast)
    with pytest.raises(Referral.DoesNotExist):
        decide(referral, getattr(cast, who))


@pytest.mark.parametrize("who", ["ngozi", "tom"])
def test_who_may_decide(cast: Cast, who: str) -> None:
    put_in_force(cast)
    assert decide(taken_in(cast), getattr(cast, who)).pk


def test_the_referrer_reads_the_decision_and_makes_their_own_letter_from_it(cast: Cast) -> None:
    put_in_force(cast)
    decision = decide(taken_in(cast, told=MEETS_NOT), cast.ngozi, NO)
    with asking(cast.ruth) as ruth:
        assert not Sent.objects.exists(), "kept letters are the team's"
        own = queries.own_decision_for(ruth, decision.referral_id)
        assert own == decision
        made = make(letters.letter_of(own, Reader.REFERRER), large_print=False)
    assert made.language is Language.ENGLISH
    assert made.pdf.startswith(b"%PDF")


def test_a_referral_that_was_withdrawn_is_not_decided(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast)
    with asking(cast.ruth) as ruth:
        referring.withdraw(referral, why="Moved", by=ruth, at=NOW)
    with pytest.raises(Refused, match="withdrawn"):
        decide(referral, cast.ngozi)


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast)
    started = threading.Barrier(2)
    said: dict[str, str] = {}

    def try_it(worker: Worker, what: Said) -> None:
        try:
            started.wait(timeout=10)
            decide(referral, worker, what)
            said[worker.name] = "decided"
        except Refused as refused:
            said[worker.name] = str(refused)
        finally:
            connection.close()

    explained = replace(NO, explanation="Nobody has met them")
    threads = [
        threading.Thread(target=try_it, args=(cast.ngozi, YES)),
        threading.Thread(target=try_it, args=(cast.tom, explained)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(words == "decided" for words in said.values()) == [False, True]
    [refused] = [words for words in said.values() if words != "decided"]
    assert "decided on this referral on" in refused
    with asking(cast.ngozi):
        assert Decision.objects.count() == 1
