"""The program's role owns nothing, may empty nothing, and sees no row about a person unasked."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

pytestmark = pytest.mark.django_db


def rows(query: str) -> list[tuple[Any, ...]]:
    """Answer a query as the role that the program runs as."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def test_the_program_is_nobody_special() -> None:
    [role] = rows(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
        " WHERE rolname = current_user"
    )
    assert role == ("alongside_app", False, False, False, False)


def test_the_program_belongs_to_no_stronger_role() -> None:
    """Only to two that see less; and has nothing of either unless it takes it."""
    belongs = rows(
        "SELECT roleid::regrole::text, admin_option, rolinherit FROM pg_auth_members"
        " JOIN pg_roles ON rolname = current_user WHERE member = current_user::regrole ORDER BY 1"
    )
    assert belongs == [("alongside_own", False, False), ("alongside_partner", False, False)]


def test_the_program_owns_nothing() -> None:
    owned = rows(
        "SELECT relname FROM pg_class WHERE relowner = current_user::regrole"
        " UNION SELECT datname FROM pg_database WHERE datdba = current_user::regrole"
        " UNION SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole"
        " UNION SELECT proname FROM pg_proc WHERE proowner = current_user::regrole"
    )
    assert owned == []


def test_the_program_cannot_empty_a_table_or_change_a_trigger() -> None:
    too_much = rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND has_table_privilege(oid, 'TRUNCATE, TRIGGER, REFERENCES')"
    )
    assert too_much == []


def test_the_program_cannot_make_a_table() -> None:
    assert rows("SELECT has_schema_privilege('public', 'CREATE')") == [(False,)]


def test_every_table_about_people_has_row_level_security() -> None:
    """Enabled, forced upon the owner too, and with a policy."""
    unguarded = rows(
        "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p')"
        " AND c.relnamespace = 'public'::regnamespace"
        " AND (c.relname = 'people_person' OR EXISTS (SELECT FROM pg_attribute a"
        "      WHERE a.attrelid = c.oid AND a.attname = 'person_id'))"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity"
        "          AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))"
    )
    assert unguarded == []


def test_there_are_tables_about_people() -> None:
    """Without them, the test above would hold of nothing."""
    assert rows("SELECT to_regclass('people_person') IS NOT NULL") == [(True,)]


def test_no_argument_of_a_function_in_sql_is_called_as_a_column_is() -> None:
    """There the column is read, and no error says so; in PL/pgSQL it is an error."""
    mistakable = rows(
        "SELECT proname, name FROM pg_proc"
        " CROSS JOIN unnest(proargnames, proargmodes) AS argument(name, mode)"
        " JOIN pg_attribute ON attname = name JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE pronamespace = 'public'::regnamespace AND mode IS DISTINCT FROM 't'"
        " AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'sql')"
        r" AND prosrc ~ ('\m' || relname || '\M')"
    )
    assert mistakable == []


def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_a_server_that_hung_up_is_noticed_before_a_page_is_made() -> None:
    other = connection.copy()
    other.ensure_connection()
    assert other.is_usable()
    rows(f"SELECT pg_terminate_backend({other.connection.info.backend_pid})")
    assert _within_a_second(lambda: not other.is_usable())
    other.close()


def _within_a_second(is_so: Callable[[], bool]) -> bool:
    """Return whether something comes to be so: a server takes a moment to hang up."""
    until = time.monotonic() + 1
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    return is_so()
