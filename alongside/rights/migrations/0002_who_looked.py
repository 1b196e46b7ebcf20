from django.db import migrations

# A worker sees their own openings, and no policy is wider than that. Whoever knows a person may be
# asked by them who looked at their record: this answers for that one person, worker by worker, and
# says neither which page nor in which words somebody gave a reason; those may hold what another
# said in confidence. That somebody merely stood in a list or among what was searched is kept apart.
LOOKED = """
-- A list of sixty costs 0.1 ms more to log; without it, a million openings are read for each answer.
CREATE INDEX access_opening_of_whom ON access_opening USING gin (person_ids);

CREATE FUNCTION alongside_who_looked(person uuid)
    RETURNS TABLE (worker uuid, how text, first_on date, last_on date, days bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    SELECT worker_id, seen.how, min(seen.on_day), max(seen.on_day), count(DISTINCT seen.on_day)
    FROM (
        SELECT worker_id, (at AT TIME ZONE 'Europe/London')::date AS on_day, CASE
            WHEN purpose <> '' THEN purpose
            WHEN kind = 'the minimum for a partner' THEN 'the minimum'
            WHEN page LIKE '/people/' || person || '/%' THEN 'opened'
            WHEN cardinality(person_ids) = 1 AND page
                ~ '^/(contacts|visits|ladder|referrals|waiting|tasks)/[0-9a-f]{8}-' THEN 'opened'
            ELSE 'in a list' END AS how
        FROM access_opening WHERE person_ids @> ARRAY[person]) AS seen
    WHERE alongside_knows(person)
    GROUP BY worker_id, seen.how
    $$;
REVOKE EXECUTE ON FUNCTION alongside_who_looked FROM public;
GRANT EXECUTE ON FUNCTION alongside_who_looked TO alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rights", "0001_recourse"),
        ("access", "0012_what_is_shut_and_what_is_opened"),
    ]

    operations = [migrations.RunSQL(LOOKED, migrations.RunSQL.noop)]
