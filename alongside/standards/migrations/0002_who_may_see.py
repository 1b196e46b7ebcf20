from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0002_who_may_see"), ("standards", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_protect_team('standards_share');
            SELECT alongside_insert_only('standards_share');
            """,
            migrations.RunSQL.noop,
        )
    ]
