from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafts", "0003_a_draft_says_its_page")]

    operations = [
        # A migration cannot encipher. Nothing was released before: only practice services lose drafts.
        migrations.RunSQL("DELETE FROM drafts_draft", migrations.RunSQL.noop),
        migrations.RemoveField("draft", "fields"),
        migrations.AddField("draft", "enciphered", models.BinaryField(default=b"")),
        migrations.AlterField("draft", "enciphered", models.BinaryField()),
    ]
