from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "SELECT alongside_insert_only('partners_agencyevent')", migrations.RunSQL.noop
        )
    ]
