from django.db import migrations

# Which account is linked to whom elsewhere is asked before anybody is known, as accounts are. Of whom
# it is asked stands in the settings alone: whoever writes to the database names nobody else.
LINKED = """
GRANT SELECT, INSERT, UPDATE ON socialaccount_socialaccount TO alongside_app;
SELECT alongside_may_delete('socialaccount_socialaccount');
SELECT alongside_may_delete('socialaccount_socialtoken'); -- always empty, and asked when a link goes
REVOKE INSERT, UPDATE ON socialaccount_socialapp, socialaccount_socialtoken FROM alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0014_second_steps"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [migrations.RunSQL(LINKED, migrations.RunSQL.noop)]
