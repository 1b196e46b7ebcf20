from django.db import migrations


class Migration(migrations.Migration):
    """Closed to a worker who knows the person outside work, whatever their team has to do."""

    dependencies = [
        ("caseload", "0004_framework_from_a_day"),
        ("access", "0013_shut_where_no_team_has_to_know"),
    ]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_shut(name) FROM unnest(
                array['caseload_transfer', 'caseload_transferevent']::regclass[]) AS name;
            """,
            migrations.RunSQL.noop,
        )
    ]
