from django.db import migrations


class Migration(migrations.Migration):
    """What was heard in a screening is for the team, and not for whoever referred."""

    dependencies = [("referrals", "0004_versions_stand_and_screening_is_planned")]

    operations = [
        migrations.RunSQL(
            """
            DO $$
            DECLARE
                name text;
                seen text := 'EXISTS (SELECT 1 FROM referrals_referral AS referral'
                    ' WHERE referral.id = referral_id AND (referral.to_team_id'
                    ' = ANY((SELECT alongside_teams())::bigint[]) OR referral.person_id IN'
                    ' (SELECT person_id FROM access_relationship WHERE ended_at IS NULL'
                    ' AND team_id = ANY((SELECT alongside_teams())::bigint[]))))';
            BEGIN
                FOREACH name IN ARRAY array['screeningsession', 'screeningplan'] LOOP
                    EXECUTE format('ALTER POLICY asked_by ON referrals_%s USING (%s)'
                        ' WITH CHECK (%s)', name, seen, seen);
                END LOOP;
            END $$;
            """,
            migrations.RunSQL.noop,
        )
    ]
