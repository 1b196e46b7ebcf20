from django.db import migrations


class Migration(migrations.Migration):
    """Closed to a worker who knows the person outside work, whatever their team has to do."""

    dependencies = [
        ("today", "0004_find_what_was_done_lately"),
        ("access", "0013_shut_where_no_team_has_to_know"),
    ]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_shut(name) FROM unnest(
                array['today_task', 'today_taskevent', 'today_handover', 'today_passed']::regclass[]) AS name;
            """,
            migrations.RunSQL.noop,
        )
    ]
