"""What somebody in care, or a carer, sees with their own sign-in, held by the database itself.

The role alongside_own may select a few views and call a few functions, each keyed by the one
sign-in that asks (alongside.own). Nothing else of the database opens to it.
"""

from django.db import migrations

THE_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'alongside_own') THEN
        RAISE EXCEPTION 'The role alongside_own is missing'
            USING HINT = 'Make it first, as docs/how-to/install.md says under "The database".';
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO alongside_own;
"""

OWN_TABLE = """
SELECT alongside_protect('own_ownsignin'), alongside_protect('own_ownsigninevent'),
    alongside_insert_only('own_ownsigninevent');

-- An account is a worker's, a practitioner's or somebody's own, and never two of these: whoever is
-- cared for where they work, or cares for somebody here, has two. Whoever is first holds it.
CREATE FUNCTION own_account_is_nobody_elses() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM access_account WHERE id = NEW.account_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM staff_worker WHERE account_id = NEW.account_id)
        OR EXISTS (SELECT FROM partners_practitioner WHERE account_id = NEW.account_id)
        OR EXISTS (SELECT FROM own_ownsignin AS other WHERE other.account_id = NEW.account_id
            AND (other.person_id, other.recipient_id)
                IS DISTINCT FROM (NEW.person_id, NEW.recipient_id)) THEN
        RAISE EXCEPTION 'This account is somebody else''s' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER account_is_nobody_elses BEFORE INSERT ON own_ownsignin
    FOR EACH ROW EXECUTE FUNCTION own_account_is_nobody_elses();

CREATE FUNCTION own_account_is_no_workers() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM access_account WHERE id = NEW.account_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM own_ownsignin WHERE account_id = NEW.account_id) THEN
        RAISE EXCEPTION 'This account is somebody''s own' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER account_is_nobodys_own BEFORE INSERT OR UPDATE OF account_id ON staff_worker
    FOR EACH ROW WHEN (NEW.account_id IS NOT NULL) EXECUTE FUNCTION own_account_is_no_workers();
CREATE TRIGGER account_is_nobodys_own BEFORE INSERT OR UPDATE OF account_id
    ON partners_practitioner FOR EACH ROW EXECUTE FUNCTION own_account_is_no_workers();

