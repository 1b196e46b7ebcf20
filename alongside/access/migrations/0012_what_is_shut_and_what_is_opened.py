from django.db import migrations

# To whoever knows somebody outside work, that person is known to no team: the one policy on
# relationships says so, and every other policy asks relationships through it.
SHUT_OUT = """
CREATE FUNCTION alongside_shut_out() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('alongside.shut_out')::uuid[] $$;
CREATE OR REPLACE FUNCTION alongside_knows(person uuid) RETURNS boolean LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT person <> ALL(alongside_shut_out()) AND EXISTS (
        SELECT 1 FROM access_relationship WHERE person_id = person
        AND ended_at IS NULL AND team_id = ANY(alongside_teams())) $$;
ALTER POLICY asked_by ON access_relationship
    USING (team_id = ANY((SELECT alongside_teams())::bigint[])
        AND person_id <> ALL((SELECT alongside_shut_out())::uuid[]))
    WITH CHECK ((team_id = ANY((SELECT alongside_teams())::bigint[]) OR alongside_knows(person_id))
        AND person_id <> ALL((SELECT alongside_shut_out())::uuid[]));

-- Read by those who know the person, and by whoever is shut out; said and ended by the former.
SELECT alongside_enforce(name,
    'worker_id = (SELECT alongside_worker()) OR person_id IN (SELECT person_id'
    ' FROM access_relationship WHERE ended_at IS NULL'
    ' AND team_id = ANY((SELECT alongside_teams())::bigint[]))',
    'person_id IN (SELECT person_id FROM access_relationship WHERE ended_at IS NULL'
    ' AND team_id = ANY((SELECT alongside_teams())::bigint[]))')
FROM unnest(array['access_connection', 'access_connectionevent']::regclass[]) AS name;
SELECT alongside_insert_only('access_connectionevent');
"""

# Asked before every page, before anybody is known to ask: so it reads as the owner, and says
# nothing but ids. NULL for nearly everybody.
BESIDE = """
SELECT alongside_enforce('access_emergency', 'worker_id = (SELECT alongside_worker())');
REVOKE INSERT, UPDATE ON access_emergency FROM alongside_app;
GRANT UPDATE (told_at, ended_at, ended_by_id) ON access_emergency TO alongside_app;

CREATE FUNCTION alongside_beside(worker uuid, moment timestamptz) RETURNS json LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT json_build_object(
            'shut_out', coalesce(shut.people, '[]'), 'emergencies', coalesce(opened.these, '[]'))
        FROM (SELECT json_agg(person_id) AS people FROM access_connection
            WHERE worker_id = worker AND ended_at IS NULL) AS shut,
        (SELECT json_agg(json_build_array(-number, person_id, until, reference)) AS these
            FROM access_emergency WHERE worker_id = worker AND person_id IS NOT NULL
            AND ended_at IS NULL AND began_at <= moment AND until > moment) AS opened
        WHERE shut.people IS NOT NULL OR opened.these IS NOT NULL $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0011_connections_and_emergencies")]

    operations = [
        migrations.RunSQL(SHUT_OUT, migrations.RunSQL.noop),
        migrations.RunSQL(BESIDE, migrations.RunSQL.noop),
    ]
