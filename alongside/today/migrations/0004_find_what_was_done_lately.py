from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("today", "0003_minutes_and_forms_sent_once")]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["team", "done_at"], name="done_in_team"),
        ),
    ]
