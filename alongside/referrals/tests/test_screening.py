"""Screening: a few sessions with one or two workers, each starting from the last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from alongside.kernel.rules import Refused
from alongside.referrals.actions import screening
from alongside.referrals.actions.screening import Heard, Meeting
from alongside.referrals.models import Referral, ScreeningPlan, ScreeningSession
from alongside.referrals.queries.screening import Screening, screening_for, to_screen_for
from alongside.referrals.tests.referred import sent, taken_in
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

LATER = NOW + timedelta(days=3)
TOLD = Heard(
    wants="A place of my own",
    good_at="Cooking, and making people laugh",
    needs="Somebody to go to the housing office with",
    safety="Feels unsafe at night in the hostel",
    support_now="His sister rings every Sunday",
)


def hold(
    referral: Referral,
    by: Worker,
    *,
    second: Worker | None = None,
    heard: Heard = TOLD,
    is_last: bool = False,
    days: int = 1,
) -> ScreeningSession:
    meeting = Meeting(at=NOW + timedelta(days=days), worker=by, second_worker=second)
    with asking(by):
        return screening.record_session(
            referral, meeting=meeting, heard=heard, is_last=is_last, by=by, at=LATER
        )


def stands(by: Worker, referral: Referral) -> Screening:
    with asking(by):
        return screening_for(by, referral)


def test_several_sessions_and_the_last_finishes_it(cast: Cast) -> None:
    referral = taken_in(cast)
    hold(referral, cast.ngozi, second=cast.priya)
    assert not stands(cast.ngozi, referral).is_finished
    hold(referral, cast.priya, is_last=True, days=2)
    found = stands(cast.ngozi, referral)
    assert found.is_finished
    assert [one.worker for one in found.sessions] == [cast.ngozi, cast.priya]
    assert found.latest
    assert found.latest.wants == "A place of my own"


@pytest.mark.parametrize(
    "heard", [Heard(), Heard(wants="A home"), Heard(good_at="Cooking", wants="  ")]
)
def test_it_is_not_finished_without_what_the_person_wants_and_is_good_at(
    cast: Cast, heard: Heard
) -> None:
    referral = taken_in(cast)
    hold(referral, cast.ngozi, heard=heard)
    with pytest.raises(Refused, match="what the person wants"):
        hold(referral, cast.ngozi, heard=heard, is_last=True)


def test_after_the_last_session_there_is_no_other(cast: Cast) -> None:
    referral = taken_in(cast)
    hold(referral, cast.ngozi, is_last=True)
    with pytest.raises(Refused, match="finished"):
        hold(referral, cast.priya)


def test_a_session_to_come_is_planned_and_not_written_down(cast: Cast) -> None:
    with pytest.raises(Refused, match="not been held yet"):
        hold(taken_in(cast), cast.ngozi, days=9)


def test_two_workers_are_two(cast: Cast) -> None:
    with pytest.raises(Refused, match="somebody else"):
        hold(taken_in(cast), cast.ngozi, second=cast.ngozi)


def test_a_session_is_planned_planned_anew_called_off_and_held(cast: Cast) -> None:
    referral = taken_in(cast)
    with asking(cast.priya) as priya:
        for day in (4, 5):
            meeting = Meeting(NOW + timedelta(days=day), priya, cast.ngozi, "The café")
            at = NOW + timedelta(hours=day)
            screening.plan_session(referral, meeting=meeting, by=priya, at=at)
        planned = screening_for(priya, referral).planned
        assert planned
        assert (planned.planned_for, planned.place) == (NOW + timedelta(days=5), "The café")
        with pytest.raises(Refused, match="why"):
            screening.call_off_session(referral, why=" ", by=priya, at=LATER)
        screening.call_off_session(referral, why="She is in hospital", by=priya, at=LATER)
        assert screening_for(priya, referral).planned is None


def test_a_session_that_was_held_is_no_longer_planned(cast: Cast) -> None:
    referral = taken_in(cast)
    with asking(cast.priya) as priya:
        meeting = Meeting(NOW + timedelta(days=1), priya)
        screening.plan_session(referral, meeting=meeting, by=priya, at=NOW)
    hold(referral, cast.priya)
    assert stands(cast.priya, referral).planned is None


def test_who_comes_back_is_not_screened_again(cast: Cast) -> None:
    referral = taken_in(cast)
    with asking(cast.ngozi) as ngozi:
        Referral.objects.filter(pk=referral.pk).update(returned_from=cast.sams_episode.pk)
        with pytest.raises(Refused, match="come back"):
            screening.record_session(
                referral, meeting=Meeting(NOW, ngozi), heard=TOLD, is_last=False, by=ngozi, at=LATER
            )
        found = screening_for(ngozi, Referral.objects.get(pk=referral.pk))
        assert found.is_done_or_not_needed
        assert not found.is_finished


@pytest.mark.parametrize("who", ["ada", "ruth", "sian"])
def test_who_may_not_screen(cast: Cast, who: str) -> None:
    referral = sent(cast)
    worker = getattr(cast, who)
    with asking(worker):
        assert to_screen_for(worker, referral.pk) is None
        assert not screening_for(worker, referral).sessions
    with pytest.raises(Referral.DoesNotExist):
        hold(referral, worker)


def test_the_database_shows_screening_to_the_team_and_not_to_who_referred(cast: Cast) -> None:
    referral = taken_in(cast)
    hold(referral, cast.ngozi)
    with asking(cast.ngozi):
        screening.plan_session(
            referral, meeting=Meeting(at=LATER, worker=cast.ngozi), by=cast.ngozi, at=NOW
        )
        assert (ScreeningSession.objects.count(), ScreeningPlan.objects.count()) == (1, 1)
    with asking(cast.ruth):
        assert Referral.objects.filter(pk=referral.pk).exists()
        assert (ScreeningSession.objects.count(), ScreeningPlan.objects.count()) == (0, 0)


def test_what_was_written_of_a_session_stays(cast: Cast) -> None:
    session = hold(taken_in(cast), cast.ngozi)
    with asking(cast.ngozi), pytest.raises(DatabaseError), transaction.atomic():
        ScreeningSession.objects.filter(pk=session.pk).update(wants="Nothing")


def test_a_session_before_the_referral_is_refused_with_both_days(cast: Cast) -> None:
    referral = taken_in(cast)
    with pytest.raises(Refused, match=r"22 November 2026.*received on 23 November 2026"):
        hold(referral, cast.ngozi, days=-1)
    assert hold(referral, cast.ngozi, days=0)


@pytest.mark.parametrize("days", [-1, -2500, 366, 36_000])
def test_a_session_is_planned_from_today_to_a_year_ahead(cast: Cast, days: int) -> None:
    referral = taken_in(cast)
    with asking(cast.priya) as priya:
        meeting = Meeting(NOW + timedelta(days=days), priya)
        with pytest.raises(Refused, match="The session is planned for"), transaction.atomic():
            screening.plan_session(referral, meeting=meeting, by=priya, at=NOW)
        for well in (0, 365):
            meeting = Meeting(NOW + timedelta(days=well), priya)
            assert screening.plan_session(referral, meeting=meeting, by=priya, at=NOW)
