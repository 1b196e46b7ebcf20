from django.db import migrations


class Migration(migrations.Migration):
    """alongside_knows reads as the owner, and unless pg_temp is named it is looked through first."""

    dependencies = [("access", "0002_who_may_see")]

    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION alongside_knows(uuid) SET search_path = pg_catalog, public, pg_temp",
            migrations.RunSQL.noop,
        )
    ]