-- Asked before it is known who asks, so it reads as the owner, and says nothing but ids.
CREATE FUNCTION alongside_own_of(account uuid) RETURNS TABLE (id uuid, is_carers boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT sign_in.id, recipient_id IS NOT NULL FROM own_ownsignin AS sign_in
        WHERE account_id = account AND ended_at IS NULL $$;
REVOKE EXECUTE ON FUNCTION alongside_own_of FROM public;
GRANT EXECUTE ON FUNCTION alongside_own_of TO alongside_app;
"""

IN_FORCE = """
-- Raises an error when nobody said whose sign-in asks.
CREATE FUNCTION alongside_own() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('alongside.own')::uuid $$;

-- Own sign-ins that are in force: not ended, of somebody who is alive, as far as is known. With the
-- team that has them in care, and one that knows them. Selected by nobody: what follows reads it.
CREATE VIEW own_in_force AS
SELECT sign_in.id, sign_in.person_id, sign_in.recipient_id, (
        SELECT episode.team_id FROM caseload_episode AS episode
        WHERE episode.person_id = sign_in.person_id AND NOT EXISTS (
            SELECT FROM caseload_discharge WHERE episode_id = episode.id)
        ORDER BY episode.began_on DESC, episode.id LIMIT 1) AS in_care_of, (
        SELECT min(team_id) FROM access_relationship AS relationship
        WHERE relationship.person_id = sign_in.person_id AND relationship.ended_at IS NULL
        AND relationship.because NOT IN ('offered', 'emergency')) AS known_to
FROM own_ownsignin AS sign_in
JOIN people_person AS person ON person.id = sign_in.person_id AND person.died_on IS NULL
WHERE sign_in.ended_at IS NULL;
REVOKE ALL ON own_in_force FROM public, alongside_app;
"""

LOOKED = """
-- Who looked at somebody's record, and how: for the function by which workers ask, and for the one
-- below. Whoever reads with an own sign-in stands here as the person, or as the carer they are.
CREATE FUNCTION alongside_openings_of(person uuid)
    RETURNS TABLE (who uuid, how text, first_on date, last_on date, days bigint)
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
    SELECT seen.who, seen.how, min(seen.on_day), max(seen.on_day), count(DISTINCT seen.on_day)
    FROM (
        SELECT coalesce(sign_in.recipient_id, sign_in.person_id, opening.worker_id) AS who,
            (opening.at AT TIME ZONE 'Europe/London')::date AS on_day, CASE
            WHEN sign_in.recipient_id IS NOT NULL THEN 'told'
            WHEN sign_in.id IS NOT NULL THEN 'themself'
            WHEN purpose <> '' THEN purpose
            WHEN kind = 'the minimum for a partner' THEN 'the minimum'
            WHEN page LIKE '/people/' || person || '/%' THEN 'opened'
            WHEN cardinality(person_ids) = 1 AND page
                ~ '^/(contacts|visits|ladder|referrals|waiting|tasks)/[0-9a-f]{8}-' THEN 'opened'
            ELSE 'in a list' END AS how
        FROM access_opening AS opening
        LEFT JOIN own_ownsignin AS sign_in ON sign_in.id = opening.worker_id
        WHERE opening.person_ids @> ARRAY[person]) AS seen
    GROUP BY seen.who, seen.how
    $$;
REVOKE EXECUTE ON FUNCTION alongside_openings_of FROM public;

CREATE OR REPLACE FUNCTION alongside_who_looked(person uuid)
    RETURNS TABLE (worker uuid, how text, first_on date, last_on date, days bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$ SELECT * FROM alongside_openings_of(person) WHERE alongside_knows(person) $$;
"""

# The newest plan of whom {0} names, with its goals and what is done towards them.
PLAN_OF = """LATERAL (
    SELECT plan.in_their_words, plan.early_signs, plan.in_a_crisis, plan.written_at, coalesce((
        SELECT jsonb_agg(jsonb_build_object('words', goal.words, 'steps', coalesce((
            SELECT jsonb_agg(jsonb_build_object('what', step.what, 'who', step.who,
                'when', step."when") ORDER BY step.place, step.id)
            FROM careplans_intervention AS step WHERE step.goal_id = goal.id), '[]'))
            ORDER BY goal.place, goal.id)
        FROM careplans_goal AS goal WHERE goal.plan_id = plan.id), '[]') AS goals
    FROM careplans_careplan AS plan WHERE plan.person_id = {0}
    ORDER BY plan.written_at DESC, plan.number DESC LIMIT 1
) AS plan"""

# What stands of the answers that {0} and {1} choose: the last, by the day of the answer.
STANDING_OF = """LATERAL (
    SELECT DISTINCT ON (recipient_id, asked) recipient_id, asked, answer, look_again_on
    FROM sharing_consent WHERE {0} = {1}
    ORDER BY recipient_id, asked, answered_on DESC, at DESC, id DESC
) AS standing"""

VIEWS = f"""
-- Who they are here, and who answers for it. One row, or none.
CREATE VIEW own_person WITH (security_barrier) AS
SELECT force.id AS own_id, person.id AS person_id, person.given_name, person.family_name,
    person.known_as, team.name AS team, team.phone, force.in_care_of IS NOT NULL AS is_in_care,
    service.nation, provider.pals, provider.complaints, provider.advocacy
FROM own_in_force AS force
JOIN people_person AS person ON person.id = force.person_id
JOIN staff_team AS team ON team.id = coalesce(force.in_care_of, force.known_to)
JOIN staff_service AS service ON service.id = team.service_id
JOIN staff_provider AS provider ON provider.id = service.provider_id
WHERE force.id = (SELECT alongside_own()) AND force.recipient_id IS NULL
    AND force.known_to IS NOT NULL;

CREATE VIEW own_plan WITH (security_barrier) AS
SELECT who.own_id, plan.in_their_words, plan.early_signs, plan.in_a_crisis, plan.written_at,
    plan.goals
FROM own_person AS who CROSS JOIN {PLAN_OF.format("who.person_id")};

-- Whom they let be told what. Who may not be told stands nowhere here.
CREATE VIEW own_told WITH (security_barrier) AS
SELECT who.own_id, recipient.id AS recipient_id, recipient.name, standing.asked,
    standing.look_again_on, EXISTS (SELECT FROM own_in_force AS carers
        WHERE carers.recipient_id = recipient.id) AS signs_in
FROM own_person AS who
CROSS JOIN {STANDING_OF.format("person_id", "who.person_id")}
JOIN sharing_recipient AS recipient ON recipient.id = standing.recipient_id
WHERE standing.answer = 'yes';

-- What was given to others: letters, and what was disclosed of which they have been told.
CREATE VIEW own_shared WITH (security_barrier) AS
SELECT who.own_id, sent.given_on, sent.made_at AS at, sent.title AS what, sent.addressee AS to_whom,
    sent.kind AS ground, true AS is_letter
FROM own_person AS who JOIN documents_sent AS sent ON sent.person_id = who.person_id
WHERE sent.addressee <> btrim(who.given_name || ' ' || who.family_name)
UNION ALL
SELECT who.own_id, given.given_on, given.at, given.what, given.to_whom || ', ' || given.of_what,
    given.ground, false
FROM own_person AS who JOIN sharing_disclosure AS given ON given.person_id = who.person_id
WHERE given.person_told IN ('before', 'after');

-- What they asked for themself of a copy of their record, and what came of it.
CREATE VIEW own_copies WITH (security_barrier) AS
SELECT who.own_id, request.asked_on, request.at, answer.came, answer.on_day AS answered_on,
    longer.told_on IS NOT NULL AS is_longer
FROM own_person AS who
JOIN rights_copyrequest AS request ON request.person_id = who.person_id
    AND request.asked_as = 'themself'
LEFT JOIN rights_copyanswer AS answer ON answer.request_id = request.id
LEFT JOIN rights_copyextension AS longer ON longer.request_id = request.id;

-- All that a carer sees: what the person lets them be told now, kind by kind, while a team has the
-- person in care. Nothing of a kind that was not asked, was refused, or is to be asked again.
CREATE VIEW own_carer WITH (security_barrier) AS
SELECT force.id AS own_id, force.person_id, told.asked,
    coalesce(nullif(person.known_as, ''), nullif(person.given_name, ''), '') AS name,
    CASE WHEN 'in-care' = ANY(told.asked) THEN team.name ELSE '' END AS team,
    CASE WHEN 'in-care' = ANY(told.asked) THEN team.phone ELSE '' END AS phone,
    CASE WHEN 'plan' = ANY(told.asked) THEN coalesce(plan.in_their_words, '') ELSE '' END
        AS in_their_words,
    CASE WHEN 'plan' = ANY(told.asked) THEN coalesce(plan.early_signs, '') ELSE '' END
        AS early_signs,
    CASE WHEN 'plan' = ANY(told.asked) THEN coalesce(plan.goals, '[]') ELSE '[]' END AS goals,
    CASE WHEN 'crisis' = ANY(told.asked) THEN coalesce(plan.in_a_crisis, '') ELSE '' END
        AS in_a_crisis,
    CASE WHEN 'where' = ANY(told.asked) THEN coalesce((
        SELECT jsonb_agg(jsonb_build_object('kind', spell.kind, 'place', spell.place,
            'since', spell.began_on) ORDER BY spell.began_on, spell.id)
        FROM inpatient_spell AS spell
        WHERE spell.person_id = force.person_id AND spell.mistaken_because = ''
        AND spell.began_on <= alongside_today()
        AND (spell.ended_on IS NULL OR spell.ended_on >= alongside_today())), '[]')
        ELSE '[]' END AS spells
FROM own_in_force AS force
JOIN people_person AS person ON person.id = force.person_id
JOIN staff_team AS team ON team.id = force.in_care_of
JOIN LATERAL (
    SELECT array_agg(standing.asked ORDER BY standing.asked) AS asked
    FROM {STANDING_OF.format("recipient_id", "force.recipient_id")}
    WHERE standing.answer = 'yes' AND standing.look_again_on >= alongside_today()
) AS told ON told.asked IS NOT NULL
LEFT JOIN {PLAN_OF.format("force.person_id")} ON true
WHERE force.id = (SELECT alongside_own()) AND force.recipient_id IS NOT NULL
    AND force.known_to IS NOT NULL;

REVOKE ALL ON own_person, own_plan, own_told, own_shared, own_copies, own_carer
    FROM public, alongside_app;
GRANT SELECT ON own_person, own_plan, own_told, own_shared, own_copies, own_carer TO alongside_own;
"""  # noqa: S608 - made of parts of our own

FUNCTIONS = """
-- Who looked at the record of the person who asks, by name. Nothing of a carer's.
CREATE FUNCTION own_looked() RETURNS TABLE (who uuid, name text, profession text, agency text,
        how text, first_on date, last_on date, days bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    SELECT looked.who, coalesce(worker.name, practitioner.name, recipient.name, ''),
        coalesce(worker.profession, ''), coalesce(agency.name, ''),
        looked.how, looked.first_on, looked.last_on, looked.days
    FROM own_person AS own
    CROSS JOIN LATERAL alongside_openings_of(own.person_id) AS looked
    LEFT JOIN staff_worker AS worker ON worker.id = looked.who
    LEFT JOIN partners_practitioner AS practitioner ON practitioner.id = looked.who
    LEFT JOIN partners_agency AS agency ON agency.id = practitioner.agency_id
    LEFT JOIN sharing_recipient AS recipient ON recipient.id = looked.who
    $$;

-- Keeps that the person asks for a copy of their whole record: it waits with the team from now on.
CREATE FUNCTION own_ask_for_copy(copy uuid, words text, at timestamptz)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE own own_person;
BEGIN
    SELECT * INTO own FROM own_person;
    IF own.person_id IS NULL THEN
        RAISE EXCEPTION 'nobody is there' USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM FROM people_person WHERE id = own.person_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM own_copies WHERE came IS NULL) THEN
        RAISE EXCEPTION 'one waits already' USING ERRCODE = 'unique_violation';
    END IF;
    INSERT INTO rights_copyrequest
        (id, person_id, asked_by, asked_as, authority, asked_how, asked_on, words, by_id, at)
    VALUES (copy, own.person_id,
        coalesce(nullif(btrim(own.given_name || ' ' || own.family_name), ''), 'The person themself'),
        'themself', '', 'on screen', alongside_today(), words, NULL, at);
END $$;

-- Ends the sign-in that asks, the person's or a carer's, whatever else holds of it; says of whom.
CREATE FUNCTION own_end(at timestamptz)
    RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE whose uuid;
BEGIN
    UPDATE own_ownsignin
    SET ended_at = greatest(at, given_at), ended_because = 'Whoever has it ended it'
    WHERE id = alongside_own() AND ended_at IS NULL RETURNING person_id INTO whose;
    RETURN whose;
END $$;

REVOKE EXECUTE ON FUNCTION own_looked, own_ask_for_copy, own_end FROM public;
GRANT EXECUTE ON FUNCTION own_looked, own_ask_for_copy, own_end TO alongside_own;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("own", "0001_initial"),
        ("caseload", "0005_closed_to_who_knows_them"),
        ("careplans", "0004_invitations_and_the_familys_word"),
        ("documents", "0002_who_may_see"),
        ("inpatient", "0003_spells_can_be_taken_back"),
        ("joint", "0002_what_a_practitioner_sees"),
        ("rights", "0005_asked_for_by_themself"),
    ]

    operations = [
        migrations.RunSQL(THE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(OWN_TABLE, migrations.RunSQL.noop),
        migrations.RunSQL(IN_FORCE, migrations.RunSQL.noop),
        migrations.RunSQL(LOOKED, migrations.RunSQL.noop),
        migrations.RunSQL(VIEWS, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
