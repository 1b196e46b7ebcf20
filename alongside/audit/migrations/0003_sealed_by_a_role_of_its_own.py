from django.db import migrations, models
from django.db.models.functions import Now

# The sealer takes digests from where they wait and gives them their place. It sees no row of the
# log and nothing else of the database. The program only learns since when something has waited.
ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'alongside_sealer') THEN
        RAISE EXCEPTION 'There is no role alongside_sealer: docs/how-to/install.md says how it is made';
    END IF;
END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM alongside_sealer;
GRANT USAGE ON SCHEMA public TO alongside_sealer;
GRANT SELECT, DELETE ON audit_unsealed TO alongside_sealer;
GRANT SELECT, INSERT ON audit_leaf, audit_seal TO alongside_sealer;

CREATE FUNCTION alongside_unsealed_since() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$ SELECT at FROM public.audit_unsealed ORDER BY id LIMIT 1 $$;
REVOKE EXECUTE ON FUNCTION alongside_unsealed_since FROM public;
GRANT EXECUTE ON FUNCTION alongside_unsealed_since TO alongside_app, alongside_sealer;
"""
UNDO = """
DROP FUNCTION alongside_unsealed_since;
REVOKE ALL ON audit_unsealed, audit_leaf, audit_seal FROM alongside_sealer;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_sealed")]

    operations = [
        migrations.AddField("unsealed", "at", models.DateTimeField(db_default=Now())),
        migrations.RunSQL(ROLE, UNDO),
    ]
