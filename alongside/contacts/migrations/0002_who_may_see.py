from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_protect('contacts_plannedvisit');
            SELECT alongside_protect('contacts_ladderstep');
            SELECT alongside_protect('contacts_plannedvisitevent');
            SELECT alongside_protect('contacts_ladderstepevent');
            SELECT alongside_protect('contacts_contact');
            SELECT alongside_insert_only('contacts_plannedvisitevent');
            SELECT alongside_insert_only('contacts_ladderstepevent');
            SELECT alongside_insert_only('contacts_contact');
            """,
            migrations.RunSQL.noop,
        )
    ]
