"""What is due on referrals: the rows that the standards count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.policy.due import State
from alongside.referrals.actions import screening, taking_in
from alongside.referrals.actions.screening import Meeting
from alongside.referrals.actions.taking_in import Asking
from alongside.referrals.models import Referral
from alongside.referrals.queries import due
from alongside.referrals.tests.referred import put_in_force, sent, taken_in
from alongside.referrals.tests.test_deciding import LATER, NO, YES, decide
from alongside.referrals.tests.test_screening import hold
from tests.cast import NOW, Cast, asking

TODAY = LATER.date()
LONG_AGO = date(2026, 1, 1)


def test_a_referral_is_to_be_decided_from_the_day_it_came(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        [row] = due.decisions_due_for(ngozi, now=LATER, since=LONG_AGO)
    assert (row.referral_id, row.starts_at, row.done_at) == (referral.pk, NOW, None)
    assert row.deadline
    assert row.deadline.standing.state is State.DUE
    assert row.deadline.standing.due_on == date(2026, 11, 30)


def test_nothing_is_due_while_the_referrer_is_asked(cast: Cast) -> None:
    referral = sent(cast)
    with asking(cast.ngozi) as ngozi:
        taking_in.ask(referral, questions=[Asking("autism", "Autistic?")], by=ngozi, at=NOW)
        [row] = due.decisions_due_for(ngozi, now=LATER, since=LONG_AGO)
    assert row.deadline is None


def test_a_decision_says_when_it_was_made_and_leaves_the_list_in_time(cast: Cast) -> None:
    put_in_force(cast)
    decide(taken_in(cast), cast.ngozi)
    with asking(cast.ngozi) as ngozi:
        [row] = due.decisions_due_for(ngozi, now=LATER, since=TODAY)
        assert row.done_at == LATER
        assert due.decisions_due_for(ngozi, now=LATER, since=date(2027, 1, 1)) == []


def test_screening_is_due_from_the_complete_referral_and_ends_with_the_last_session(
    cast: Cast,
) -> None:
    planned, held, neither = taken_in(cast), taken_in(cast), taken_in(cast)
    with asking(cast.priya) as priya:
        meeting = Meeting(NOW + timedelta(days=9), priya)
        screening.plan_session(planned, meeting=meeting, by=priya, at=NOW + timedelta(days=1))
    hold(held, cast.priya)
    hold(held, cast.priya, is_last=True, days=2)
    with asking(cast.ngozi) as ngozi:
        rows = {one.referral_id: one for one in due.screenings_due_for(ngozi, since=LONG_AGO)}
    assert {row.starts_at for row in rows.values()} == {NOW}, "nobody's delay moves the term"
    assert rows[planned.pk].done_at is rows[neither.pk].done_at is None
    assert rows[held.pk].done_at == NOW + timedelta(days=2)


def test_screening_waits_for_answers_unless_it_has_begun(cast: Cast) -> None:
    asked, begun = taken_in(cast), taken_in(cast)
    with asking(cast.ngozi) as ngozi:
        for one in (asked, begun):
            taking_in.ask(one, questions=[Asking("autism", "Autistic?")], by=ngozi, at=NOW)
    hold(begun, cast.priya)
    with asking(cast.ngozi) as ngozi:
        [row] = due.screenings_due_for(ngozi, since=LONG_AGO)
        assert row.referral_id == begun.pk
        learnt = taking_in.Learnt("autism", value=False, told_by="Ruth", told_on=NOW.date())
        taking_in.learn(asked, learnt=learnt, by=ngozi, at=LATER)
        rows = {one.referral_id: one for one in due.screenings_due_for(ngozi, since=LONG_AGO)}
    assert rows[asked.pk].starts_at == LATER, "from the day on which it was complete"


def test_a_screening_that_a_decision_overtook_is_not_due(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast)
    hold(referral, cast.priya)
    decide(referral, cast.ngozi, replace(NO, explanation="Moved to Cardiff"))
    with asking(cast.ngozi) as ngozi:
        assert due.screenings_due_for(ngozi, since=LONG_AGO) == []


def test_who_comes_back_is_counted_from_the_day_they_asked(cast: Cast) -> None:
    put_in_force(cast)
    referral, refused = taken_in(cast), taken_in(cast)
    with asking(cast.ngozi):
        Referral.objects.update(returned_from=cast.sams_episode.pk)
    decide(referral, cast.ngozi, YES)
    decide(refused, cast.ngozi, replace(NO, explanation="Moved to Cardiff"))
    with asking(cast.ngozi) as ngozi:
        [row] = due.returns_due_for(ngozi, since=LONG_AGO)
        assert (row.referral_id, row.starts_at, row.done_at) == (referral.pk, NOW, LATER)
        assert due.screenings_due_for(ngozi, since=LONG_AGO) == []


def test_other_teams_count_nothing_of_it(cast: Cast) -> None:
    hold(taken_in(cast), cast.priya)
    for who in (cast.sian, cast.ruth):
        with asking(who):
            assert due.decisions_due_for(who, now=LATER, since=LONG_AGO) == []
            assert due.screenings_due_for(who, since=LONG_AGO) == []
            assert due.returns_due_for(who, since=LONG_AGO) == []


def test_many_cost_no_more_queries_than_one(cast: Cast) -> None:
    finders: list[Callable[[], object]] = [
        lambda: due.decisions_due_for(cast.ngozi, now=LATER, since=LONG_AGO),
        lambda: due.screenings_due_for(cast.ngozi, since=LONG_AGO),
        lambda: due.returns_due_for(cast.ngozi, since=LONG_AGO),
    ]

    def queries() -> list[int]:
        counts = []
        for find in finders:
            with asking(cast.ngozi), CaptureQueriesContext(connection) as asked:
                find()
            counts.append(len(asked))
        return counts

    hold(taken_in(cast), cast.priya)
    one = queries()
    for _ in range(4):
        hold(taken_in(cast), cast.priya)
    # Decisions ask for the numbers that the services set for themselves, too.
    assert queries() == one == [2, 1, 1]
