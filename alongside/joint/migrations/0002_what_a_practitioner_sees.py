"""What a practitioner of a partner sees and may write, held by the database itself.

The role alongside_partner may select one view, joint_minimum, and call a few functions, each of
which asks for the consent that is in force. Nothing else of the database opens to it.
"""

from django.db import migrations

THE_ROLE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'alongside_partner') THEN
        RAISE EXCEPTION 'The role alongside_partner is missing'
            USING HINT = 'Make it first, as docs/how-to/install.md says under "The database".';
    END IF;
END $$;

-- PUBLIC may call every function unless somebody says otherwise, and these read or write as the owner.
DO $$ DECLARE called regprocedure; BEGIN
    FOR called IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
        AND prorettype <> 'trigger'::regtype LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM public', called);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO alongside_app', called);
    END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO alongside_partner;
"""

OWN_TABLES = """
SELECT alongside_protect(name), alongside_insert_only(name) FROM unnest(array[
    'joint_riskstatement', 'joint_partnercontact', 'joint_exchange', 'joint_visitproposal',
    'joint_proposalanswer']::regclass[]) AS name;
-- About nobody's care: read and written by the team, and by the practitioner whom it is with.
SELECT alongside_enforce(name, 'team_id = ANY((SELECT alongside_teams())::bigint[])'
    ' OR practitioner_id = (SELECT alongside_practitioner_or_none())'), alongside_insert_only(name)
FROM unnest(array['joint_learning', 'joint_learningstep']::regclass[]) AS name;
SELECT alongside_protect_account('joint_casenote'), alongside_insert_only('joint_casenote');
"""

VIEWS = """
-- Each raises an error when nobody said who is asking, or on which day.
CREATE FUNCTION alongside_practitioner() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('alongside.practitioner')::uuid $$;
CREATE FUNCTION alongside_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('alongside.today')::date $$;

-- Whom a practitioner may know of: the person said yes last of all, the practitioner is still with
-- us, and a team that knows the person has an agreement with their agency that has not ended.
-- The team is the first of these. Selected by nobody: the view and the functions below read it.
CREATE VIEW joint_in_force AS
SELECT standing.practitioner_id, standing.person_id, standing.called_by, practitioner.agency_id,
    (SELECT min(relationship.team_id) FROM access_relationship AS relationship
     JOIN LATERAL (
        SELECT DISTINCT ON (agreement) ended_on FROM partners_protocol AS protocol
        WHERE protocol.team_id = relationship.team_id AND protocol.agency_id = practitioner.agency_id
        ORDER BY agreement, number DESC
     ) AS agreed ON agreed.ended_on IS NULL OR agreed.ended_on >= alongside_today()
     WHERE relationship.person_id = standing.person_id AND relationship.ended_at IS NULL) AS team_id
FROM (
    SELECT DISTINCT ON (recipient.practitioner_id, consent.person_id)
        recipient.practitioner_id, consent.person_id, consent.answer, consent.called_by
    FROM sharing_consent AS consent JOIN sharing_recipient AS recipient
        ON recipient.id = consent.recipient_id AND recipient.practitioner_id IS NOT NULL
    WHERE consent.asked = 'minimum'
    ORDER BY recipient.practitioner_id, consent.person_id, consent.answered_on DESC,
        consent.at DESC, consent.id DESC
) AS standing
JOIN partners_practitioner AS practitioner ON practitioner.id = standing.practitioner_id
    AND practitioner.began_on <= alongside_today()
    AND (practitioner.ended_on IS NULL OR practitioner.ended_on >= alongside_today())
WHERE standing.answer = 'yes';
REVOKE ALL ON joint_in_force FROM public, alongside_app;

-- All that a practitioner sees of a person, a row each. security_barrier: no condition of a query
-- is tried on a row that is not theirs.
CREATE VIEW joint_minimum WITH (security_barrier) AS
SELECT person.id AS person_id, shared.practitioner_id AS shared_with,
    CASE WHEN person.given_name || person.family_name = '' THEN 'Name not known'
        WHEN shared.called_by = 'name' THEN btrim(person.given_name || ' ' || person.family_name)
        ELSE upper(left(person.given_name || person.family_name, 1)) || '.' END AS name,
    person.gender, person.ethnicity, person.ward, person.born_on,
    coalesce(risk.says, '') AS risk, coalesce(risk.by, '') AS risk_by, risk.at AS risk_at,
    coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', visit.id, 'planned_for', visit.planned_for,
            'minutes', visit.minutes, 'place', visit.place, 'by', worker.name)
            ORDER BY visit.planned_for)
        FROM contacts_plannedvisit AS visit JOIN staff_worker AS worker ON worker.id = visit.worker_id
        WHERE visit.person_id = person.id AND visit.partner_id = shared.agency_id
            AND visit.called_off_at IS NULL
    ), '[]') AS visits,
    coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', contact.id, 'began_at', contact.began_at,
            'place', contact.place, 'was_met', contact.was_met, 'exchanged', coalesce((
                SELECT jsonb_agg(jsonb_build_object('kind', exchange.kind, 'given', exchange.given,
                    'returned', exchange.returned) ORDER BY exchange.id)
                FROM joint_exchange AS exchange WHERE exchange.contact_id = contact.id), '[]'))
            ORDER BY contact.began_at DESC)
        FROM joint_partnercontact AS contact
        WHERE contact.person_id = person.id AND contact.practitioner_id = shared.practitioner_id
    ), '[]') AS contacts,
    coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', proposal.id, 'side', proposal.side,
            'planned_for', proposal.planned_for, 'minutes', proposal.minutes,
            'place', proposal.place, 'by', coalesce(worker.name, ''), 'agreed', answer.agreed)
            ORDER BY proposal.planned_for)
        FROM joint_visitproposal AS proposal
        LEFT JOIN staff_worker AS worker ON worker.id = proposal.worker_id
        LEFT JOIN joint_proposalanswer AS answer ON answer.proposal_id = proposal.id
        WHERE proposal.person_id = person.id
            AND proposal.practitioner_id = shared.practitioner_id
    ), '[]') AS proposals
