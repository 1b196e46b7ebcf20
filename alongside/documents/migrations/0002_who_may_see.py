from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        ("access", "0002_who_may_see"),
        ("people", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            """
            -- About somebody: seen by the teams that know them. About nobody known: by its writers.
            SELECT alongside_enforce('documents_sent',
                '(person_id IS NULL AND team_id = ANY((SELECT alongside_teams())::bigint[]))'
                ' OR person_id IN (SELECT person_id FROM access_relationship'
                ' WHERE ended_at IS NULL AND team_id = ANY((SELECT alongside_teams())::bigint[]))',
                'team_id = ANY((SELECT alongside_teams())::bigint[]) AND (person_id IS NULL'
                ' OR person_id IN (SELECT person_id FROM access_relationship'
                ' WHERE ended_at IS NULL AND team_id = ANY((SELECT alongside_teams())::bigint[])))');
            SELECT alongside_insert_only('documents_sent');
            ALTER TABLE documents_sent
                ADD CONSTRAINT sent_is_about_a_person
                    FOREIGN KEY (person_id) REFERENCES people_person DEFERRABLE INITIALLY DEFERRED,
                ADD CONSTRAINT sent_is_from_a_team
                    FOREIGN KEY (team_id) REFERENCES staff_team DEFERRABLE INITIALLY DEFERRED;
            """,
            migrations.RunSQL.noop,
        )
    ]
