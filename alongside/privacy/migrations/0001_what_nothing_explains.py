"""How a day is reckoned, and whose reads a privacy officer reviews; the next one finds them."""

from django.db import migrations

DAY = """
CREATE FUNCTION alongside_london_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE
    PARALLEL SAFE AS $$ SELECT (moment AT TIME ZONE 'Europe/London')::date $$;
"""

# What was found about such a read is kept beside what was found about reasons. The opening itself is
# not an officer's to read, so a function says whose it is to review; nobody reviews one of their own.
REVIEWED = """
CREATE FUNCTION alongside_may_review(opening uuid) RETURNS boolean LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM access_opening AS o JOIN staff_membership AS m USING (worker_id)
        WHERE o.id = opening AND o.worker_id <> alongside_worker()
        AND m.team_id = ANY(alongside_reviews())) $$;
REVOKE EXECUTE ON FUNCTION alongside_may_review FROM public;
GRANT EXECUTE ON FUNCTION alongside_may_review TO alongside_app;
ALTER POLICY asked_by ON access_reasonreview
    WITH CHECK (by_id = (SELECT alongside_worker()) AND alongside_may_review(opening_id));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0016_found_by_their_time"),
        ("audit", "0004_found_by_its_time"),
        ("careplans", "0004_invitations_and_the_familys_word"),
        ("caseload", "0005_closed_to_who_knows_them"),
        ("contacts", "0005_one_index_is_enough"),
        ("documents", "0002_who_may_see"),
        ("joint", "0002_what_a_practitioner_sees"),
        ("referrals", "0012_closed_to_who_knows_them"),
        ("staff", "0008_emergencies_are_reviewed"),
        ("today", "0005_closed_to_who_knows_them"),
    ]

    operations = [
        migrations.RunSQL(DAY, migrations.RunSQL.noop),
        migrations.RunSQL(REVIEWED, migrations.RunSQL.noop),
    ]
