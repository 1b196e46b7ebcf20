"""A privacy officer reads what the workers of their teams opened in an emergency, page by page."""

from django.db import migrations

REVIEWED = """
CREATE POLICY reviewed_by ON access_emergency TO alongside_app USING (
    worker_id IN (SELECT worker_id FROM staff_membership
        WHERE team_id = ANY((SELECT alongside_reviews())::bigint[])));
-- Every page of that record which they opened meanwhile, and no other that they opened.
CREATE POLICY in_an_emergency ON access_opening FOR SELECT TO alongside_app USING (
    EXISTS (SELECT FROM access_emergency AS emergency
        WHERE emergency.worker_id = access_opening.worker_id
        AND emergency.person_id = ANY(access_opening.person_ids)
        AND access_opening.at BETWEEN emergency.began_at
            AND coalesce(emergency.ended_at, emergency.until)));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0007_privacy_officers"),
        ("access", "0012_what_is_shut_and_what_is_opened"),
    ]

    operations = [migrations.RunSQL(REVIEWED, migrations.RunSQL.noop)]
