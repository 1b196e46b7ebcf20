"""A team takes a referral in: says who it is, asks, learns, and lists what waits and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.access.queries import people_known_to
from alongside.kernel.fact import Known
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.people.recognising import people_like_for
from alongside.policy.due import State
from alongside.policy.eligibility.deciding import Outcome
from alongside.referrals.actions import referring, taking_in
from alongside.referrals.actions.taking_in import Asking, Learnt
from alongside.referrals.facts import facts_of
from alongside.referrals.models import Decision, Referral, TurnedAway
from alongside.referrals.queries.due import decisions_due_for
from alongside.referrals.queries.listing import Show, Shown, page_for
from alongside.referrals.queries.receiving import referral_for
from alongside.referrals.recognition import identity_in
from alongside.referrals.stages import Stage
from alongside.referrals.tests.referred import listed, put_in_force, sent
from tests.cast import NOW, Cast, asking

LATER = NOW + timedelta(days=2)


def test_somebody_new_becomes_known_to_the_team_and_to_no_other(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ada) as ada:
        taken = taking_in.take_in_as_new(referral, by=ada, at=LATER)
        assert taken.person
        assert (taken.person.full_name, taken.person.nhs_number) == ("Wei Zhang", "9997354680")
        assert people_known_to(ada.team_ids).filter(person_id=taken.person.pk).exists()
    with asking(cast.sian) as sian:
        assert not Person.objects.filter(pk=taken.person.pk).exists()
        assert not people_known_to(sian.team_ids).filter(person_id=taken.person.pk).exists()


def test_somebody_known_is_recognised_by_several_signs(cast: Cast) -> None:
    referral = sent(
        cast, given_name="O'Brian", family_name="Sam", born_on=date(1984, 2, 29), nhs_number=""
    )
    with asking(cast.ada) as ada:
        [alike] = people_like_for(ada, identity_in(referral))
        assert alike.person == cast.sam
        assert "The date of birth is the same." in alike.likeness.says
        taken = taking_in.take_in_as_known(referral, person=cast.sam, by=ada, at=LATER)
        assert taken.person_id == cast.sam.pk


def test_people_of_other_teams_are_never_compared(cast: Cast) -> None:
    referral = sent(cast, given_name="Dylan", family_name="Ŵyn-Jones", nhs_number="9990602670")
    with asking(cast.ada) as ada:
        assert people_like_for(ada, identity_in(referral)) == []


def test_a_referral_is_taken_in_once(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ada) as ada:
        taking_in.take_in_as_new(referral, by=ada, at=LATER)
        with pytest.raises(Refused, match="taken in already"):
            taking_in.take_in_as_new(referral, by=ada, at=LATER)


def test_a_support_worker_sees_a_referral_and_does_not_take_it_in(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.priya) as priya:
        assert referral_for(priya, referral.pk)
        with pytest.raises(Referral.DoesNotExist):
            taking_in.take_in_as_new(referral, by=priya, at=LATER)


def test_the_referrer_learns_nothing_of_who_is_known(cast: Cast) -> None:
    referral = sent(cast, nhs_number=cast.sam.nhs_number)
    with asking(cast.ada) as ada:
        taking_in.take_in_as_known(referral, person=cast.sam, by=ada, at=LATER)
    with asking(cast.ruth):
        assert not Person.objects.exists()


def test_the_list_says_what_is_missing_and_by_when_to_decide(cast: Cast) -> None:
    put_in_force(cast)
    sent(cast, told={"severe_and_persistent": True})
    with asking(cast.ngozi) as ngozi:
        [row] = page_for(ngozi, Shown(), at=LATER).rows
    assert row.reckoned is Outcome.CANNOT_TELL
    assert "severe_and_persistent" not in row.missing
    assert {"poor_adherence", "primary_diagnosis", "inpatient_spells"} <= set(row.missing)
    assert row.days_waited == 2
    assert row.deadline
    assert row.deadline.standing.due_on == date(2026, 11, 30)
    assert row.deadline.standing.state is State.DUE


def test_an_urgent_referral_is_due_sooner(cast: Cast) -> None:
    sent(cast, priority=Referral.Priority.URGENT)
    with asking(cast.ngozi) as ngozi:
        [row] = page_for(ngozi, Shown(), at=LATER).rows
    assert row.deadline
    assert row.deadline.by == NOW + timedelta(hours=24)
    assert row.deadline.standing.state is State.OVERDUE


def test_a_very_urgent_referral_is_due_by_an_hour_and_late_by_hours(cast: Cast) -> None:
    sent(cast, priority=Referral.Priority.VERY_URGENT)
    said = {}
    with asking(cast.ngozi) as ngozi:
        for hours in (1, 4, 5):
            at = NOW + timedelta(hours=hours)
            [row] = page_for(ngozi, Shown(), at=at).rows
            assert row.deadline
            assert row.deadline.by == NOW + timedelta(hours=4)
            said[hours] = (row.deadline.standing.state, row.deadline.standing.sentence)
    assert said == {
        1: (State.DUE, "Due today by 1pm"),
        4: (State.DUE, "Due today by 1pm"),
        5: (State.OVERDUE, "1 hour overdue"),
    }


@pytest.mark.parametrize("priority", ["4", "2"])
def test_no_question_stops_the_clock_of_an_urgent_referral_and_no_answer_begins_it_again(
    cast: Cast, priority: str
) -> None:
    referral = sent(cast, priority=priority)
    by = NOW + timedelta(hours={"4": 4, "2": 24}[priority])
    with asking(cast.ngozi) as ngozi:
        asked = [Asking("autism", "Autistic?")]
        [question] = taking_in.ask(referral, questions=asked, by=ngozi, at=NOW)
        [row] = page_for(ngozi, Shown(), at=NOW + timedelta(hours=1)).rows
        assert (row.stage, row.deadline and row.deadline.by) == (Stage.QUESTIONS, by)
        [due] = decisions_due_for(ngozi, now=LATER, since=NOW.date())
        assert due.deadline
        assert (due.starts_at, due.deadline.by) == (NOW, by)
    with asking(cast.ruth) as ruth:
        answered = NOW + timedelta(hours=2)
        referring.answer(question, fact=Known(value=True), words="Yes", by=ruth, at=answered)
    with asking(cast.ngozi) as ngozi:
        [row] = page_for(ngozi, Shown(), at=answered).rows
    assert row.deadline
    assert row.deadline.by == by


def test_while_questions_are_open_the_clock_waits_and_begins_again_with_the_answer(
    cast: Cast,
) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        [question] = taking_in.ask(
            referral, questions=[Asking("autism", "Autistic?")], by=ngozi, at=NOW
        )
        [row] = page_for(ngozi, Shown(), at=LATER).rows
        assert (row.stage, row.deadline, row.open_questions) == (Stage.QUESTIONS, None, 1)
    with asking(cast.ruth) as ruth:
        referring.answer(question, fact=Known(value=True), words="Yes", by=ruth, at=LATER)
    with asking(cast.ngozi) as ngozi:
        [row] = page_for(ngozi, Shown(), at=LATER).rows
    assert row.stage is Stage.RECEIVED
    assert row.deadline
    assert row.deadline.standing.due_on == date(2026, 12, 2)


def test_the_most_urgent_stand_first_then_the_oldest(cast: Cast) -> None:
    for day, priority in enumerate(["3", "2", "3", "4"]):
        sent(cast, at=NOW + timedelta(hours=day), priority=priority, family_name=f"Person{day}")
    with asking(cast.ngozi) as ngozi:
        names = [one.family_name for one in listed(ngozi, Show.WAITING)]
    assert names == ["Person3", "Person1", "Person0", "Person2"]


def test_what_is_decided_or_withdrawn_waits_no_more(cast: Cast) -> None:
    criteria = put_in_force(cast)
    accepted, withdrawn = sent(cast), sent(cast, family_name="Another")
    with asking(cast.ngozi) as ngozi:
        Decision.objects.create(
            referral=accepted, criteria=criteria, outcome="accepted", eligibility={},
            explanation="Meets them", decided_by=ngozi, decided_at=LATER,
        )  # fmt: skip
    with asking(cast.ruth) as ruth:
        referring.withdraw(withdrawn, why="", by=ruth, at=LATER)
    with asking(cast.ngozi) as ngozi:
        shown = {show: listed(ngozi, show) for show in Show}
    assert shown[Show.WAITING] == []
    assert shown[Show.ACCEPTED] == [accepted]
    assert shown[Show.CLOSED] == [withdrawn]
    assert len(shown[Show.ALL]) == 2


def test_a_list_of_many_asks_no_more_queries_than_a_list_of_one(cast: Cast) -> None:
    put_in_force(cast)

    def queries() -> int:
        with (
            asking(cast.ngozi) as ngozi,
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            assert page_for(ngozi, Shown(), at=LATER).rows
        return len(asked)

    sent(cast)
    one = queries()
    for number in range(8):
        sent(cast, family_name=f"Zhang{number}")
    assert queries() == one


def test_what_was_learned_by_telephone_says_who_told_it_and_when(cast: Cast) -> None:
    referral = sent(cast)
    learnt = Learnt(
        "autism", value=False, told_by="Ruth Adeyemi, by telephone", told_on=date(2026, 11, 24)
    )
    with asking(cast.ngozi) as ngozi:
        taking_in.ask(referral, questions=[Asking("autism", "Autistic?")], by=ngozi, at=NOW)
        taking_in.learn(referral, learnt=learnt, by=ngozi, at=LATER)
        found = referral_for(ngozi, referral.pk)
        assert found
        fact = facts_of(found)["autism"]
        assert fact == Known(
            value=False, as_of=date(2026, 11, 24), source="Ruth Adeyemi, by telephone"
        )
        assert found.questions.get().answer == "Ruth Adeyemi, by telephone told the team."


def test_a_question_is_not_asked_twice(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        taking_in.ask(referral, questions=[Asking("autism", "Autistic?")], by=ngozi, at=NOW)
        with pytest.raises(Refused, match="has not been asked"):
            taking_in.ask(referral, questions=[Asking("autism", "Autistic? ")], by=ngozi, at=NOW)


def test_somebody_turned_away_is_counted_without_any_name(cast: Cast) -> None:
    with asking(cast.ada) as ada:
        taking_in.turn_away(
            cast.north, asked=TurnedAway.Asked.FAMILY, told="Ask the GP", by=ada, at=NOW
        )
        assert TurnedAway.objects.count() == 1
    with asking(cast.sian):
        assert TurnedAway.objects.count() == 0
