import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# Where people took their second step is asked before anybody is known, as accounts are: no row-level
# security. What opens with it is enciphered by the program. Steps are taken away, and codes made anew.
MAY_REMOVE = """
GRANT SELECT, INSERT, UPDATE ON mfa_authenticator TO alongside_app;
SELECT alongside_may_delete('mfa_authenticator');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0013_shut_where_no_team_has_to_know"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunSQL(MAY_REMOVE, migrations.RunSQL.noop),
        pgtrigger.migrations.RemoveTrigger(
            model_name="account",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="account",
            name="update_update",
        ),
        migrations.AddField(
            model_name="account",
            name="ended_sign_ins",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="accountevent",
            name="ended_sign_ins",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "access_accountevent" ("email", "ended_sign_ins", "id", "is_active", "must_change_password", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."email", new_values."ended_sign_ins", new_values."id", new_values."is_active", new_values."must_change_password", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="73afb7a705758ba3942e4bba32a52694d4d5d177",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61e5d",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="access_account",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "access_accountevent" ("email", "ended_sign_ins", "id", "is_active", "must_change_password", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."email", new_values."ended_sign_ins", new_values."id", new_values."is_active", new_values."must_change_password", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."ended_sign_ins" IS DISTINCT FROM (new_values."ended_sign_ins") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."must_change_password" IS DISTINCT FROM (new_values."must_change_password")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bd5fc079c402f79b200c92ebfe46e14d1c6713e5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4401b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="access_account",
                    when="AFTER",
                ),
            ),
        ),
    ]
