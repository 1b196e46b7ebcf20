"""One happening of every kind in Sam's record, as the rooms would write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from alongside.careplans.models import CarePlan, CopyGiven, Goal, Invitation, Review
from alongside.caseload.models import Discharge, Pause, Transfer, WaitingPlace, ZoneSetting
from alongside.contacts.models import Contact, LadderStep, PlannedVisit
from alongside.documents.actions import keep
from alongside.documents.making import Language, Made
from alongside.documents.models import Sent
from alongside.inpatient.models import Spell
from alongside.people.models import Telling, Wish
from alongside.referrals.models import Criteria, Decision, Referral, ScreeningSession
from alongside.rights.models import Recourse
from alongside.today.models import Handover, Meeting, Passed, Task
from tests.cast import NOW, Cast, asking

A_DAY = timedelta(days=1)


def contact(cast: Cast, began_at: datetime, **more: Any) -> Contact:
    """Write a visit at which Sam was seen, unless more is said."""
    told = {
        "person": cast.sam, "team": cast.north, "began_at": began_at, "means": "face-to-face",
        "outcome": "seen", "was_seen": True, "worker": cast.ngozi, "written_by": cast.ngozi,
        "written_at": began_at, "place": "home",
    }  # fmt: skip
    return Contact.objects.create(**told | more)


def everything(cast: Cast) -> None:
    """Write one happening of every kind, each on a day of its own, within the last weeks."""
    with asking(cast.ngozi):
        _contacts(cast)
        _plans(cast)
        _care(cast)
        _referral(cast)
        _team(cast)
        _rights(cast)


def _contacts(cast: Cast) -> None:
    by = cast.ngozi
    seen = contact(cast, NOW - 40 * A_DAY, note="We walked by the canal", next_step="Ring Friday")
    contact(
        cast, NOW - 40 * A_DAY, corrects=seen, because="It was the park", note="In the park",
        place="park",
    )  # fmt: skip
    missed = contact(
        cast, NOW - 39 * A_DAY, outcome="no-answer", was_seen=False, note="Curtains drawn"
    )
    visit = {
        "person": cast.sam, "team": cast.north, "worker": by, "place": "home", "planned_by": by,
        "planned_at": NOW - 50 * A_DAY,
    }  # fmt: skip
    PlannedVisit.objects.create(**visit, planned_for=NOW - 38 * A_DAY, purpose="Bring the letter")
    PlannedVisit.objects.create(
        **visit, planned_for=NOW - 37 * A_DAY, called_off_at=NOW - 37 * A_DAY,
        called_off_because="Snow",
    )  # fmt: skip
    LadderStep.objects.create(
        person=cast.sam, team=cast.north, missed=missed, step="at-the-door", owner=by,
        due_at=NOW - 36 * A_DAY, done_at=NOW - 36 * A_DAY, done_by=by, came_of_it="Waved",
    )  # fmt: skip


def _plans(cast: Cast) -> None:
    plan = CarePlan.objects.create(
        person=cast.sam, episode=cast.sams_episode, number=1, framework="community-framework",
        in_their_words="I want my own key", agreed="agreed", written_by=cast.ngozi,
        written_at=NOW - 35 * A_DAY, in_a_crisis="Ring my sister",
    )  # fmt: skip
    Goal.objects.create(plan=plan, person=cast.sam, place=1, words="To cook for my daughter")
    CopyGiven.objects.create(
        plan=plan, person=cast.sam, form="print", given_on=(NOW - 34 * A_DAY).date(),
        by=cast.ngozi, at=NOW - 34 * A_DAY,
    )  # fmt: skip
    review = Review.objects.create(
        person=cast.sam, episode=cast.sams_episode, planned_for=(NOW - 33 * A_DAY).date(),
        held_on=(NOW - 33 * A_DAY).date(), summary="Going well", persons_view="Too many visits",
        by=cast.ngozi, at=NOW - 33 * A_DAY,
    )  # fmt: skip
    Invitation.objects.create(
        review=review, person=cast.sam, name="Dr Shah", as_what="gp", how="phone",
        with_permission=True, by=cast.ngozi, at=NOW - 32 * A_DAY,
    )  # fmt: skip


def _care(cast: Cast) -> None:
    by, episode, sam = cast.ngozi, cast.sams_episode, cast.sam
    ZoneSetting.objects.create(
        episode=episode, person=sam, zone="every-day", reason="zone.crisis", contacts_a_week=7,
        explanation="Not sleeping", persons_view="I would rather sleep", owner=by,
        review_on=NOW.date(), set_by=by, set_at=NOW - 31 * A_DAY,
    )  # fmt: skip
    Pause.objects.create(
        episode=episode, person=sam, why="With family in Sligo", by=by,
        began_on=(NOW - 30 * A_DAY).date(), ended_on=(NOW - 29 * A_DAY).date(),
    )  # fmt: skip
    Transfer.objects.create(
        episode=episode, person=sam, to_service="Bradford team", why="He moves", asked_by=by,
        asked_at=NOW - 28 * A_DAY, accepted_at=NOW - 27 * A_DAY, accepted_by="Bradford",
        abandoned_at=NOW - 26 * A_DAY,
    )  # fmt: skip
    Discharge.objects.create(
        episode=episode, person=sam, ground="stepped-down", explanation="Back on his feet",
        receiving_service="Armley CMHT", way_back="Ring us", discharged_by=by,
        discharged_at=NOW - A_DAY,
    )  # fmt: skip
    Spell.objects.create(
        person=sam, kind="inpatient", place="Cedar ward", section="3", recorded_by=by,
        began_on=(NOW - 25 * A_DAY).date(), ended_on=(NOW - 20 * A_DAY).date(),
        recorded_at=NOW,
    )  # fmt: skip


def _referral(cast: Cast) -> None:
    by = cast.ngozi
    criteria = Criteria.objects.create(
        service=cast.leeds, title="Ours", toml="", written_by=by, written_at=NOW
    )
    referral = Referral.objects.create(
        to_team=cast.north, channel="paper", begun_at=NOW - 19 * A_DAY, person=cast.sam,
        received_at=NOW - 19 * A_DAY, referrer_name="Dr Lowe", reason="He stopped coming",
    )  # fmt: skip
    ScreeningSession.objects.create(
        referral=referral, held_at=NOW - 18 * A_DAY, worker=by, second_worker=cast.priya,
        wants="A dog", is_last=True, written_by=by, written_at=NOW,
    )  # fmt: skip
    Decision.objects.create(
        referral=referral, criteria=criteria, outcome="accepted", eligibility={},
        explanation="Every criterion is met", decided_by=by, decided_at=NOW - 17 * A_DAY,
    )  # fmt: skip
    WaitingPlace.objects.create(
        referral=referral, person=cast.sam, team=cast.north, since=NOW - 17 * A_DAY, priority="3",
        why="No room yet", placed_by=by, placed_at=NOW - 16 * A_DAY,
    )  # fmt: skip


def _team(cast: Cast) -> None:
    by, sam = cast.ngozi, cast.sam
    meeting = Meeting.objects.create(team=cast.north, led_by=by, began_at=NOW - 15 * A_DAY)
    Passed.objects.create(
        meeting=meeting, person=sam, said="Looks thin", by=by, at=NOW - 15 * A_DAY
    )
    Task.objects.create(
        team=cast.north, person=sam, what="Ask the GP for bloods", owner=cast.priya,
        due_on=date(2026, 11, 30), made_by=by, made_at=NOW - 14 * A_DAY,
        done_at=NOW - 13 * A_DAY, done_by=cast.priya, came_of_it="Booked",
    )  # fmt: skip
    Handover.objects.create(
        team=cast.north, person=sam, says="Ring before noon", by=by, at=NOW - 12 * A_DAY,
        expires_at=NOW + A_DAY,
    )  # fmt: skip
    Telling.objects.create(
        person=sam, facts=["phone"], changed=["phone"], source="carer", by=by, at=NOW - 11 * A_DAY
    )
    Wish.objects.create(
        person=sam, about="religion", answer="wish", value="Quaker", asked_by=by,
        asked_at=NOW - 10 * A_DAY,
    )  # fmt: skip
    letter(cast)


def _rights(cast: Cast) -> None:
    Recourse.objects.create(
        person=cast.sam, way="complaint", happened="asked", on_day=(NOW - 8 * A_DAY).date(),
        who="Sam himself", words="Nobody came on Friday", by=cast.ngozi, at=NOW - 8 * A_DAY,
    )  # fmt: skip


def letter(cast: Cast, at: datetime = NOW - 9 * A_DAY) -> Sent:
    """Keep a letter about Sam as it was sent."""
    made = Made(
        kind="welcome", title="Welcome to the team", language=Language.ENGLISH, large_print=False,
        version="1", pdf=b"%PDF-1.7 " + at.isoformat().encode(),
    )  # fmt: skip
    return keep(
        made, team_id=cast.north.pk, person_id=cast.sam.pk, addressee="Sam",
        how_given=Sent.HowGiven.BY_HAND, given_on=at.date(), by=cast.ngozi, at=at,
    )  # fmt: skip


BST_ENDS = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half past one, for the first time
