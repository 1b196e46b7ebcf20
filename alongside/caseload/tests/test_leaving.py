from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access import actions as access
from alongside.access.models import Relationship
from alongside.audit.queries import trail_of
from alongside.caseload import actions, leaving
from alongside.caseload.leaving import Leaving
from alongside.caseload.models import CareCoordination, Discharge, Episode, Transfer
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.policy.allocation import AllocationFacts
from alongside.policy.discharge import CarersPart, DischargeFacts, Ground
from alongside.referrals.tests.referred import put_in_force, taken_in
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, take_into_care

READY = DischargeFacts(
    ground=Ground.STEPPED_DOWN,
    receiving_service_accepted=True,
    first_contact_made=True,
    planned_with_person=True,
    carers=CarersPart.TOOK_PART,
    reviewed_by_team=True,
    relapse_history_read=True,
    gp_informed=True,
    way_back_written=True,
)
SAID = Leaving("Well for a year", "Armley CMHT", "Ring North team, 0113 496 0100")


def test_care_ends_with_its_ground_and_the_answers_of_that_day(cast: Cast) -> None:
    with asking(cast.ngozi):
        discharged = leaving.discharge(
            cast.sams_episode, facts=READY, leaving=SAID, by=cast.ngozi, at=NOW
        )
        assert discharged.plan["relapse_history_read"] is True
        assert not Episode.objects.open().exists()
        assert CareCoordination.objects.get(person=cast.sam).ended_at == NOW
        assert trail_of(cast.sam.pk)[0].what == "episode.discharged"


@pytest.mark.parametrize(
    "other",
    [
        replace(READY, ground=Ground.NOT_ENGAGING),
        replace(READY, receiving_service_accepted=False),
        replace(READY, relapse_history_read=False),
    ],
)
def test_a_refused_discharge_changes_nothing(cast: Cast, other: DischargeFacts) -> None:
    with asking(cast.ngozi):
        with pytest.raises(Refused):
            leaving.discharge(cast.sams_episode, facts=other, leaving=SAID, by=cast.ngozi, at=NOW)
        assert Episode.objects.open().get() == cast.sams_episode
        assert not Discharge.objects.exists()


def test_the_database_itself_knows_no_discharge_for_missed_contact(cast: Cast) -> None:
    with asking(cast.ngozi), pytest.raises(IntegrityError, match="missed_contact_is_no_ground"):
        Discharge.objects.create(
            episode=cast.sams_episode,
            person=cast.sam,
            ground=Ground.NOT_ENGAGING,
            explanation="x",
            discharged_by=cast.ngozi,
            discharged_at=NOW,
        )


def test_care_ends_once(cast: Cast) -> None:
    with asking(cast.ngozi):
        leaving.discharge(cast.sams_episode, facts=READY, leaving=SAID, by=cast.ngozi, at=NOW)
        with pytest.raises(Refused, match="ended already"):
            leaving.discharge(cast.sams_episode, facts=READY, leaving=SAID, by=cast.ngozi, at=NOW)


def test_somebody_comes_back_to_the_record_they_left(cast: Cast) -> None:
    with asking(cast.ngozi):
        left = leaving.discharge(
            cast.sams_episode, facts=READY, leaving=SAID, by=cast.ngozi, at=NOW
        )
        back = actions.begin_care(
            cast.sam,
            team=cast.north,
            pathway="established",
            began_on=NOW.date() + timedelta(days=90),
            returned_from=left,
            by=cast.ngozi,
            at=NOW + timedelta(days=90),
        )
        assert back.returned_from == left
        assert list(cast.sam.episodes.order_by("began_on")) == [cast.sams_episode, back]


def test_nobody_is_in_the_care_of_a_team_twice(cast: Cast) -> None:
    with asking(cast.ngozi), pytest.raises(Refused, match="Sam is already in the care of North"):
        actions.begin_care(
            cast.sam,
            team=cast.north,
            pathway="early",
            began_on=NOW.date(),
            by=cast.ngozi,
            at=NOW,
        )


def test_a_transfer_opens_the_record_to_the_new_team_and_ends_when_they_have_met(
    cast: Cast,
) -> None:
    with asking(cast.ngozi):
        transfer = leaving.offer_transfer(
            cast.sams_episode, to_team=cast.south, why="Moves to Beeston", by=cast.ngozi, at=NOW
        )
        with pytest.raises(Refused, match="already on its way"), transaction.atomic():
            leaving.offer_transfer(
                cast.sams_episode, to_service="Elsewhere", why="x", by=cast.ngozi, at=NOW
            )
    with asking(cast.sian):
        assert cast.sam in Person.objects.all()
        with pytest.raises(Refused, match="has not accepted yet"), transaction.atomic():
            leaving.record_first_meeting(transfer, met_on=date(2026, 12, 1), by=cast.sian, at=NOW)
        leaving.accept_transfer(transfer, accepted_by="Sian Pritchard", by=cast.sian, at=NOW)
        met = leaving.record_first_meeting(transfer, met_on=date(2026, 12, 1), by=cast.sian, at=NOW)
        assert met.first_met_on == date(2026, 12, 1)


