from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from alongside.access.deciding import Role
from alongside.contacts import actions, queries
from alongside.contacts.models import Contact, LadderStep
from alongside.contacts.tests.telling import recorded, told
from alongside.kernel.period import LONDON
from alongside.kernel.rules import Refused
from alongside.policy.contacts import MISSED, Means, Outcome
from alongside.policy.ladder import SHIPPED
from alongside.staff.models import Absence
from tests.cast import NOW, Cast, asking, hire, meet

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _open(cast: Cast) -> list[str]:
    return [step.step for step in queries.open_steps_for(cast.priya)]


def _rungs(outcome: Outcome) -> set[str]:
    return {rung.id for rung in SHIPPED.steps_for(outcome)}


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", sorted(MISSED))
def test_a_missed_contact_begins_its_ladder_at_once(cast: Cast, outcome: Outcome) -> None:
    with asking(cast.priya):
        missed = recorded(cast, outcome)
        steps = list(queries.open_steps_for(cast.priya))
        assert {step.step for step in steps} == _rungs(outcome)
        assert [step.due_at for step in steps] == sorted(step.due_at for step in steps)
        assert all(step.owner and step.missed == missed for step in steps)
        climb = queries.climb_for(cast.priya, cast.sam.pk)
        assert climb.next == steps[0]
        assert climb.missed == [missed]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "outcome", [o for o in Outcome if o not in MISSED and o is not Outcome.TAKEN_BACK]
)
def test_nothing_else_begins_a_ladder(cast: Cast, outcome: Outcome) -> None:
    with asking(cast.priya):
        recorded(cast, outcome)
        assert not LadderStep.objects.exists()


