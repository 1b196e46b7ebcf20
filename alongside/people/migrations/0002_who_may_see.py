from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("access", "0002_who_may_see")]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_protect('people_person', 'id'),
                alongside_protect('people_personevent', 'id'),
                alongside_protect('people_wish'),
                alongside_protect('people_wishevent');
            SELECT alongside_insert_only('people_personevent'),
                alongside_insert_only('people_wishevent');
            -- A team comes to know a person in the same transaction that writes the person down.
            ALTER TABLE access_relationship ADD CONSTRAINT relationship_is_with_a_person
                FOREIGN KEY (person_id) REFERENCES people_person DEFERRABLE INITIALLY DEFERRED;
            """,
            migrations.RunSQL.noop,
        )
    ]
