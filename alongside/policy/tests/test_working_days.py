"""Weekends and bank holidays of England and Wales, against days that were published."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.policy.working_days import bank_holidays, is_working_day, next_working_day

PUBLISHED = {
    2022: ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26",
           "12-27"],
    2023: ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"],
    2024: ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}  # fmt: skip


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_bank_holidays_of_a_year(year: int) -> None:
    kept = sorted(f"{day:%m-%d}" for day in bank_holidays(year))
    assert kept == PUBLISHED[year]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 12, 25), date(2026, 12, 29)),  # Friday; Boxing Day is kept on Monday
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 1)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_what_falls_on_a_free_day_moves_to_the_next_that_is_worked(day: date, worked: date) -> None:
    assert next_working_day(day) == worked
    assert is_working_day(worked)
