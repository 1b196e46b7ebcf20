from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("today", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_protect_team(format('today_%s', name)::regclass)
            FROM unnest(array['meeting', 'meetingevent', 'task', 'taskevent', 'handover']) AS name;
            SELECT alongside_enforce(name,
                'EXISTS (SELECT 1 FROM today_meeting WHERE today_meeting.id = meeting_id)')
            FROM unnest(array['today_presence', 'today_passed']::regclass[]) AS name;
            SELECT alongside_insert_only(format('today_%s', name)::regclass)
            FROM unnest(array['meetingevent', 'taskevent', 'handover', 'presence', 'passed'])
                AS name;
            """,
            migrations.RunSQL.noop,
        )
    ]