@pytest.mark.parametrize("gives_up", ["ngozi", "sian"])
def test_a_transfer_that_is_given_up_closes_the_record_to_the_other_team(
    cast: Cast, client_of: Callable[[Worker], Client], gives_up: str
) -> None:
    with asking(cast.ngozi):
        leaving.offer_transfer(
            cast.sams_episode, to_team=cast.south, why="Moves to Beeston", by=cast.ngozi, at=NOW
        )
    page = f"/people/{cast.sam.pk}/"
    assert client_of(cast.sian).get(page).status_code == 200
    who = getattr(cast, gives_up)
    answer = client_of(who).post(f"{page}transfer/abandon/", {"why": "She stays"}, follow=True)
    assert answer.status_code == 200
    assert "Care goes on here" in answer.text
    assert client_of(cast.sian).get(page).status_code == 404
    assert client_of(cast.ngozi).get(page).status_code == 200
    with asking(cast.sian):
        assert cast.sam not in Person.objects.all()
        assert not Relationship.objects.filter(person_id=cast.sam.pk, ended_at=None).exists()


def test_a_team_that_knew_somebody_before_the_offer_knows_them_after_it(cast: Cast) -> None:
    with asking(cast.sian):
        take_into_care(cast.sam, cast.south, cast.sian)
    with asking(cast.ngozi):
        transfer = leaving.offer_transfer(
            cast.sams_episode, to_team=cast.south, why="Moves", by=cast.ngozi, at=NOW
        )
        leaving.abandon_transfer(transfer, why="Stays", by=cast.ngozi, at=NOW)
    with asking(cast.sian):
        assert cast.sam in Person.objects.all()


def test_nobody_withdraws_what_they_do_not_know(cast: Cast) -> None:
    with asking(cast.ngozi):
        leaving.offer_transfer(
            cast.sams_episode, to_team=cast.south, why="Moves", by=cast.ngozi, at=NOW
        )
    with asking(cast.ruth):
        access.withdraw(cast.sam.pk, from_team_id=cast.south.pk, by=cast.ruth, at=NOW)
    with asking(cast.sian):
        assert cast.sam in Person.objects.all()


def test_a_team_of_ours_answers_for_itself_and_once(cast: Cast) -> None:
    with asking(cast.ngozi):
        transfer = leaving.offer_transfer(
            cast.sams_episode, to_team=cast.south, why="Moves to Beeston", by=cast.ngozi, at=NOW
        )
        for answer in (
            partial(leaving.accept_transfer, accepted_by="Ngozi Okafor"),
            partial(leaving.record_first_meeting, met_on=NOW.date()),
        ):
            with pytest.raises(Refused, match="Only South team can say that"), transaction.atomic():
                answer(transfer, by=cast.ngozi, at=NOW)
    with asking(cast.sian):
        leaving.accept_transfer(transfer, accepted_by="Sian Pritchard", by=cast.sian, at=NOW)
        with pytest.raises(Refused, match="Sian Pritchard has accepted already"):
            leaving.accept_transfer(transfer, accepted_by="Nobody", by=cast.sian, at=NOW)
    with asking(cast.sian):
        assert Transfer.objects.get().accepted_by == "Sian Pritchard"


def test_we_say_what_a_service_elsewhere_answered(cast: Cast) -> None:
    with asking(cast.ngozi):
        transfer = leaving.offer_transfer(
            cast.sams_episode, to_service="Hull", why="Moves", by=cast.ngozi, at=NOW
        )
        leaving.accept_transfer(transfer, accepted_by="Dr Holt", by=cast.ngozi, at=NOW)
        met = leaving.record_first_meeting(transfer, met_on=NOW.date(), by=cast.ngozi, at=NOW)
        assert met.first_met_on == NOW.date()


def test_a_referral_leads_into_care_once(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast)
    assert referral.person
    with asking(cast.tom):
        begin = partial(
            actions.begin_care, referral.person, team=cast.north, pathway="early",
            began_on=NOW.date(), by=cast.tom, at=NOW, referral=referral,
        )  # fmt: skip
        leaving.discharge(begin(), facts=READY, leaving=SAID, by=cast.tom, at=NOW)
        with pytest.raises(Refused, match="Care began on this referral before"):
            begin()


