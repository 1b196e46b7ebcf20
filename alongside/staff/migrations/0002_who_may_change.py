from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("access", "0002_who_may_see")]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_insert_only(format('staff_%sevent', name)::regclass)
            FROM unnest(array['provider', 'service', 'team', 'worker', 'membership',
                              'workingday', 'absence']) AS name;
            """,
            migrations.RunSQL.noop,
        )
    ]
