"""A referrer begins, writes, sends, answers and takes back; and sees only their own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from alongside.audit.models import Entry
from alongside.kernel.fact import NOT_KNOWN, Known
from alongside.kernel.rules import Refused
from alongside.policy.eligibility.storing import facts_from_stored
from alongside.referrals.actions import referring, taking_in
from alongside.referrals.actions.referring import Written
from alongside.referrals.actions.taking_in import Asking
from alongside.referrals.facts import facts_of
from alongside.referrals.models import Decision, Question, Referral
from alongside.referrals.queries import receiving
from alongside.referrals.queries import referring as own
from alongside.referrals.stages import Stage, stage_of_found
from alongside.referrals.tests.referred import draft, put_in_force, sent
from tests.cast import NOW, Cast, asking

LATER = NOW + timedelta(days=1)


def test_a_draft_is_seen_by_its_writer_alone(cast: Cast) -> None:
    begun = draft(cast)
    with asking(cast.ruth) as ruth:
        assert own.draft_for(ruth, begun.pk) == begun
    for other in (cast.ngozi, cast.tom, cast.sian):
        with asking(other) as worker:
            assert receiving.referral_for(worker, begun.pk) is None
            assert not Referral.objects.filter(pk=begun.pk).exists()


def test_a_sent_referral_is_seen_by_the_team_and_by_no_other(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        assert receiving.referral_for(ngozi, referral.pk) == referral
    with asking(cast.sian) as sian:
        assert receiving.referral_for(sian, referral.pk) is None
        assert not Referral.objects.filter(pk=referral.pk).exists()
    with asking(cast.ruth) as ruth:
        found = own.own_referral_for(ruth, referral.pk)
        assert found
        assert stage_of_found(found) is Stage.RECEIVED


def test_what_is_sent_is_dated_and_stands_in_the_trail(cast: Cast) -> None:
    referral = sent(cast)
    assert referral.received_at == NOW
    assert (referral.referrer_name, referral.from_team) == ("Ruth Adeyemi", cast.armley)
    with asking(cast.ruth):
        trail = Entry.objects.filter(subject_id=str(referral.pk)).order_by("pk")
        assert [line.what for line in trail] == [
            "referral.begun",
            "referral.written",
            "referral.written",
            "referral.received",
        ]


def test_a_referral_says_all_that_it_lacks_before_it_is_sent(cast: Cast) -> None:
    with asking(cast.ruth) as ruth:
        begun = referring.begin(cast.north, from_team=cast.armley, by=ruth, at=NOW)
        with pytest.raises(Refused) as refused:
            referring.send(begun, by=ruth, at=NOW)
        assert "at least one name" in str(refused.value)
        assert "why you refer" in str(refused.value)
        assert "who holds their care" in str(refused.value)
        assert "how soon the team has to answer" in str(refused.value)
        assert "or that this is not known" in str(refused.value)
        begun.refresh_from_db()
        assert begun.received_at is None


def test_nobody_refers_to_a_team_that_takes_no_referrals(cast: Cast) -> None:
    with asking(cast.ruth) as ruth, pytest.raises(Refused, match="does not take referrals"):
        referring.begin(cast.armley, from_team=cast.armley, by=ruth, at=NOW)


@pytest.mark.parametrize("kind", ["self", "family_or_friend", "gp"])
def test_paper_from_somebody_who_may_not_refer_says_whom_to_ask(cast: Cast, kind: str) -> None:
    with asking(cast.ada) as ada:
        paper = referring.begin_from_paper(cast.north, by=ada, at=NOW)
        told = Written({}, ["referrer"], {"referrer": Known(kind)})
        referring.write(paper, written=told, by=ada, at=NOW)
        with pytest.raises(Refused, match=r"[Cc]ommunity mental health team|care co-ordinator"):
            referring.send(paper, by=ada, at=NOW)


def test_paper_is_the_typists_until_received_and_then_the_teams(cast: Cast) -> None:
    with asking(cast.ada) as ada:
        paper = referring.begin_from_paper(cast.north, by=ada, at=NOW)
        fields = {"family_name": "Zhang", "reason": "Alone", "who_holds_care": "Ward 4"}
        fields |= {"referrer_name": "Dr Ann Lee", "priority": "2", "pathway": "not-known"}
        ward = Written(fields, ["referrer"], {"referrer": Known("inpatient_ward")})
        referring.write(paper, written=ward, by=ada, at=NOW)
        received = referring.send(paper, by=ada, at=NOW, came_on=date(2026, 11, 20))
        assert received.referred_by is None
        assert received.received_at == datetime(2026, 11, 20, tzinfo=UTC)
        assert not own.own_for(ada).exists()
    with asking(cast.ngozi) as ngozi:
        assert receiving.referral_for(ngozi, paper.pk)


def test_nothing_changes_after_sending(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ruth) as ruth, pytest.raises(Refused, match="sent or withdrawn already"):
        referring.write(referral, written=Written({"reason": "Another"}), by=ruth, at=LATER)


def test_a_form_cannot_write_what_is_not_asked(cast: Cast) -> None:
    begun = draft(cast)
    with asking(cast.ruth) as ruth, pytest.raises(ValueError, match="person_id"):
        referring.write(begun, written=Written({"person_id": cast.sam.pk}), by=ruth, at=NOW)


def test_each_fact_has_one_home(cast: Cast) -> None:
    referral = sent(cast, told={"severe_and_persistent": True})
    told = facts_from_stored(referral.facts).told
    assert set(told) == {"severe_and_persistent"}
    facts = facts_of(referral)
    assert facts["born_on"] == Known(date(1991, 5, 2), NOW.date(), "Ruth Adeyemi, Armley CMHT")
    assert facts["residence_area"] == Known("LS12 1AA", NOW.date(), "Ruth Adeyemi, Armley CMHT")
    assert facts["referrer"] == Known("cmht", NOW.date(), "Ruth Adeyemi, Armley CMHT")


def test_an_answer_is_kept_and_becomes_a_fact(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        taking_in.ask(referral, questions=[Asking("autism", "Is he autistic?")], by=ngozi, at=NOW)
    with asking(cast.ruth) as ruth:
        [question] = own.open_questions_for(ruth, referral)
        found = own.own_referral_for(ruth, referral.pk)
        assert found
        assert stage_of_found(found) is Stage.QUESTIONS
        referring.answer(question, fact=Known(value=False), words="No.", by=ruth, at=LATER)
        with pytest.raises(Refused, match="answered already"):
            referring.answer(question, fact=NOT_KNOWN, words="?", by=ruth, at=LATER)
    with asking(cast.ngozi) as ngozi:
        found = receiving.referral_for(ngozi, referral.pk)
        assert found
        assert facts_of(found)["autism"] == Known(value=False)
        assert Question.objects.get().answered_by == ruth


@pytest.mark.parametrize("ended", ["withdrawn", "decided"])
def test_an_answer_comes_too_late_when_nothing_is_to_be_decided(cast: Cast, ended: str) -> None:
    criteria, referral = put_in_force(cast), sent(cast)
    with asking(cast.ngozi) as ngozi:
        taking_in.ask(referral, questions=[Asking("autism", "Is he autistic?")], by=ngozi, at=NOW)
        if ended == "decided":
            Decision.objects.create(
                referral=referral, criteria=criteria, outcome="refused", explanation="x",
                eligibility={}, decided_by=ngozi, decided_at=NOW,
            )  # fmt: skip
    with asking(cast.ruth) as ruth:
        [question] = own.open_questions_for(ruth, referral)
        if ended == "withdrawn":
            referring.withdraw(referral, why="Moved away", by=ruth, at=LATER)
        with pytest.raises(Refused, match=r"withdrawn|decided already"), transaction.atomic():
            referring.answer(question, fact=Known(value=False), words="No.", by=ruth, at=LATER)
        assert Question.objects.get().answered_at is None
        assert "autism" not in Referral.objects.get().facts


def test_nobody_takes_back_what_the_team_has_decided(cast: Cast) -> None:
    """Somebody who was accepted would be gone from the waiting list, and nobody would know."""
    criteria, referral = put_in_force(cast), sent(cast)
    with asking(cast.ngozi) as ngozi:
        Decision.objects.create(
            referral=referral, criteria=criteria, outcome="accepted", explanation="x",
            eligibility={}, decided_by=ngozi, decided_at=NOW,
        )  # fmt: skip
    with asking(cast.ruth) as ruth, pytest.raises(Refused, match="has decided already"):
        referring.withdraw(referral, why="Moved away", by=ruth, at=LATER)


def test_a_referrer_takes_a_referral_back_once(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ruth) as ruth:
        referring.withdraw(referral, why="Moved away", by=ruth, at=LATER)
        with pytest.raises(Refused, match="withdrawn before"):
            referring.withdraw(referral, why="Moved away", by=ruth, at=LATER)
    with asking(cast.ngozi) as ngozi:
        found = receiving.referral_for(ngozi, referral.pk)
        assert found
        assert stage_of_found(found) is Stage.WITHDRAWN
        with pytest.raises(Refused, match="withdrawn"):
            taking_in.take_in_as_new(found, by=ngozi, at=LATER)
