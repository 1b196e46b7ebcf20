"""The role of privacy officer, and what the database shows to one: reasons, and nobody's record."""

from django.db import migrations, models

ROLES = ["worker", "care co-ordinator", "team manager", "administrator", "referrer",
         "privacy officer"]  # fmt: skip
REVIEWERS = """
-- Of which teams the one who asks reviews the reasons; an error when nobody said who is asking.
CREATE FUNCTION alongside_reviews() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('alongside.reviews')::bigint[] $$;
-- Only what asked for a reason: whose record somebody opened otherwise is not theirs to read.
CREATE POLICY reviewed_by ON access_opening FOR SELECT TO alongside_app USING (
    purpose <> '' AND worker_id IN (SELECT worker_id FROM staff_membership
        WHERE team_id = ANY((SELECT alongside_reviews())::bigint[])));
-- Read by those who review and by whoever gave the reason; nobody reviews one of their own.
SELECT alongside_enforce('access_reasonreview',
    $$opening_id IN (SELECT id FROM access_opening WHERE purpose <> '')$$,
    $$by_id = (SELECT alongside_worker()) AND opening_id IN (SELECT id FROM access_opening
        WHERE purpose <> '' AND worker_id <> (SELECT alongside_worker()))$$);
SELECT alongside_insert_only('access_reasonreview');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0006_own_values"),
        ("access", "0008_what_reviewers_found"),
    ]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="role",
            field=models.CharField(choices=[(role, role) for role in ROLES], max_length=30),
        )
        for name in ("membership", "membershipevent")
    ] + [migrations.RunSQL(REVIEWERS, migrations.RunSQL.noop)]