def test_a_pause_is_a_row_and_there_is_one_at_a_time(cast: Cast) -> None:
    with asking(cast.ngozi):
        actions.pause(
            cast.sams_episode, why="In prison", began_on=NOW.date(), by=cast.ngozi, at=NOW
        )
        with pytest.raises(Refused, match="paused already"), transaction.atomic():
            actions.pause(
                cast.sams_episode, why="Abroad", began_on=NOW.date(), by=cast.ngozi, at=NOW
            )
        resumed = actions.resume(
            cast.sams_episode, ended_on=date(2026, 12, 1), by=cast.ngozi, at=NOW
        )
        assert resumed.ended_on == date(2026, 12, 1)


LATER, EARLIER = NOW + timedelta(minutes=1), NOW - timedelta(seconds=1)


def _choice(cast: Cast) -> actions.Choice:
    asked = AllocationFacts(may_coordinate=True, wishes_asked=True)
    return actions.Choice(worker=cast.tom, facts=asked, why="Knows his family")


def test_who_is_named_in_the_same_moment_is_not_overruled_unseen(cast: Cast) -> None:
    """`at` is when the page was sent; the lock comes to the second after the first has been."""
    with asking(cast.tom):
        choice = _choice(cast)
        actions.name_coordinator(cast.sams_episode, choice=choice, by=cast.tom, at=NOW)
        with pytest.raises(Refused, match="Tom Brennan was named meanwhile"):
            actions.name_coordinator(cast.sams_episode, choice=choice, by=cast.tom, at=EARLIER)
        with pytest.raises(Refused, match="meanwhile"):
            actions.end_coordination(cast.sams_episode, why="x", by=cast.tom, at=EARLIER)
        leaving.discharge(cast.sams_episode, facts=READY, leaving=SAID, by=cast.tom, at=EARLIER)
        assert CareCoordination.objects.get(worker=cast.tom).ended_at == NOW


def test_what_ended_meanwhile_is_refused_in_a_sentence(cast: Cast) -> None:
    with asking(cast.tom):
        episode, day = cast.sams_episode, NOW.date()
        actions.end_coordination(episode, why="x", by=cast.tom, at=NOW)
        with pytest.raises(Refused, match="meanwhile"):
            actions.end_coordination(episode, why="x", by=cast.tom, at=LATER)
        with pytest.raises(Refused, match="meanwhile"):
            actions.resume(episode, ended_on=day, by=cast.tom, at=NOW)


def test_two_who_offer_a_transfer_wait_for_each_other(cast: Cast) -> None:
    with asking(cast.ngozi), CaptureQueriesContext(connection) as asked:
        leaving.offer_transfer(
            cast.sams_episode, to_service="Wakefield", why="x", by=cast.ngozi, at=NOW
        )
    statements = [each["sql"] for each in asked if "SELECT" in each["sql"]]
    locks = next(n for n, sql in enumerate(statements) if "FOR UPDATE" in sql)
    looks = next(n for n, sql in enumerate(statements) if "caseload_transfer" in sql)
    assert locks < looks


def test_care_begins_no_earlier_than_what_led_to_it(cast: Cast) -> None:
    back: dict[str, Any] = {
        "team": cast.north,
        "pathway": "established",
        "by": cast.ngozi,
        "at": NOW,
    }
    with asking(cast.ngozi):
        left = leaving.discharge(
            cast.sams_episode, facts=READY, leaving=SAID, by=cast.ngozi, at=NOW
        )
        early = "22 November 2026: the care before it ended on 23 November 2026"
        with pytest.raises(Refused, match=early), transaction.atomic():
            actions.begin_care(cast.sam, began_on=date(2026, 11, 22), returned_from=left, **back)
        assert actions.begin_care(cast.sam, began_on=date(2026, 11, 23), returned_from=left, **back)
    referral = taken_in(cast)
    with asking(cast.ngozi):
        assert referral.person
        before = "29 November 2020: the referral was received on 23 November 2026"
        with pytest.raises(Refused, match=before), transaction.atomic():
            actions.begin_care(
                referral.person, began_on=date(2020, 11, 29), referral=referral, **back
            )


def test_a_pause_begins_no_earlier_than_care(cast: Cast) -> None:
    who: dict[str, Any] = {"by": cast.ngozi, "at": NOW}
    with asking(cast.ngozi), pytest.raises(Refused, match="care began on 4 May 2026"):
        actions.pause(cast.sams_episode, why="x", began_on=date(2026, 5, 3), **who)
