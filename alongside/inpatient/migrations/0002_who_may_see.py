from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inpatient", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_protect('inpatient_spell');
            SELECT alongside_protect('inpatient_spellevent');
            SELECT alongside_insert_only('inpatient_spellevent');
            """,
            migrations.RunSQL.noop,
        )
    ]
