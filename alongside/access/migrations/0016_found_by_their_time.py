import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0015_sign_ins_elsewhere"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="opening",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["at"], name="openings_by_time"
            ),
        ),
    ]