@pytest.mark.django_db
def test_each_rung_belongs_to_whoever_policy_names(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        owners = {step.step: step.owner for step in queries.open_steps_for(cast.priya)}
    assert owners["at-the-door"] == cast.priya
    assert owners["other-worker"] == cast.ngozi
    assert owners["phone-and-text"] == cast.tom
    assert owners["missing-person"] == cast.tom
    assert owners["legal-powers"] == cast.tom  # North has no psychiatrist


@pytest.mark.django_db
def test_no_rung_goes_to_somebody_who_is_away(cast: Cast) -> None:
    with asking(cast.priya):
        hire("Femi Bankole", cast.north, Role.WORKER, "psychiatrist")
        for away in (cast.ngozi, cast.tom):
            Absence.objects.create(worker=away, why="leave", began_on=NOW.date())
        recorded(cast, Outcome.NO_ANSWER)
        owners = {step.step: str(step.owner) for step in queries.open_steps_for(cast.priya)}
    assert owners["other-worker"] == "Priya Nair"
    assert owners["legal-powers"] == "Femi Bankole"
    assert set(owners.values()) == {"Priya Nair", "Femi Bankole"}


@pytest.mark.django_db
def test_a_second_miss_goes_on_with_the_same_ladder(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        due = {s.step: s.due_at for s in queries.open_steps_for(cast.priya)}
        recorded(cast, Outcome.NO_ANSWER, began_at=NOW + 3 * HOUR)
        assert {s.step: s.due_at for s in queries.open_steps_for(cast.priya)} == due


@pytest.mark.django_db
def test_the_newest_miss_says_which_rungs_help(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        declined = recorded(cast, Outcome.DECLINED, began_at=NOW + DAY)
        steps = queries.open_steps_for(cast.priya)
        assert {step.step for step in steps} == _rungs(Outcome.DECLINED)
        asked = steps.get(step="ask-what-suits")
        assert (asked.missed, asked.due_at) == (declined, NOW + DAY + HOUR)
        recorded(cast, Outcome.NOT_FOUND, began_at=NOW + 2 * DAY)
        assert set(_open(cast)) == _rungs(Outcome.NOT_FOUND)


@pytest.mark.django_db
def test_what_was_done_since_they_were_last_seen_is_not_asked_again(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        step = queries.open_steps_for(cast.priya).get(step="tell-duty")
        actions.do_step(step, came_of_it="Told Tom", by=cast.priya, at=NOW)
        recorded(cast, Outcome.DECLINED, began_at=NOW + DAY)
        assert set(_open(cast)) == _rungs(Outcome.DECLINED) - {"tell-duty"}


@pytest.mark.django_db
def test_being_seen_settles_every_step(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NOT_FOUND)
        seen = recorded(cast, began_at=NOW + HOUR, worker=cast.priya)
        assert _open(cast) == []
        assert set(LadderStep.objects.values_list("settled_by", flat=True)) == {seen.pk}
        assert queries.climb_for(cast.priya, cast.sam.pk).next is None
        recorded(cast, Outcome.NOT_FOUND, began_at=NOW + DAY)
        assert set(_open(cast)) == _rungs(Outcome.NOT_FOUND)


@pytest.mark.django_db
def test_a_voice_on_the_phone_settles_nothing(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        recorded(cast, Outcome.SEEN, means=Means.PHONE, began_at=NOW + HOUR)
        assert set(_open(cast)) == _rungs(Outcome.NO_ANSWER)


@pytest.mark.django_db
def test_what_is_written_down_late_settles_and_begins_only_what_it_can(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        recorded(cast, began_at=NOW - HOUR)  # seen, but before the miss
        assert set(_open(cast)) == _rungs(Outcome.NO_ANSWER)
        recorded(cast, began_at=NOW + HOUR)
        recorded(cast, Outcome.NOT_FOUND, began_at=NOW + HOUR / 2)  # missed, but seen since
        assert _open(cast) == []


@pytest.mark.django_db
def test_correcting_seen_to_missed_begins_the_ladder_again(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        seen = recorded(cast, began_at=NOW + HOUR)
        actions.correct(
            seen,
            text=told(cast, Outcome.NO_ANSWER, began_at=NOW + HOUR),
            because="Wrong box",
            by=cast.priya,
            at=NOW + HOUR,
        )
        assert set(_open(cast)) == _rungs(Outcome.NO_ANSWER)


@pytest.mark.django_db
def test_correcting_missed_to_seen_ends_it(cast: Cast) -> None:
    with asking(cast.priya):
        missed = recorded(cast, Outcome.NO_ANSWER)
        actions.correct(missed, text=told(cast), because="Wrong box", by=cast.priya, at=NOW)
        assert _open(cast) == []


@pytest.mark.django_db
def test_taking_back_a_miss_leaves_the_ladder_of_another(cast: Cast) -> None:
    with asking(cast.priya):
        first = recorded(cast, Outcome.NO_ANSWER)
        second = recorded(cast, Outcome.NO_ANSWER, began_at=NOW + HOUR)
        actions.take_back(first, because="Wrong house", by=cast.priya, at=NOW + HOUR)
        steps = queries.open_steps_for(cast.priya)
        assert {(s.step, s.missed_id) for s in steps} == {
            (rung, second.pk) for rung in _rungs(Outcome.NO_ANSWER)
        }
        actions.take_back(second, because="Wrong house", by=cast.priya, at=NOW + HOUR)
        assert _open(cast) == []


@pytest.mark.django_db
def test_a_step_that_is_done_says_what_came_of_it_and_the_next_is_next(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        first, second = queries.open_steps_for(cast.priya)[:2]
        actions.do_step(first, came_of_it="Curtains drawn", by=cast.priya, at=NOW)
        climb = queries.climb_for(cast.priya, cast.sam.pk)
        assert climb.next == second
        assert [(s.came_of_it, s.done_by) for s in climb.done] == [("Curtains drawn", cast.priya)]
        with pytest.raises(Refused, match="Priya Nair has already done this: Curtains drawn"):
            actions.do_step(first, came_of_it="Again", by=cast.priya, at=NOW)


@pytest.mark.django_db
def test_the_last_rung_comes_round_until_they_are_seen(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.DECLINED)
        for step in queries.open_steps_for(cast.priya):
            actions.do_step(step, came_of_it="Tried", by=cast.priya, at=NOW + DAY)
        again = queries.open_steps_for(cast.priya).get()
        assert (again.step, again.due_at) == (
            "keep-trying",
            datetime(2026, 12, 2, tzinfo=LONDON),
        )
        actions.do_step(again, came_of_it="Tried", by=cast.priya, at=NOW + 5 * DAY)
        assert _open(cast) == ["keep-trying"]


@pytest.mark.django_db
def test_a_step_is_handed_to_another_owner(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        step = queries.open_steps_for(cast.priya)[0]
        actions.hand_step(step, to=cast.ngozi, by=cast.priya, at=NOW)
        assert queries.open_steps_for(cast.priya)[0].owner == cast.ngozi
        recorded(cast, began_at=NOW + HOUR)
        with pytest.raises(Refused, match="no longer needed"):
            actions.hand_step(step, to=cast.tom, by=cast.priya, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("missed_at", "within_an_hour", "same_day_ends"),
    [
        # The night on which clocks go forward: 00:30 is followed, an hour later, by 02:30.
        (
            datetime(2026, 3, 29, 0, 30, tzinfo=LONDON),
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 23, tzinfo=UTC),
        ),
        # The night on which they go back: the day has 25 hours.
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=LONDON),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            datetime(2026, 10, 26, 0, tzinfo=UTC),
        ),
    ],
)
def test_times_hold_when_the_clocks_change(
    cast: Cast, missed_at: datetime, within_an_hour: datetime, same_day_ends: datetime
) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER, began_at=missed_at)
        due = {step.step: step.due_at for step in queries.open_steps_for(cast.priya)}
    assert due["at-the-door"] == within_an_hour
    assert due["phone-and-text"] == same_day_ends


@pytest.mark.django_db
def test_the_next_step_is_the_first_of_the_ladder_for_each_person(cast: Cast) -> None:
    amir = meet(cast.priya, cast.north, given_name="Amir", family_name="Khan")
    with asking(cast.priya):
        recorded(cast, Outcome.DECLINED, began_at=NOW - DAY, person=amir)
        recorded(cast, Outcome.NO_ANSWER)
        every = list(queries.open_steps_for(cast.priya))
        ladder = [rung.id for rung in SHIPPED.steps_for(Outcome.NO_ANSWER)]
        assert [step.step for step in every if step.person_id == cast.sam.pk] == ladder
        following = list(queries.next_steps_for(cast.priya))
        assert [(s.person_id, s.step) for s in following] == [
            (amir.pk, "ask-what-suits"),
            (cast.sam.pk, "at-the-door"),
        ]
        later = queries.later_steps_for(cast.priya, [cast.sam.pk])
        assert later == {cast.sam.pk: len(ladder) - 1}


@pytest.mark.django_db
def test_a_step_is_due_at_an_hour_or_by_the_end_of_a_day(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        by_rung = {step.step: step for step in queries.open_steps_for(cast.priya)}
    door, phone = by_rung["at-the-door"], by_rung["phone-and-text"]
    assert (door.is_due_by_end_of_day, door.due_on) == (False, NOW.date())
    assert (phone.is_due_by_end_of_day, phone.due_on) == (True, NOW.date())


@pytest.mark.django_db
def test_other_teams_see_no_steps(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        step = queries.open_steps_for(cast.priya)[0]
    with asking(cast.sian):
        assert not queries.open_steps_for(cast.sian).exists()
        assert queries.step_for(cast.sian, step.pk) is None
        assert queries.climb_for(cast.sian, cast.sam.pk).steps == []


@pytest.mark.django_db
def test_nobody_climbs_for_someone_who_died(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        type(cast.sam).objects.filter(pk=cast.sam.pk).update(died_on=date(2026, 11, 23))
        assert _open(cast) == []


@pytest.mark.django_db
def test_missing_never_discharges_anybody(cast: Cast) -> None:
    with asking(cast.priya):
        for day in range(30):
            recorded(cast, Outcome.NO_ANSWER, began_at=NOW + day * DAY)
        assert type(cast.sams_episode).objects.open().filter(person=cast.sam).exists()
        assert Contact.objects.count() == 30
        assert _open(cast)
