from django.db import migrations

# Let nothing be told any more to somebody whom the person who asks lets be told; says how many kinds
# were taken back. Of anybody else's recipients it finds none, as of those who are not there.
TAKE_BACK = """
CREATE FUNCTION own_take_back(recipient uuid, look_again_on date, at timestamptz)
    RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH taken AS (
        INSERT INTO sharing_consent (recipient_id, person_id, asked, answer, how, called_by,
            obtained_by, answered_on, look_again_on, by_id, at)
        SELECT told.recipient_id, own.person_id, told.asked, 'no', 'on screen', '',
            'their own sign-in', alongside_today(), look_again_on, NULL, at
        FROM own_person AS own JOIN own_told AS told ON told.own_id = own.own_id
        WHERE told.recipient_id = recipient
        RETURNING 1
    ) SELECT count(*) FROM taken
    $$;
REVOKE EXECUTE ON FUNCTION own_take_back FROM public;
GRANT EXECUTE ON FUNCTION own_take_back TO alongside_own;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("own", "0002_what_an_own_sign_in_sees"),
        ("sharing", "0006_taken_back_by_themself"),
    ]

    operations = [migrations.RunSQL(TAKE_BACK, migrations.RunSQL.noop)]
