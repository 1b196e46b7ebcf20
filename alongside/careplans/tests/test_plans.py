from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from alongside.audit.queries import trail_of
from alongside.careplans import actions, queries
from alongside.careplans.actions import Appointment, GoalText, InterventionText, PlanText
from alongside.careplans.models import CarePlan
from tests.cast import NOW, Cast, asking

ALLOTMENT = GoalText(
    "Get the allotment back",
    interventions=(InterventionText("social", "Visit the allotment", "Priya", "Thursdays"),),
)
MINE, HERS = PlanText(in_their_words="Mine"), PlanText(in_their_words="Hers")
FIRST = PlanText(in_their_words="I want my mornings back", agreed="agreed", goals=(ALLOTMENT,))


def _first(cast: Cast) -> CarePlan:
    return actions.write_plan(cast.sams_episode, text=FIRST, based_on=None, by=cast.ngozi, at=NOW)


@pytest.mark.django_db
def test_a_plan_is_kept_with_its_goals_and_who_does_what(cast: Cast) -> None:
    with asking(cast.ngozi):
        _first(cast)
        plan = queries.current_plan_for(cast.ngozi, cast.sam.pk)
        assert plan
        assert (plan.number, plan.in_their_words) == (1, "I want my mornings back")
        [goal] = plan.goals.all()
        assert [step.who for step in goal.interventions.all()] == ["Priya"]
        assert trail_of(cast.sam.pk)[0].what == "plan.written"


@pytest.mark.django_db
def test_a_goal_keeps_its_thread_from_version_to_version(cast: Cast) -> None:
    with asking(cast.ngozi):
        first = _first(cast)
        second = actions.write_plan(
            cast.sams_episode, text=actions.text_of(first), based_on=first, by=cast.ngozi, at=NOW
        )
        assert second.number == 2
        assert second.goals.get().thread == first.goals.get().thread


@pytest.mark.django_db
def test_two_versions_of_the_same_plan_are_both_kept_until_somebody_chooses(cast: Cast) -> None:
    with asking(cast.ngozi):
        first = _first(cast)
        mine = actions.write_plan(
            cast.sams_episode, text=MINE, based_on=first, by=cast.ngozi, at=NOW
        )
    with asking(cast.priya):
        hers = actions.write_plan(
            cast.sams_episode, text=HERS, based_on=first, by=cast.priya, at=NOW
        )
        assert queries.beside_for(cast.ngozi, mine) == [hers]
        assert queries.beside_for(cast.ngozi, hers) == [mine]
        assert queries.beside_for(cast.ngozi, first) == []

    with asking(cast.tom):
        chosen = actions.choose(mine, instead_of=[hers], by=cast.tom, at=NOW)
        assert chosen.in_their_words == "Mine"
        assert (
            queries.beside_for(cast.ngozi, mine)
            == queries.beside_for(cast.ngozi, hers)
            == queries.beside_for(cast.ngozi, chosen)
            == []
        )
        assert CarePlan.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["UPDATE careplans_careplan SET in_their_words = ''", "DELETE FROM careplans_goal"]
)
def test_a_written_plan_never_changes(cast: Cast, change: str) -> None:
    from django.db import connection

    with asking(cast.ngozi):
        _first(cast)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.django_db
def test_a_plan_that_is_not_agreed_says_why(cast: Cast) -> None:
    with asking(cast.ngozi), pytest.raises(IntegrityError, match="disagreement_is_explained"):
        actions.write_plan(
            cast.sams_episode,
            text=PlanText(agreed="not agreed"),
            based_on=None,
            by=cast.ngozi,
            at=NOW,
        )


@pytest.mark.django_db
def test_another_team_finds_no_plan_and_no_review(cast: Cast) -> None:
    with asking(cast.ngozi):
        plan = _first(cast)
        review = actions.plan_review(
            cast.sams_episode, planned_for=Appointment(date(2026, 12, 1)), by=cast.ngozi, at=NOW
        )
    for stranger in (cast.sian, cast.ruth):
        with asking(stranger):
            assert queries.plan_for(stranger, cast.sam.pk, plan.pk) is None
            assert queries.current_plan_for(stranger, cast.sam.pk) is None
            assert queries.review_for(stranger, cast.sam.pk, review.pk) is None
            assert not CarePlan.objects.exists()


@pytest.mark.django_db
def test_a_copy_given_is_recorded_also_when_it_was_not_wanted(cast: Cast) -> None:
    with asking(cast.ngozi):
        plan = _first(cast)
        actions.give_copy(plan, form="declined", given_on=NOW.date(), by=cast.ngozi, at=NOW)
        actions.give_copy(plan, form="large print", given_on=NOW.date(), by=cast.ngozi, at=NOW)
        found = queries.plan_for(cast.ngozi, cast.sam.pk, plan.pk)
        assert found
        assert [copy.get_form_display() for copy in found.copies.all()] == [
            "Did not want a copy",
            "On paper in large print",
        ]
