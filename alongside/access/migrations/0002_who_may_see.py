"""The second net: who is asking, and which rows they may see, held by the database itself.

Each room's migration calls one of these functions on each of its tables:

* alongside_protect(table, column): rows about a person, visible to the teams that know the person;
* alongside_protect_team(table, column): rows that belong to a team;
* alongside_protect_account(table, column): rows that belong to one account;
* alongside_insert_only(table): what happened, never changed by the program;
* alongside_may_delete(table): the few tables from which the program may remove rows.
"""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

FUNCTIONS = """
-- Each raises an error when nobody said who is asking. Policies call them in a sub-select, so that
-- they are asked once for a statement and not once for a row.
CREATE FUNCTION alongside_worker() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('alongside.worker')::uuid $$;
CREATE FUNCTION alongside_teams() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('alongside.teams')::bigint[] $$;
CREATE FUNCTION alongside_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('alongside.account')::uuid $$;

-- Whether one of the asking teams knows somebody. Reads as the owner, since a policy on
-- relationships cannot ask relationships through their own policy.
CREATE FUNCTION alongside_knows(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public
    AS $$ SELECT EXISTS (SELECT 1 FROM access_relationship WHERE person_id = person
        AND ended_at IS NULL AND team_id = ANY(alongside_teams())) $$;

CREATE FUNCTION alongside_enforce(tbl regclass, condition text, checked text DEFAULT NULL)
    RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tbl);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY asked_by ON %s TO alongside_app'
        ' USING (%s) WITH CHECK (%s)',
        tbl, condition, coalesce(checked, condition));
    -- Migrations and backups run as the owner, whom no page runs as.
    EXECUTE format('CREATE POLICY owned_by ON %s TO %I USING (true)', tbl, current_user);
END $$;

CREATE FUNCTION alongside_protect(tbl regclass, col name DEFAULT 'person_id')
    RETURNS void LANGUAGE sql AS $$
    SELECT alongside_enforce(tbl, format(
        '%I IN (SELECT person_id FROM access_relationship'
        ' WHERE ended_at IS NULL AND team_id = ANY((SELECT alongside_teams())::bigint[]))', col))
$$;

CREATE FUNCTION alongside_protect_team(tbl regclass, col name DEFAULT 'team_id')
    RETURNS void LANGUAGE sql AS $$
    SELECT alongside_enforce(tbl, format('%I = ANY((SELECT alongside_teams())::bigint[])', col))
$$;

CREATE FUNCTION alongside_protect_account(tbl regclass, col name DEFAULT 'account_id')
    RETURNS void LANGUAGE sql AS $$
    SELECT alongside_enforce(tbl, format('%I = (SELECT alongside_account())', col))
$$;

CREATE FUNCTION alongside_insert_only(tbl regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM alongside_app', tbl); END $$;

CREATE FUNCTION alongside_may_delete(tbl regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN EXECUTE format('GRANT DELETE ON %s TO alongside_app', tbl); END $$;

-- Who and why stand in each row of history itself, so no table of contexts is filled.
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid';

REVOKE EXECUTE ON FUNCTION alongside_enforce, alongside_protect, alongside_protect_team,
    alongside_protect_account, alongside_insert_only, alongside_may_delete FROM public;
"""

GRANTS = """
GRANT USAGE ON SCHEMA public TO alongside_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO alongside_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO alongside_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO alongside_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO alongside_app;
REVOKE INSERT, UPDATE ON django_migrations FROM alongside_app;

CREATE TABLE access_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX access_cache_expires ON access_cache (expires);
SELECT alongside_may_delete('access_cache'), alongside_may_delete('django_session');
"""

OWN_TABLES = """
-- A team sees whom it knows, and may introduce somebody whom it knows to another team.
SELECT alongside_enforce(name, 'team_id = ANY((SELECT alongside_teams())::bigint[])',
    'team_id = ANY((SELECT alongside_teams())::bigint[]) OR alongside_knows(person_id)')
FROM unnest(array['access_relationship', 'access_relationshipevent']::regclass[]) AS name;
SELECT alongside_insert_only('access_relationshipevent'), alongside_insert_only('access_accountevent');
-- What somebody looked at is written as themself; colleagues' looks are the privacy officer's to read.
SELECT alongside_enforce('access_opening', 'worker_id = (SELECT alongside_worker())');
SELECT alongside_insert_only('access_opening');
-- A line of the trail is written as the one who acted, and read by those who may see the person.
SELECT alongside_enforce('audit_entry',
    'by_id = (SELECT alongside_worker()) OR person_id IN (SELECT person_id FROM access_relationship'
    ' WHERE ended_at IS NULL AND team_id = ANY((SELECT alongside_teams())::bigint[]))',
    'by_id = (SELECT alongside_worker())');
SELECT alongside_insert_only('audit_entry');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("audit", "0001_initial"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(OWN_TABLES, migrations.RunSQL.noop),
    ]
