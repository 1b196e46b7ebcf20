from django.contrib.postgres.operations import CreateExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_what_was_told_and_by_whom"),
        ("access", "0002_who_may_see"),
    ]

    operations = [
        CreateExtension("fuzzystrmatch"),  # names that sound alike: Kathryn and Catherine
        migrations.RunSQL(
            "SELECT alongside_protect('people_telling'), alongside_insert_only('people_telling')",
            migrations.RunSQL.noop,
        ),
    ]
