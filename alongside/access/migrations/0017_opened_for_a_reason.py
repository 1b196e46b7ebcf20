from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0016_found_by_their_time"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(
                condition=models.Q(("purpose", ""), _negated=True),
                fields=["worker_id", "-at"],
                name="opened_for_a_reason",
            ),
        ),
    ]