FROM joint_in_force AS shared
JOIN people_person AS person ON person.id = shared.person_id
LEFT JOIN LATERAL (
    SELECT statement.says, worker.name AS by, statement.written_at AS at
    FROM joint_riskstatement AS statement
    JOIN staff_worker AS worker ON worker.id = statement.written_by_id
    WHERE statement.person_id = person.id AND statement.practitioner_id = shared.practitioner_id
    ORDER BY statement.written_at DESC, statement.id DESC LIMIT 1
) AS risk ON true
WHERE shared.practitioner_id = (SELECT alongside_practitioner()) AND shared.team_id IS NOT NULL;
REVOKE ALL ON joint_minimum FROM public, alongside_app;
GRANT SELECT ON joint_minimum TO alongside_partner;
"""

FUNCTIONS = """
-- Raises an error unless whoever asks may know of somebody now; returns the team it is with.
CREATE FUNCTION joint_team_of(person uuid) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE found bigint;
BEGIN
    SELECT team_id INTO found FROM joint_in_force
    WHERE practitioner_id = alongside_practitioner() AND person_id = person;
    IF found IS NULL THEN RAISE EXCEPTION 'nobody is there' USING ERRCODE = 'no_data_found'; END IF;
    RETURN found;
END $$;

CREATE FUNCTION joint_record_contact(contact uuid, person uuid, began_at timestamptz, place text,
        was_met boolean, exchanged jsonb, at timestamptz)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM joint_team_of(person);
    INSERT INTO joint_partnercontact
        (id, person_id, practitioner_id, began_at, place, was_met, written_at)
    VALUES (contact, person, alongside_practitioner(), began_at, place, was_met, at);
    INSERT INTO joint_exchange (contact_id, person_id, kind, given, returned)
    SELECT contact, person, kind, given, returned
    FROM jsonb_to_recordset(exchanged) AS each(kind text, given integer, returned integer);
END $$;

CREATE FUNCTION joint_propose_visit(proposal uuid, person uuid, planned_for timestamptz,
        minutes integer, place text, at timestamptz)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO joint_visitproposal
        (id, person_id, team_id, practitioner_id, side, planned_for, minutes, place, at)
    VALUES (proposal, person, joint_team_of(person), alongside_practitioner(), 'theirs',
        planned_for, minutes, place, at);
END $$;

-- Answers what our side asked for; where both agree, the visit is planned as our worker asked.
CREATE FUNCTION joint_answer_visit(proposal uuid, agreed boolean, at timestamptz)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE asked joint_visitproposal; planned uuid;
BEGIN
    SELECT * INTO asked FROM joint_visitproposal
    WHERE id = proposal AND practitioner_id = alongside_practitioner() AND side = 'ours' FOR UPDATE;
    IF asked.id IS NULL THEN
        RAISE EXCEPTION 'nothing is there' USING ERRCODE = 'no_data_found';
    END IF;
    PERFORM joint_team_of(asked.person_id);
    IF agreed THEN
        INSERT INTO contacts_plannedvisit (id, person_id, team_id, worker_id, partner_id,
            planned_for, minutes, place, purpose, despite, planned_by_id, planned_at,
            called_off_because)
        SELECT gen_random_uuid(), asked.person_id, asked.team_id, asked.worker_id, agency_id,
            asked.planned_for, asked.minutes, asked.place, 'Joint visit', '', asked.worker_id, at, ''
        FROM partners_practitioner WHERE id = alongside_practitioner()
        RETURNING id INTO planned;
    END IF;
    INSERT INTO joint_proposalanswer (proposal_id, person_id, agreed, visit_id, by_id, at)
    VALUES (proposal, asked.person_id, agreed, planned, alongside_practitioner(), at);
END $$;

REVOKE EXECUTE ON FUNCTION joint_team_of, joint_record_contact, joint_propose_visit,
    joint_answer_visit FROM public;
GRANT EXECUTE ON FUNCTION joint_record_contact, joint_propose_visit, joint_answer_visit
    TO alongside_partner;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("joint", "0001_initial"),
        ("access", "0012_what_is_shut_and_what_is_opened"),
        ("contacts", "0005_one_index_is_enough"),
        ("partners", "0004_who_may_see"),
        ("people", "0007_ward_of_residence"),
        ("sharing", "0005_consent_to_a_practitioner"),
    ]

    operations = [
        migrations.RunSQL(THE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(OWN_TABLES, migrations.RunSQL.noop),
        migrations.RunSQL(VIEWS, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
