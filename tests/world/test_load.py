from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from alongside.access import context
from alongside.kernel.period import day_of
from alongside.people.models import Restricted
from alongside.sharing.models import Statement
from alongside.staff.models import Team
from dev.world.ahead import Ahead, BrokenOff
from dev.world.generate import Wanted, world
from dev.world.load import NotEmpty, load
from dev.world.rows import TABLES
from dev.world.spec import many_teams
from tests.signing_in import second_step

pytestmark = pytest.mark.usefixtures("nobody")
DEFINED = """
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint
     UNION ALL SELECT tgname || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
     UNION ALL SELECT relname || relforcerowsecurity FROM pg_class WHERE relkind = 'r'
     ORDER BY 1"""


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        yield connection


def tiny() -> Wanted:
    return Wanted(1, day_of(timezone.now()), 1, many_teams(6, 1))


def test_all_rows_arrive_and_everything_put_aside_is_back(owner: psycopg.Connection) -> None:
    before = owner.execute(DEFINED).fetchall()
    loaded = load(world(tiny(), password=""), owner)
    assert owner.execute(DEFINED).fetchall() == before
    counted = sum(
        int(owner.execute(f"SELECT count(*) FROM {name}".encode()).fetchall()[0][0])
        for name in TABLES.values()
    )
    assert loaded == counted > 500


def test_the_tables_count_on_from_where_the_world_ends(owner: psycopg.Connection) -> None:
    load(world(tiny(), password=""), owner)
    owner.execute("SET alongside.teams = '{}'")
    owner.execute("SET pghistory.context_metadata = '{}'")
    made = owner.execute(
        "INSERT INTO staff_provider (name, ods_code, address, pals, complaints, advocacy)"
        " VALUES ('Another', '', '', '', '', '') RETURNING id"
    ).fetchall()
    assert made[0][0] > 1


def test_a_world_needs_an_empty_database(owner: psycopg.Connection) -> None:
    load(world(tiny(), password=""), owner)
    with pytest.raises(NotEmpty):
        load(world(tiny(), password=""), owner)


def test_a_world_that_breaks_off_leaves_nothing(owner: psycopg.Connection) -> None:
    def breaking_off() -> Iterator[tuple[object, ...]]:
        yield from world(tiny(), password="")
        raise InterruptedError

    before = owner.execute(DEFINED).fetchall()
    with pytest.raises(InterruptedError):
        load(breaking_off(), owner)
    assert owner.execute("SELECT count(*) FROM people_person").fetchone() == (0,)
    assert owner.execute(DEFINED).fetchall() == before


def test_the_demo_says_who_signs_in_and_they_can(tmp_path: Path, client: Client) -> None:
    told = tmp_path / "var" / "demo.json"
    call_command("demo", sign_ins=told)
    people = json.loads(told.read_text())
    with transaction.atomic():
        teams = list(Team.objects.values_list("pk", flat=True))
        context.enter(worker_id=context.NOBODY, team_ids=teams)
        assert any(each.entry_code for each in Restricted.objects.all())
        assert any("tell him" in each.said for each in Statement.objects.all())
    assert {"care co-ordinator", "team manager", "worker", "administrator"} <= {
        person["role"] for person in people
    }
    for person in people:
        typed = {"login": person["email"], "password": person["password"]}
        assert client.post("/sign-in/", typed)["Location"] == "/sign-in/second-step/"
        answer = second_step(client)
        assert answer["Location"] == "/", person["email"]
        client.logout()


def test_the_demo_refuses_a_database_with_teams(tmp_path: Path) -> None:
    call_command("demo", people=6, teams=1, sign_ins=tmp_path / "demo.json")
    with pytest.raises(CommandError, match="empty"):
        call_command("demo", sign_ins=tmp_path / "demo.json")


def test_visits_of_the_demo_are_planned_for_today_and_tomorrow(owner: psycopg.Connection) -> None:
    wanted = tiny()
    load(world(wanted, password=""), owner)
    days = {day for (day,) in owner.execute("SELECT planned_for::date FROM contacts_plannedvisit")}
    assert wanted.today in days
    assert any(wanted.today < day <= wanted.today + timedelta(days=7) for day in days)


def test_rows_made_ahead_are_those_of_the_world() -> None:
    with Ahead(tiny(), password="") as ahead:
        assert list(ahead.rows()) == list(world(tiny(), password=""))
        assert ahead.cpu_seconds > 0


def test_rows_that_break_off_are_no_world() -> None:
    with Ahead(tiny(), password="") as ahead:
        ahead._maker.kill()
        with pytest.raises(BrokenOff):
            list(ahead.rows())
