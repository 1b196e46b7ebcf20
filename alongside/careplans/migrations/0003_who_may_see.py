from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("careplans", "0002_initial")]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_protect('careplans_review');
            SELECT alongside_protect('careplans_reviewevent');
            SELECT alongside_protect('careplans_careplan');
            SELECT alongside_protect('careplans_goal');
            SELECT alongside_protect('careplans_intervention');
            SELECT alongside_protect('careplans_copygiven');
            SELECT alongside_insert_only('careplans_reviewevent');
            SELECT alongside_insert_only('careplans_careplan');
            SELECT alongside_insert_only('careplans_goal');
            SELECT alongside_insert_only('careplans_intervention');
            SELECT alongside_insert_only('careplans_copygiven');
            """,
            migrations.RunSQL.noop,
        )
    ]
