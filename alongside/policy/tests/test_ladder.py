from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.rules import Mark
from alongside.policy.contacts import MISSED, Outcome
from alongside.policy.ladder import SHIPPED, BadLadder, Owner, StepDone, next_step, read
from alongside.policy.values import SHIPPED as VALUES

MISSED_AT = datetime(2026, 6, 3, 10, 30, tzinfo=UTC)
FROM_2020_TO_2040 = (1_577_836_800, 2_208_988_800)
moments = st.integers(*FROM_2020_TO_2040).map(lambda second: datetime.fromtimestamp(second, UTC))
steps_done = st.lists(
    st.builds(StepDone, st.sampled_from([s.id for s in SHIPPED.steps]), moments), max_size=30
)


@pytest.mark.parametrize(
    ("outcome", "first"),
    [
        (Outcome.NO_ANSWER, "at-the-door"),
        (Outcome.NOT_FOUND, "at-the-door"),
        (Outcome.DECLINED, "ask-what-suits"),
    ],
)
def test_each_kind_of_miss_starts_on_its_own_rung(outcome: Outcome, first: str) -> None:
    assert next_step(outcome, missed_at=MISSED_AT).step.id == first


def test_only_somebody_not_found_is_looked_for_elsewhere() -> None:
    looked_for = {o for o in MISSED if "look-elsewhere" in {s.id for s in SHIPPED.steps_for(o)}}
    assert looked_for == {Outcome.NOT_FOUND}


def test_somebody_who_was_met_is_not_reported_missing() -> None:
    rungs = {step.id for step in SHIPPED.steps_for(Outcome.DECLINED)}
    assert rungs.isdisjoint({"missing-person", "services", "second-visit"})


def test_a_rung_done_gives_way_to_the_next() -> None:
    done = [StepDone("at-the-door", MISSED_AT)]
    due = next_step(Outcome.NO_ANSWER, missed_at=MISSED_AT, done=done)
    assert due.step.id == "tell-duty"
    assert due.due_on == date(2026, 6, 3)
    assert due.step.owner is Owner.VISITOR


def test_the_last_rung_comes_round_every_week_until_they_are_seen() -> None:
    done = [StepDone(step.id, MISSED_AT) for step in SHIPPED.steps_for(Outcome.NO_ANSWER)]
    again = next_step(Outcome.NO_ANSWER, missed_at=MISSED_AT, done=done)
    assert (again.step.id, again.due_on) == ("keep-trying", date(2026, 6, 10))
    done.append(StepDone("keep-trying", datetime(2026, 6, 9, 9, tzinfo=UTC)))
    assert next_step(Outcome.NO_ANSWER, missed_at=MISSED_AT, done=done).due_on == date(2026, 6, 16)


@pytest.mark.parametrize(
    ("missed_at", "step_id", "due_by"),
    [
        # Within the hour, through the night in which the clocks go forward.
        (
            datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
            "at-the-door",
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        ),
        # The same day ends at midnight in London, whether or not the clocks change on it.
        (
            datetime(2026, 3, 29, 10, tzinfo=UTC),
            "second-visit",
            datetime(2026, 3, 29, 23, tzinfo=UTC),
        ),
        (
            datetime(2026, 10, 25, 10, tzinfo=UTC),
            "second-visit",
            datetime(2026, 10, 26, tzinfo=UTC),
        ),
        # Half past midnight on 2 June in London is still 1 June in UTC.
        (
            datetime(2026, 6, 1, 23, 30, tzinfo=UTC),
            "second-visit",
            datetime(2026, 6, 2, 23, tzinfo=UTC),
        ),
        (
            datetime(2026, 10, 24, 10, tzinfo=UTC),
            "other-worker",
            datetime(2026, 10, 26, tzinfo=UTC),
        ),
    ],
)
def test_times_are_london_days_and_real_hours(
    missed_at: datetime, step_id: str, due_by: datetime
) -> None:
    due = SHIPPED.steps_due(Outcome.NO_ANSWER, missed_at=missed_at)
    assert {each.step.id: each.due_by for each in due}[step_id] == due_by


@given(outcome=st.sampled_from(sorted(MISSED)), missed_at=moments, done=steps_done)
def test_the_ladder_never_ends(outcome: Outcome, missed_at: datetime, done: list[StepDone]) -> None:
    due = next_step(outcome, missed_at=missed_at, done=done)
    assert due.step in SHIPPED.steps_for(outcome)
    latest = max([missed_at, *(each.done_at for each in done)])
    assert due.due_by <= latest + timedelta(days=12)


@given(outcome=st.sampled_from(sorted(MISSED)), missed_at=moments)
def test_rungs_come_due_in_their_order_before_any_is_done(
    outcome: Outcome, missed_at: datetime
) -> None:
    days = [each.due_on for each in SHIPPED.steps_due(outcome, missed_at=missed_at)][1:]
    assert days == sorted(days)


@pytest.mark.parametrize("outcome", [o for o in Outcome if o not in MISSED])
def test_only_a_missed_contact_has_a_ladder(outcome: Outcome) -> None:
    with pytest.raises(ValueError, match="is no missed contact"):
        next_step(outcome, missed_at=MISSED_AT)


def test_no_rung_ends_care() -> None:
    for step in SHIPPED.steps:
        words = (step.sentence + step.record).lower()
        assert "discharge" not in words, step.id
        assert "close" not in words, step.id


def test_the_threshold_of_the_police_stands_beside_the_rungs_that_call_them() -> None:
    shown = {step.id for step in SHIPPED.steps if step.shows == "rcrp.threshold"}
    assert shown == {"emergency", "missing-person"}
    assert all(step.shows in VALUES for step in SHIPPED.steps if step.shows)


@pytest.mark.parametrize("outcome", sorted(MISSED))
def test_an_emergency_waits_for_no_rung(outcome: Outcome) -> None:
    assert [step.id for step in SHIPPED.at_any_time(outcome)] == ["emergency"]


def test_every_rung_is_owned_recorded_and_sourced() -> None:
    for step in SHIPPED.steps:
        assert step.record, step.id
        assert step.source.mark is not Mark.RECALLED, step.id
        assert step.when, step.id


RUNG = """
[[step]]
id = "keep-trying"
sentence = "Try again."
for = ["no-answer", "declined", "not-found"]
days = 1
every_days = 7
owner = "team"
record = "What was tried."
source = "WALES_4_1"
"""


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        (RUNG.replace("every_days = 7\n", ""), "the last rung must come round again"),
        (
            RUNG.replace("Try again.", "Discharge them, or discharge by letter."),
            "no rung ends care",
        ),
        (RUNG.replace(', "not-found"', ""), "Not found: nothing is done about it"),
        (RUNG.replace("days = 1\n", "", 1), "a rung has a time, or is for any time"),
        (RUNG + RUNG, "Two rungs have the same id"),
        (RUNG.replace('"team"', '"nobody"'), "'nobody' is not a valid Owner"),
        (RUNG.replace("WALES_4_1", "A_DREAM"), "no source is called 'A_DREAM'"),
        (RUNG + RUNG.replace("keep-trying", "first").replace("days = 1", "days = 0"), "order"),
        ("[[step]", "ladder.toml"),
    ],
)
def test_a_ladder_that_could_end_or_forget_somebody_is_refused(
    written: str, complaint: str
) -> None:
    with pytest.raises(BadLadder, match=complaint):
        read(written)


def test_a_service_may_have_its_own_ladder() -> None:
    own = read(RUNG)
    assert own.next_step(Outcome.DECLINED, missed_at=MISSED_AT).due_on == date(2026, 6, 4)
