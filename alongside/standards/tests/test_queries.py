"""What the rooms wrote down becomes evidence; nobody's promises are shown to another team."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.careplans import actions as careplans
from alongside.caseload import actions as caseload
from alongside.caseload import leaving
from alongside.caseload.actions import ZoneChoice
from alongside.contacts import actions as contacts
from alongside.contacts.actions import ContactText, VisitText
from alongside.contacts.actions import ladder as ladders
from alongside.contacts.models import LadderStep
from alongside.people.models import Wish
from alongside.policy.contacts import Means, Outcome
from alongside.policy.due import State
from alongside.referrals.models import Question, Referral, ScreeningSession
from alongside.staff.models import Worker
from alongside.standards.promises import Promise
from alongside.standards.queries import (
    caseload_promises_for,
    promises_for,
    referral_promises_for,
    tallies_for,
)
from alongside.standards.tests.crowd import crowd
from tests.cast import NOW, Cast, asking


def sams(cast: Cast, at: datetime = NOW, worker: Worker | None = None) -> dict[str, Promise]:
    asker = worker or cast.ngozi
    with asking(asker):
        (found,) = promises_for(asker, at=at, person_ids=[cast.sam.pk])
    return {promise.standard.id: promise for promise in found.promises}


def seen(cast: Cast, days_ago: int, by: Worker, **about: object) -> None:
    at = NOW - timedelta(days=days_ago)
    text = ContactText(
        person=cast.sam,
        team_id=cast.north.pk,
        worker=by,
        began_at=at,
        outcome=Outcome.SEEN,
        **about,  # type: ignore[arg-type]  # what a test says
    )
    with asking(by):
        contacts.record_contact(text, by=by, at=at)


def zone(cast: Cast, contacts_a_week: int, at: datetime) -> None:
    choice = ZoneChoice(
        zone="weekly",
        reason="zone.steady",
        owner=cast.ngozi,
        review_on=at.date() + timedelta(days=28),
        contacts_a_week=Decimal(contacts_a_week),
    )
    with asking(cast.ngozi):
        caseload.set_zone(cast.sams_episode, choice=choice, by=cast.ngozi, at=at)


def test_somebody_of_whom_nothing_was_written_is_overdue_aloud(cast: Cast) -> None:
    found = sams(cast)
    assert {standard for standard, each in found.items() if each.state is State.OVERDUE} == {
        "wishes-asked",
        "plan-in-time",
        "no-silence",
        "different-workers",
    }
    assert found["no-silence"].evidence == "Never seen, in care since 4 May 2026"
    assert found["coordinator-no-gap"].evidence == "Ngozi Okafor"


def test_contact_is_counted_from_the_day_of_the_agreement(cast: Cast) -> None:
    zone(cast, 7, NOW - timedelta(days=3))
    seen(cast, 10, cast.priya)
    seen(cast, 2, cast.priya)
    seen(cast, 1, cast.priya, means=Means.PHONE)
    found = sams(cast)["contact-as-agreed"]
    assert found.standing.sentence == "2 of 3 agreed contacts, 1 to make good this week"


def too_few(cast: Cast) -> str:
    with asking(cast.ngozi):
        (found,) = promises_for(cast.ngozi, at=NOW, person_ids=[cast.sam.pk])
    return found.too_few


def test_a_week_with_fewer_visits_than_agreed_says_so(cast: Cast) -> None:
    assert too_few(cast) == ""  # nothing agreed
    zone(cast, 2, NOW - timedelta(days=28))
    assert too_few(cast) == "0 planned, 2 agreed"
    seen(cast, 0, cast.priya)
    assert too_few(cast) == "0 planned, 2 agreed"
    for days in (1, 2):
        visit = VisitText(
            person=cast.sam,
            team_id=cast.north.pk,
            worker=cast.priya,
            planned_for=NOW + timedelta(days=days),
        )
        with asking(cast.ngozi):
            contacts.plan_visit(visit, by=cast.ngozi, at=NOW)
    assert too_few(cast) == ""
    # Agreed on Monday for every day: seven from then on, and what was agreed before is over.
    zone(cast, 7, NOW)
    assert too_few(cast) == "2 planned, 7 agreed"


def test_a_text_message_is_no_contact_and_a_voice_is_no_sight(cast: Cast) -> None:
    zone(cast, 1, NOW - timedelta(days=28))
    seen(cast, 20, cast.priya)
    seen(cast, 3, cast.priya, means=Means.PHONE)
    seen(cast, 2, cast.ngozi, means=Means.VIDEO)
    seen(cast, 1, cast.ngozi, means=Means.TEXT)
    found = sams(cast)
    told = found["contact-as-agreed"]
    assert told.standing.sentence == "3 of 4 agreed contacts, 1 to make good this week"
    assert (told.state, told.is_kept) == (State.DUE, False)
    assert found["no-silence"].evidence == "Last seen 21 November 2026 by Ngozi Okafor"
    assert found["different-workers"].standing.sentence.startswith("0 of 2")


def test_the_second_worker_counts_as_another(cast: Cast) -> None:
    seen(cast, 1, cast.priya, second_worker=cast.ngozi)
    assert sams(cast)["different-workers"].state is State.MET


def test_a_contact_that_was_corrected_does_not_count(cast: Cast) -> None:
    text = ContactText(
        person=cast.sam,
        team_id=cast.north.pk,
        worker=cast.priya,
        began_at=NOW - timedelta(days=1),
        outcome=Outcome.SEEN,
    )
    with asking(cast.priya):
        wrong = contacts.record_contact(text, by=cast.priya, at=NOW)
        contacts.take_back(wrong, because="That was his brother", by=cast.priya, at=NOW)
    assert sams(cast)["no-silence"].evidence.startswith("Never seen")


def test_a_miss_brings_the_next_step_until_they_are_seen(cast: Cast) -> None:
    seen(cast, 3, cast.priya, means=Means.FACE_TO_FACE)
    missed(cast, 2)
    found = sams(cast)["ladder-step-done"]
    assert found.state is State.OVERDUE
    assert found.evidence.endswith("Owned by Priya Nair.")
    seen(cast, 1, cast.priya)
    assert "ladder-step-done" not in sams(cast)


def missed(cast: Cast, days_ago: int) -> None:
    at = NOW - timedelta(days=days_ago)
    text = ContactText(
        person=cast.sam,
        team_id=cast.north.pk,
        worker=cast.priya,
        began_at=at,
        outcome=Outcome.NO_ANSWER,
    )
    with asking(cast.priya):
        contacts.record_contact(text, by=cast.priya, at=at)


def ladder(cast: Cast, at: datetime = NOW) -> tuple[int, int, int, int]:
    with asking(cast.ngozi):
        found = tallies_for(cast.ngozi, cast.north, at=at)["ladder-step-done"]
    return found.met, found.late, found.overdue, found.kept


def test_a_team_is_asked_for_each_step_that_fell_due(cast: Cast) -> None:
    missed(cast, 2)  # due since: at the door, tell duty, phone, the next days' visit and more
    open_ones = ladder(cast)[2]
    assert open_ones > 1
    assert ladder(cast) == (0, 0, open_ones, 0)
    with asking(cast.priya):
        first = LadderStep.objects.in_order().filter(person=cast.sam)[0]
        ladders.do_step(
            first, came_of_it="A card", by=cast.priya, at=NOW - timedelta(days=2, minutes=-30)
        )
    assert ladder(cast) == (1, 0, open_ones - 1, 1)
    seen(cast, 0, cast.priya)  # late for all of them, and the ladder ends
    assert ladder(cast) == (1, open_ones - 1, 0, 1)
    # As it stood then, and long after.
    assert ladder(cast, NOW - timedelta(minutes=1))[2] == open_ones - 1
    assert ladder(cast, NOW + timedelta(days=40)) == (0, 0, 0, 0)


def test_a_step_that_never_fell_due_is_not_asked_for(cast: Cast) -> None:
    missed(cast, 1)
    seen(cast, 1, cast.priya)
    assert ladder(cast) == (0, 0, 0, 0)


def test_what_was_done_long_ago_is_counted_no_more(cast: Cast) -> None:
    plans = [datetime(2026, 5, 20, 12, tzinfo=UTC), datetime(2026, 6, 10, 12, tzinfo=UTC)]

    def counted(at: datetime) -> tuple[int, int, int]:
        with asking(cast.ngozi):
            found = tallies_for(cast.ngozi, cast.north, at=at)["plan-in-time"]
        return found.met, found.late, found.overdue

    assert counted(plans[0]) == (0, 0, 0)  # due on 1 June
    assert counted(NOW + timedelta(days=400)) == (0, 0, 1)  # open, however long ago it was due
    with asking(cast.ngozi):
        careplans.write_plan(
            cast.sams_episode,
            text=careplans.PlanText(in_their_words="A dog"),
            based_on=None,
            by=cast.ngozi,
            at=plans[1],
        )
    assert counted(datetime(2026, 12, 1, 12, tzinfo=UTC)) == (0, 1, 0)
    assert counted(datetime(2026, 12, 2, 12, tzinfo=UTC)) == (0, 0, 0)


def test_silence_is_counted_through_a_pause_and_a_transfer(cast: Cast) -> None:
    seen(cast, 15, cast.priya)
    with asking(cast.ngozi):
        caseload.pause(
            cast.sams_episode,
            why="Away with his sister",
            began_on=date(2026, 11, 10),
            by=cast.ngozi,
            at=NOW,
        )
        leaving.offer_transfer(
            cast.sams_episode, why="He moved", to_service="Bradford", by=cast.ngozi, at=NOW
        )
    assert sams(cast)["no-silence"].standing.sentence == "1 day overdue"


def test_a_gap_between_co_ordinators_is_told_at_once(cast: Cast) -> None:
    left = NOW - timedelta(hours=30)
    with asking(cast.ngozi):
        caseload.end_coordination(cast.sams_episode, why="Ngozi moves on", by=cast.ngozi, at=left)
    found = sams(cast)["coordinator-no-gap"]
    assert found.standing.sentence == "6 hours overdue"
    assert found.evidence == "Nobody since 22 November 2026"


def test_wishes_plans_copies_and_reviews_are_evidence(cast: Cast) -> None:
    about = {"person": cast.sam, "answer": Wish.Answer.NONE, "asked_by": cast.ngozi}
    asked = datetime(2026, 5, 11, 12, tzinfo=UTC)
    with asking(cast.ngozi):
        Wish.objects.bulk_create(Wish(about=each, asked_at=asked, **about) for each in Wish.About)
        plan = careplans.write_plan(
            cast.sams_episode,
            text=careplans.PlanText(in_their_words="A dog"),
            based_on=None,
            by=cast.ngozi,
            at=datetime(2026, 5, 20, 12, tzinfo=UTC),
        )
        careplans.give_copy(plan, form="print", given_on=date(2026, 5, 29), by=cast.ngozi, at=NOW)
    found = sams(cast)
    assert found["wishes-asked"].standing.sentence == "Done on 11 May 2026"
    assert found["plan-in-time"].standing.sentence == "Done on 20 May 2026"
    assert found["plan-copy-given"].standing.sentence == "Done on 29 May 2026, 2 days late"
    assert found["plan-copy-given"].is_late
    assert found["review-in-time"].standing.sentence == "3 days overdue"


def test_a_team_and_a_co_ordinator_are_asked_for_their_own_people(cast: Cast) -> None:
    crowd(cast, 2)
    with asking(cast.priya):
        team = promises_for(cast.priya, at=NOW, team_id=cast.north.pk)
        own = promises_for(cast.priya, at=NOW, coordinator_id=cast.ngozi.pk)
        nobodys = promises_for(cast.priya, at=NOW, coordinator_id=cast.tom.pk)
    assert [each.somebody.name for each in team] == [
        "Robin 0 Ashe",
        "Robin 1 Ashe",
        "Samuel Ó Briain",
    ]
    assert [each.somebody.name for each in own] == [each.somebody.name for each in team]
    assert nobodys == []


def test_another_teams_people_are_nobody(cast: Cast) -> None:
    with asking(cast.sian):
        assert promises_for(cast.sian, at=NOW, team_id=cast.north.pk) == []
        assert promises_for(cast.sian, at=NOW, person_ids=[cast.sam.pk]) == []
        assert promises_for(cast.sian, at=NOW, coordinator_id=cast.ngozi.pk) == []
        assert referral_promises_for(cast.sian, cast.north, at=NOW) == []
        assert caseload_promises_for(cast.sian, cast.north, at=NOW) == []
    with asking(cast.ruth):
        assert promises_for(cast.ruth, at=NOW, team_id=cast.north.pk) == []


def test_one_query_to_each_room_however_many_people(cast: Cast) -> None:
    crowd(cast, 2)
    with (
        asking(cast.tom),
        CaptureQueriesContext(
            connection,
        ) as few,
    ):
        promises_for(cast.tom, at=NOW, team_id=cast.north.pk)
    crowd(cast, 5)
    with asking(cast.tom), CaptureQueriesContext(connection) as more:
        assert len(promises_for(cast.tom, at=NOW, team_id=cast.north.pk)) == 8
    # One to each of four rooms, and one for the numbers that services set themselves.
    assert len(more) == len(few) == 5


def test_a_caseload_is_weighed_by_what_is_agreed(cast: Cast) -> None:
    zone(cast, 7, NOW - timedelta(days=1))
    with asking(cast.tom):
        (ngozi,) = caseload_promises_for(cast.tom, cast.north, at=NOW)
    assert ngozi.promises[0].standing.sentence == "1 person, 2 of 12 places: room for 10 more"
    assert ngozi.promises[0].state is State.MET
    crowd(cast, 11)
    with asking(cast.tom):
        (ngozi,) = caseload_promises_for(cast.tom, cast.north, at=NOW)
    assert ngozi.promises[0].standing.sentence == "12 people, 13 of 12 places: 1 too many"
    assert ngozi.promises[0].state is State.OVERDUE


def refer(cast: Cast, received_at: datetime, **about: object) -> Referral:
    return Referral.objects.create(
        to_team=cast.north,
        channel=Referral.Channel.WEB,
        begun_at=received_at,
        received_at=received_at,
        given_name="Jo",
        **about,
    )


def of_referrals(cast: Cast) -> list[dict[str, str]]:
    found = referral_promises_for(cast.tom, cast.north, at=NOW)
    return [
        {promise.standard.id: promise.standing.sentence for promise in each.promises}
        for each in found
    ]


def test_the_clock_of_a_referral_waits_for_the_referrer(cast: Cast) -> None:
    with asking(cast.tom):
        referral = refer(cast, NOW - timedelta(days=20))
        assert of_referrals(cast) == [
            {"referral-decided": "13 days overdue", "screening-done": "Due in 8 days"}
        ]
        question = Question.objects.create(
            referral=referral, fact="age", asks="How old?", asked_by=cast.tom, asked_at=NOW
        )
        assert of_referrals(cast) == [{}]
        question.answer, question.answered_by = "40", cast.ruth
        question.answered_at = NOW - timedelta(days=7)
        question.save()
        assert of_referrals(cast) == [
            {"referral-decided": "Due today", "screening-done": "Due in 21 days"}
        ]


def test_an_urgent_referral_has_hours(cast: Cast) -> None:
    with asking(cast.tom):
        refer(cast, NOW - timedelta(hours=25), priority=Referral.Priority.URGENT)
        refer(cast, NOW - timedelta(hours=4), priority=Referral.Priority.VERY_URGENT)
        assert of_referrals(cast) == [
            {"referral-decided": "1 hour overdue", "screening-done": "Due in 27 days"},
            {"referral-decided": "Due today by 9am", "screening-done": "Due in 28 days"},
        ]


def test_screening_and_deciding_are_told_of_one_referral(cast: Cast) -> None:
    with asking(cast.tom):
        referral = refer(cast, NOW - timedelta(days=31))
        session = {"referral": referral, "worker": cast.priya, "written_by": cast.priya}
        ScreeningSession.objects.create(held_at=NOW - timedelta(days=29), written_at=NOW, **session)
        assert of_referrals(cast) == [
            {"referral-decided": "24 days overdue", "screening-done": "3 days overdue"}
        ]
        ScreeningSession.objects.create(
            held_at=NOW - timedelta(days=2), is_last=True, written_at=NOW, **session
        )
        assert of_referrals(cast)[0]["screening-done"] == "Done on 21 November 2026, 1 day late"


def test_somebody_who_comes_back_is_to_be_seen_within_a_week(cast: Cast) -> None:
    with asking(cast.tom):
        came_back = {"returned_from": cast.sam.pk, "person": cast.sam}
        refer(cast, NOW - timedelta(days=8), **came_back)
        assert of_referrals(cast)[0]["return-in-time"] == "1 day overdue"
    seen(cast, 9, cast.priya)
    with asking(cast.tom):
        assert of_referrals(cast)[0]["return-in-time"] == "1 day overdue"
    seen(cast, 3, cast.priya)
    with asking(cast.tom):
        assert of_referrals(cast)[0]["return-in-time"] == "Done on 20 November 2026"
