from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.audit.queries import trail_of
from alongside.careplans import actions, queries
from alongside.careplans.actions import Appointment, PlanText, ReviewText
from alongside.careplans.models import Invitation, Review
from alongside.kernel.rules import Refused
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db

SOON = Appointment(date(2026, 11, 30), time(14, 30), "Lou's café")
NEXT = Appointment(date(2027, 5, 22))
SAID = ReviewText(
    held_on=date(2026, 11, 20),
    summary="Goes well. The allotment is his.",
    persons_view="Leave my mornings alone",
    family="heard",
    familys_view="He sleeps again",
    who_took_part=[{"name": "Sam", "as": "person", "how": "in person"}],
)


def _planned(cast: Cast) -> Review:
    return actions.plan_review(cast.sams_episode, planned_for=SOON, by=cast.ngozi, at=NOW)


def test_a_review_is_planned_once_and_put_off_with_a_reason(cast: Cast) -> None:
    with asking(cast.ngozi):
        review = _planned(cast)
        assert _planned(cast).pk == review.pk
        later = replace(SOON, on=date(2026, 12, 8))
        moved = actions.put_off(review, to=later, because="Sam has a cold", by=cast.ngozi, at=NOW)
        assert (moved.planned_for, moved.place) == (date(2026, 12, 8), "Lou's café")
        assert moved.put_off_because == "Sam has a cold"
        assert [line.what for line in trail_of(cast.sam.pk)][:3] == [
            "review.put-off",
            "review.planned",
            "review.planned",
        ]


def test_holding_a_review_plans_the_next_at_once(cast: Cast) -> None:
    with asking(cast.ngozi):
        held = actions.hold_review(
            _planned(cast), text=SAID, plan=None, next_one=NEXT, by=cast.ngozi, at=NOW
        )
        assert held.held_on == date(2026, 11, 20)
        coming = queries.planned_review_for(cast.ngozi, cast.sams_episode)
        assert coming
        assert (coming.planned_for, coming.pk == held.pk) == (date(2027, 5, 22), False)
        last = queries.last_review_for(cast.ngozi, cast.sams_episode, on=NOW.date())
        assert last == held
        assert not queries.last_review_for(cast.ngozi, cast.sams_episode, on=date(2026, 11, 19))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (replace(SAID, held_on=date(2026, 11, 24)), "recorded on the day it was held"),
        (replace(SAID, held_on=date(2026, 5, 3)), "after care began"),
        (replace(SAID, who_took_part=[]), "says who took part"),
        (replace(SAID, persons_view=""), "what the person thinks"),
        (replace(SAID, family=""), "what family and carers think"),
        (replace(SAID, familys_view=""), "what family and carers think"),
    ],
)
def test_a_review_that_says_too_little_is_refused(cast: Cast, said: ReviewText, why: str) -> None:
    with asking(cast.ngozi):
        review = _planned(cast)
        with pytest.raises(Refused, match=why):
            actions.hold_review(review, text=said, plan=None, next_one=NEXT, by=cast.ngozi, at=NOW)
        assert Review.objects.get().held_on is None


def test_a_review_is_recorded_once(cast: Cast) -> None:
    with asking(cast.ngozi):
        review = _planned(cast)
        actions.hold_review(review, text=SAID, plan=None, next_one=NEXT, by=cast.ngozi, at=NOW)
        with pytest.raises(Refused, match="Somebody has recorded this review meanwhile"):
            actions.hold_review(review, text=SAID, plan=None, next_one=NEXT, by=cast.ngozi, at=NOW)


def test_a_review_names_the_plan_that_was_written_after_it(cast: Cast) -> None:
    with asking(cast.ngozi):
        first = actions.write_plan(
            cast.sams_episode, text=PlanText(), based_on=None, by=cast.ngozi, at=NOW
        )
        review = actions.hold_review(
            _planned(cast),
            text=replace(SAID, plan_stands=False),
            plan=first,
            next_one=NEXT,
            by=cast.ngozi,
            at=NOW,
        )
        plans = [
            actions.write_plan(
                cast.sams_episode, text=PlanText(), based_on=first, by=cast.ngozi, at=NOW
            )
            for _ in range(2)
        ]
        review.refresh_from_db()
        assert (review.plan, review.led_to) == (first, plans[0])


@pytest.mark.parametrize(("as_what", "may"), [("person", True), ("gp", True), ("family", False)])
def test_others_are_invited_only_if_the_person_agrees(cast: Cast, as_what: str, may: bool) -> None:
    said: dict[str, Any] = {"name": "Lou", "as_what": as_what, "how": "phone"}
    with asking(cast.ngozi):
        review = _planned(cast)
        if not may:
            with pytest.raises(Refused, match="unless the person agrees"):
                actions.invite(review, **said, with_permission=False, by=cast.ngozi, at=NOW)
            broken = pytest.raises(IntegrityError, match="invited_with_permission")
            with broken, transaction.atomic():
                Invitation.objects.create(
                    review=review,
                    person=cast.sam,
                    **said,
                    with_permission=False,
                    by=cast.ngozi,
                    at=NOW,
                )
        actions.invite(review, **said, with_permission=not may, by=cast.ngozi, at=NOW)


def test_an_invitation_never_changes_and_another_team_does_not_see_it(cast: Cast) -> None:
    with asking(cast.ngozi):
        review = _planned(cast)
        made = actions.invite(
            review,
            name="Sam",
            as_what="person",
            how="phone",
            with_permission=False,
            by=cast.ngozi,
            at=NOW,
        )
        assert queries.invitation_for(cast.ngozi, cast.sam.pk, review.pk, made.pk) == made
        for change in (
            "UPDATE careplans_invitation SET name = ''",
            "DELETE FROM careplans_invitation",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
    with asking(cast.sian):
        assert not Invitation.objects.exists()
        assert not queries.invitation_for(cast.sian, cast.sam.pk, review.pk, made.pk)
