from django.db import migrations

# A team cannot change what another team knows: whether it knew the person already is not its to
# learn. So this ends an offer and nothing else, and tells nobody whether there was one. It reads
# as the owner; the history that triggers write says who asked, as always.
WITHDRAW = """
CREATE FUNCTION alongside_withdraw_offer(person uuid, team bigint, moment timestamptz)
    RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ UPDATE access_relationship SET ended_at = greatest(began_at, moment)
        WHERE person_id = person AND team_id = team AND because = 'offered' AND ended_at IS NULL
            AND alongside_knows(person) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_what_reviewers_found")]

    operations = [migrations.RunSQL(WITHDRAW, migrations.RunSQL.noop)]
