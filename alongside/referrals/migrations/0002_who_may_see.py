from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            -- The team sees what it received; a referrer what they wrote; drafts are theirs alone.
            SELECT alongside_enforce(name,
                'referred_by_id = (SELECT alongside_worker())'
                ' OR (received_at IS NOT NULL'
                ' AND to_team_id = ANY((SELECT alongside_teams())::bigint[]))'
                ' OR person_id IN (SELECT person_id FROM access_relationship WHERE ended_at IS NULL'
                ' AND team_id = ANY((SELECT alongside_teams())::bigint[]))')
            FROM unnest(array['referrals_referral', 'referrals_referralevent']::regclass[]) AS name;
            SELECT alongside_enforce(format('referrals_%s', name)::regclass,
                'EXISTS (SELECT 1 FROM referrals_referral WHERE referrals_referral.id = referral_id)')
            FROM unnest(array['question', 'questionevent', 'decision', 'screeningsession']) AS name;
            SELECT alongside_protect_team('referrals_turnedaway'),
                alongside_protect_team('referrals_referralfile');
            SELECT alongside_insert_only(format('referrals_%s', name)::regclass)
            FROM unnest(array['criteriaevent', 'referralevent', 'questionevent', 'decision',
                              'screeningsession', 'turnedaway', 'referralfile']) AS name;
            """,
            migrations.RunSQL.noop,
        )
    ]
