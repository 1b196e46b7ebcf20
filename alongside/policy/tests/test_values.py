from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kernel.rules import Mark
from alongside.policy.values import (
    SHIPPED,
    BadValues,
    Kind,
    Nation,
    NotInForce,
    Unit,
    Value,
    in_force,
    read,
)

TODAY = date(2026, 6, 1)
TWO_VERSIONS = """
[[value]]
id = "review.plan"
sentence = "Every year."
value = 12
unit = "months"
kind = "timer"
source = "RETHINK_1"
in_force_to = 2026-03-31

[[value]]
id = "review.plan"
sentence = "Every six months."
value = 6
unit = "months"
kind = "timer"
source = "RETHINK_1"
in_force_from = 2026-04-01
"""


def entry(**changed: str) -> str:
    lines = {
        "id": '"x.y"',
        "sentence": '"A sentence."',
        "value": "3",
        "unit": '"days"',
        "kind": '"warn"',
        "source": '"WALES_5"',
    } | changed
    return "[[value]]\n" + "\n".join(f"{k} = {v}" for k, v in lines.items() if v) + "\n"


@pytest.mark.parametrize(
    ("on", "months"),
    [(date(2026, 3, 31), 12), (date(2026, 4, 1), 6), (date(2030, 1, 1), 6)],
)
def test_two_versions_stand_side_by_side_each_for_its_dates(on: date, months: int) -> None:
    found = read(TWO_VERSIONS).in_force("review.plan", nation=Nation.ENGLAND, on=on)
    assert found.whole == months


def test_two_versions_in_force_on_one_day_are_refused() -> None:
    with pytest.raises(BadValues, match="two versions are in force on 2026-03-31"):
        read(TWO_VERSIONS.replace("2026-04-01", "2026-03-31"))


def test_the_nations_own_version_comes_before_the_one_for_both() -> None:
    values = read(entry(value="3") + entry(value="5", nation='"Wales"'))
    assert values.in_force("x.y", nation=Nation.WALES, on=TODAY).whole == 5
    assert values.in_force("x.y", nation=Nation.ENGLAND, on=TODAY).whole == 3


def test_what_is_not_in_force_is_said_and_never_guessed() -> None:
    with pytest.raises(NotInForce, match=r"No review\.ctp is in force in England on 1 June 2026"):
        in_force("review.ctp", nation=Nation.ENGLAND, on=TODAY)
    with pytest.raises(NotInForce):
        in_force("review.ctp", nation=Nation.WALES, on=date(2012, 6, 5))
    assert in_force("review.ctp", nation=Nation.WALES, on=date(2012, 6, 6)).whole == 12


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        (entry(kind='"block"', source='"DH_2001"'), "a recalled source may warn, never block"),
        (entry(source='"A_DREAM"'), "no source is called 'A_DREAM'"),
        (entry(unit='"fortnights"'), "'fortnights' is not a valid Unit"),
        (entry(value='"many"'), "many is not a number of days"),
        (entry(value="true"), "True is no number"),
        (entry(value="3", unit='"text"'), "3 is not a number of wording"),
        (entry(sentence=""), "sentence is missing"),
        (entry(colour='"red"'), "nothing here is called colour"),
        ("[[value]\n", "values.toml: "),
    ],
)
def test_a_bad_entry_is_refused_with_its_place_and_reason(written: str, complaint: str) -> None:
    with pytest.raises(BadValues, match=complaint) as refused:
        read(written)
    if written.startswith("[[value]]"):
        assert "entry 1 (x.y)" in str(refused.value)


def test_a_service_puts_its_own_version_in_place_of_the_shipped_one() -> None:
    own = next(iter(read(entry(id='"silent.interval"', value="10"))))
    values = SHIPPED.with_own([own])
    assert values.in_force("silent.interval", nation=Nation.ENGLAND, on=TODAY).whole == 10
    assert in_force("silent.interval", nation=Nation.ENGLAND, on=TODAY).whole == 14


@pytest.mark.parametrize(
    ("unit", "number", "day", "due"),
    [
        (Unit.DAYS, 14, date(2026, 2, 20), date(2026, 3, 6)),
        (Unit.WEEKS, 6, date(2026, 1, 1), date(2026, 2, 12)),
        (Unit.MONTHS, 6, date(2025, 8, 31), date(2026, 2, 28)),
        (Unit.MONTHS, 6, date(2023, 8, 31), date(2024, 2, 29)),
        (Unit.MONTHS, 12, date(2024, 2, 29), date(2025, 2, 28)),
        (Unit.YEARS, 3, date(2024, 2, 29), date(2027, 2, 28)),
    ],
)
def test_lengths_of_time(unit: Unit, number: int, day: date, due: date) -> None:
    assert length(number, unit).after(day) == due


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), months=st.integers(1, 60))
def test_months_keep_the_day_or_take_the_last_of_the_month(day: date, months: int) -> None:
    due = length(months, Unit.MONTHS).after(day)
    assert (due.year * 12 + due.month) - (day.year * 12 + day.month) == months
    assert due.day == day.day or (due + timedelta(days=1)).day == 1
    assert due.day <= day.day


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), years=st.integers(1, 20))
def test_a_year_is_twelve_months(day: date, years: int) -> None:
    assert length(years, Unit.YEARS).after(day) == length(years * 12, Unit.MONTHS).after(day)


@pytest.mark.parametrize(
    ("unit", "number", "at", "by"),
    [
        # Hours are hours, also in the night in which the clocks change.
        (
            Unit.HOURS,
            24,
            datetime(2026, 3, 28, 12, tzinfo=UTC),
            datetime(2026, 3, 29, 12, tzinfo=UTC),
        ),
        # A day ends at midnight in London: 23:00 UTC in summer, 00:00 UTC in winter.
        (
            Unit.DAYS,
            1,
            datetime(2026, 3, 28, 12, tzinfo=UTC),
            datetime(2026, 3, 29, 23, tzinfo=UTC),
        ),
        (Unit.DAYS, 1, datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)),
        # 23:30 UTC in June is already tomorrow in London.
        (
            Unit.DAYS,
            0,
            datetime(2026, 6, 1, 23, 30, tzinfo=UTC),
            datetime(2026, 6, 2, 23, tzinfo=UTC),
        ),
    ],
)
def test_deadlines_cross_the_clock_change(
    unit: Unit, number: int, at: datetime, by: datetime
) -> None:
    assert length(number, unit).deadline(at) == by


def length(number: int, unit: Unit) -> Value:
    source = in_force("caseload.worker", nation=Nation.ENGLAND, on=TODAY).source
    return Value("x.y", "A sentence.", Decimal(number), unit, Kind.TIMER, source)


def test_a_value_reads_as_people_say_it() -> None:
    assert length(6, Unit.MONTHS).text == "6 months"
    assert length(1, Unit.DAYS).text == "1 day"
    assert length(20, Unit.DAYS).text == "20 days"
    weight = in_force("caseload.weight.alternate", nation=Nation.ENGLAND, on=TODAY)
    assert weight.text == "1.5 places on a caseload"


def test_what_was_only_recalled_never_forbids() -> None:
    assert not [v for v in SHIPPED if v.kind is Kind.BLOCK and v.source.mark is Mark.RECALLED]


def test_every_shipped_value_has_its_sentence_and_source() -> None:
    for value in SHIPPED:
        assert value.sentence.endswith("."), value.id
        assert value.source.title, value.id


def test_what_we_reasoned_out_ourselves_is_marked_so() -> None:
    for value in SHIPPED:
        if value.local:
            assert value.source.mark is Mark.DERIVED, value.id
