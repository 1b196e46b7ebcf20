from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_who_may_change")]

    operations = [
        # Hours of the week are replaced as a whole; their history stays by its triggers.
        migrations.RunSQL(
            "SELECT alongside_may_delete('staff_workingday')",
            "REVOKE DELETE ON staff_workingday FROM alongside_app",
        )
    ]
