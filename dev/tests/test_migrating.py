"""The quick way to a new database makes the same one as the plain command."""

from __future__ import annotations

import psycopg
import pytest

from dev import databases, testing

# All that a migration can make, each named for what it is of.
CATALOGUE = {
    "tables": "SELECT relname, relkind, relrowsecurity, relforcerowsecurity, relacl::text,"
    " pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    "columns": "SELECT attrelid::regclass::text, attname, format_type(atttypid, atttypmod),"
    " attnotnull, attidentity, attgenerated, attacl::text, pg_get_expr(adbin, adrelid)"
    " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
    " WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid), tgenabled, obj_description(oid)"
    " FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT pg_get_functiondef(oid), proacl::text FROM pg_proc"
    " WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')",
    "policies": "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check"
    " FROM pg_policies",
    "migrations": "SELECT app, name FROM django_migrations",
}


@pytest.mark.long
@pytest.mark.django_db
def test_a_new_database_is_the_one_that_the_plain_command_makes() -> None:
    made = {}
    with testing.CLUSTER.connect() as connection:
        for name, migrate in {"quick": databases.migrate_new, "plain": databases.migrate}.items():
            database = f"{testing.NAME}_{name}"
            databases.create(connection, database)
            try:
                migrate(testing.CLUSTER.addresses(database))
                made[name] = catalogue(database)
            finally:
                databases.drop(connection, database)
    for of, rows in made["plain"].items():
        assert rows, of
        assert made["quick"][of] == rows, of


def catalogue(database: str) -> dict[str, list[str]]:
    """Return a line for each thing in a database, by kind."""
    with testing.CLUSTER.connect(database) as connection:
        return {of: sorted(map(repr, _rows(connection, asks))) for of, asks in CATALOGUE.items()}


def _rows(connection: psycopg.Connection, asks: str) -> list[tuple[object, ...]]:
    return connection.execute(asks.encode()).fetchall()
