from django.db import migrations


class Migration(migrations.Migration):
    """Closed to a worker who knows the person outside work, whatever their team has to do."""

    dependencies = [
        ("referrals", "0011_language_culture_and_wishes"),
        ("access", "0013_shut_where_no_team_has_to_know"),
    ]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_shut(name) FROM unnest(
                array['referrals_referral', 'referrals_referralevent']::regclass[]) AS name;
            """,
            migrations.RunSQL.noop,
        )
    ]
