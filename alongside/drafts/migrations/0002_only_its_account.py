from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_initial"), ("access", "0002_who_may_see")]

    operations = [
        migrations.RunSQL(
            "SELECT alongside_protect_account('drafts_draft'), alongside_may_delete('drafts_draft');",
            migrations.RunSQL.noop,
        )
    ]
