from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps
from django.db import models

from alongside.caseload.queries import unmet_of
from alongside.kernel.nhs_number import NhsNumber
from alongside.policy.zones import REASONS
from dev.world.generate import Wanted, world
from dev.world.persons import NhsNumbers
from dev.world.rows import TABLES, Row, columns
from dev.world.rows_arriving import Person, Referral
from dev.world.rows_care import Allocation, Contact, ZoneSetting
from dev.world.spec import Scale, demo_teams, many_teams

TODAY = date(2026, 11, 23)
MODELS = {model._meta.db_table: model for model in apps.get_models()}


def fingerprint(wanted: Wanted) -> str:
    digest = hashlib.sha256()
    for row in world(wanted, password="hashed"):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def small(seed: int = 1, today: date = TODAY) -> Wanted:
    return Wanted(seed, today, 1, many_teams(12, 2))


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_a_row_names_every_column_that_its_table_does_not_fill_itself(kind: type[Row]) -> None:
    fields: list[models.Field[object, object]] = list(MODELS[TABLES[kind]]._meta.concrete_fields)
    filled = {each.column for each in fields if each.null or each.has_db_default()}
    there = {each.column for each in fields}
    assert there - filled - set(columns(kind)) == set()
    assert set(columns(kind)) - there == set()


def test_the_same_seed_makes_the_same_world() -> None:
    assert fingerprint(small()) == fingerprint(small())


def test_another_seed_makes_another_world() -> None:
    assert fingerprint(small()) != fingerprint(small(seed=2))


def test_every_zone_has_a_reason_that_people_may_give() -> None:
    zones = [row for row in world(small(), password="") if isinstance(row, ZoneSetting)]
    assert zones
    assert {row.reason for row in zones} <= set(REASONS)


def test_no_id_comes_twice() -> None:
    ids = Counter(
        (type(row).__name__, row.id) for row in world(small(), password="") if hasattr(row, "id")
    )
    assert not [each for each, times in ids.items() if times > 1]


def test_wishes_that_were_not_met_are_kept_as_a_choice_keeps_them() -> None:
    rows = world(Wanted(1, TODAY, 1, demo_teams()), password="")
    kept = [json.loads(row.wishes_not_met) for row in rows if isinstance(row, Allocation)]
    unmet = [unmet_of(each) for each in kept if each]
    assert unmet
    assert {wish for each in unmet for wish in each} == {"Man or woman: woman"}


def test_nhs_numbers_are_valid_of_the_test_range_and_all_different() -> None:
    numbers = NhsNumbers(seed=1)
    given = [numbers.next() for _ in range(120_000)]
    assert len(set(given)) == 120_000
    assert all(number.startswith("999") and NhsNumber(number) for number in given[:2000])


def test_everybody_in_the_demo_has_a_name_and_most_have_an_nhs_number() -> None:
    people = [
        row
        for row in world(Wanted(1, TODAY, 3, demo_teams()), password="")
        if isinstance(row, Person)
    ]
    assert all(person.given_name and person.family_name for person in people)
    assert sum(bool(person.nhs_number) for person in people) > 0.9 * len(people)


def test_what_a_referral_tells_of_language_and_culture_is_what_the_record_holds() -> None:
    rows = list(world(Wanted(1, TODAY, 3, demo_teams()), password=""))
    people = {row.id: row for row in rows if isinstance(row, Person)}
    told = [row for row in rows if isinstance(row, Referral)]
    means = {"yes": True, "no": False, "not-known": None}
    for row in told:
        if row.person_id:
            record = people[row.person_id]
            assert means[row.needs_interpreter] == record.needs_interpreter
            assert (row.first_language, row.religion) == (record.first_language, record.religion)
            assert row.ethnicity == record.ethnicity
    assert {"yes", "no", "not-known"} == {row.needs_interpreter for row in told}
    assert 0 < sum(not row.wishes for row in told) < len(told)


def test_a_large_world_tells_about_fifty_contacts_of_each_person() -> None:
    teams = [replace(team, has_long_record=False) for team in many_teams(300, 3)]
    wanted = Wanted(1, TODAY, 3, teams, Scale.large())
    rows = Counter(type(row).__name__ for row in world(wanted, password=""))
    assert 40 < rows["Contact"] / 300 < 60


def test_a_large_world_has_somebody_with_two_thousand_contacts() -> None:
    wanted = Wanted(1, TODAY, 3, many_teams(10, 1), Scale.large())
    rows = world(wanted, password="")
    contacts = Counter(row.person_id for row in rows if isinstance(row, Contact))
    assert contacts.most_common(1)[0][1] >= 2000


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 3, 29), date(2026, 10, 25)])
def test_any_day_will_do(today: date) -> None:
    rows = list(world(small(today=today), password=""))
    json.dumps([len(rows)])
    assert len(rows) > 1000
