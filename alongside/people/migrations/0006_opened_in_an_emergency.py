"""The one way to the record of somebody whom no team of one's own knows: for a reason, and told."""

from django.db import migrations

# It reads as the owner, so that nobody looks for people through it unseen: asking is what it keeps,
# whether or not somebody is found, before it answers. One person exactly, or nobody.
BREAK_GLASS = """
CREATE FUNCTION alongside_break_glass(
    called text, opened uuid, nhs text, family text, born date,
    moment timestamptz, ends timestamptz, purpose text, because text, page text
) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found uuid[];
    person uuid;
    circle bigint;
BEGIN
    IF alongside_teams() = '{}' OR purpose <> 'emergency' OR because = '' THEN
        RAISE EXCEPTION 'Only somebody who works in a team opens a record in an emergency';
    END IF;
    SELECT array_agg(id) INTO found FROM (SELECT id FROM people_person
        WHERE (nhs <> '' AND nhs_number = nhs)
        OR (nhs = '' AND family <> '' AND born_on = born
            AND lower(unaccent(family_name)) = lower(unaccent(family))) LIMIT 2) AS each;
    IF array_length(found, 1) = 1 AND found[1] <> ALL(alongside_shut_out()) THEN
        person := found[1];
    END IF;
    INSERT INTO access_opening (id, worker_id, person_ids, page, at, kind, purpose, because)
        VALUES (opened, alongside_worker(), array_remove(array[person], NULL), page, moment,
            'their care', purpose, because);
    INSERT INTO access_emergency (reference, worker_id, person_id, opening_id, began_at, until)
        VALUES (called, alongside_worker(), person, opened, moment, ends)
        RETURNING -number INTO circle;
    IF person IS NOT NULL THEN
        INSERT INTO access_relationship (person_id, team_id, because, began_at)
            VALUES (person, circle, 'emergency', moment);
    END IF;
    RETURN person;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_restricted_contact_details"),
        ("access", "0012_what_is_shut_and_what_is_opened"),
    ]

    operations = [migrations.RunSQL(BREAK_GLASS, migrations.RunSQL.noop)]
