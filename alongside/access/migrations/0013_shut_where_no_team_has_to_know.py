from django.db import migrations

# For tables that a team sees for another reason than that it knows the person: what was referred or
# offered to it, what it has to do. Whoever knows the person outside work does not see them there.
SHUT = """
CREATE FUNCTION alongside_shut(tbl regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE POLICY shut_out ON %s AS RESTRICTIVE TO alongside_app USING'
        ' (person_id IS NULL OR person_id <> ALL((SELECT alongside_shut_out())::uuid[]))', tbl);
END $$;
REVOKE EXECUTE ON FUNCTION alongside_shut FROM public;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0012_what_is_shut_and_what_is_opened")]

    operations = [migrations.RunSQL(SHUT, migrations.RunSQL.noop)]
