from django.db import migrations

PROTECT = """
-- The practitioner who asks, or null: unlike a worker, most who ask are none.
CREATE FUNCTION alongside_practitioner_or_none() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('alongside.practitioner', true), '')::uuid $$;

-- What was agreed is read by the team, and by the practitioners of the agency; the team writes it.
SELECT alongside_enforce(name,
    'team_id = ANY((SELECT alongside_teams())::bigint[]) OR agency_id IN (SELECT agency_id'
    ' FROM partners_practitioner WHERE id = (SELECT alongside_practitioner_or_none()))',
    'team_id = ANY((SELECT alongside_teams())::bigint[])')
FROM unnest(array['partners_protocol', 'partners_attachedpolicy']::regclass[]) AS name;
SELECT alongside_insert_only('partners_protocol'), alongside_insert_only('partners_attachedpolicy'),
    alongside_insert_only('partners_practitionerevent');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0003_protocols_and_practitioners"),
        ("access", "0002_who_may_see"),
    ]

    operations = [migrations.RunSQL(PROTECT, migrations.RunSQL.noop)]
