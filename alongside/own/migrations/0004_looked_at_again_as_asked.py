"""The day that `own_take_back` is given is the day that it keeps.

An argument that is called as a column of `own_told` is was read as that column: the day of the
answer that is taken back. On that very day nothing could be taken back at all.
"""

from django.db import migrations

TAKE_BACK = """
DROP FUNCTION own_take_back;
CREATE FUNCTION own_take_back(recipient uuid, again date, moment timestamptz)
    RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH taken AS (
        INSERT INTO sharing_consent (recipient_id, person_id, asked, answer, how, called_by,
            obtained_by, answered_on, look_again_on, by_id, at)
        SELECT told.recipient_id, own.person_id, told.asked, 'no', 'on screen', '',
            'their own sign-in', alongside_today(), again, NULL, moment
        FROM own_person AS own JOIN own_told AS told ON told.own_id = own.own_id
        WHERE told.recipient_id = recipient
        RETURNING 1
    ) SELECT count(*) FROM taken
    $$;
REVOKE EXECUTE ON FUNCTION own_take_back FROM public;
GRANT EXECUTE ON FUNCTION own_take_back TO alongside_own;
"""


class Migration(migrations.Migration):
    dependencies = [("own", "0003_taken_back_by_themself")]

    operations = [migrations.RunSQL(TAKE_BACK, migrations.RunSQL.noop)]
