from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("caseload", "0002_initial")]

    operations = [
        migrations.RunSQL(
            """
            SELECT alongside_protect('caseload_episode');
            SELECT alongside_protect('caseload_carecoordination');
            SELECT alongside_protect('caseload_pause');
            SELECT alongside_protect('caseload_episodeevent');
            SELECT alongside_protect('caseload_carecoordinationevent');
            SELECT alongside_protect('caseload_pauseevent');
            SELECT alongside_protect('caseload_waitingplace');
            SELECT alongside_protect('caseload_allocation');
            SELECT alongside_protect('caseload_zonesetting');
            SELECT alongside_protect('caseload_discharge');
            SELECT alongside_insert_only('caseload_episodeevent');
            SELECT alongside_insert_only('caseload_carecoordinationevent');
            SELECT alongside_insert_only('caseload_pauseevent');
            SELECT alongside_insert_only('caseload_waitingplace');
            SELECT alongside_insert_only('caseload_allocation');
            SELECT alongside_insert_only('caseload_zonesetting');
            SELECT alongside_insert_only('caseload_discharge');
            -- An offered transfer is also the receiving team's to read and to answer.
            SELECT alongside_enforce(name,
                'to_team_id = ANY((SELECT alongside_teams())::bigint[]) OR person_id IN'
                ' (SELECT person_id FROM access_relationship WHERE ended_at IS NULL'
                ' AND team_id = ANY((SELECT alongside_teams())::bigint[]))')
            FROM unnest(array['caseload_transfer', 'caseload_transferevent']::regclass[]) AS name;
            SELECT alongside_insert_only('caseload_transferevent');
            """,
            migrations.RunSQL.noop,
        )
    ]
