"""Somebody reads in their plan what helps when early signs show; a carer, what they can do then."""

from django.db import migrations

# The newest plan of whom {0} names, with its goals and what is done towards them.
PLAN_OF = """LATERAL (
    SELECT plan.in_their_words, plan.early_signs, plan.in_a_crisis, plan.written_at,
        plan.triggers, plan.what_helps, plan.what_family_does, plan.response, coalesce((
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
CREATE OR REPLACE VIEW own_plan WITH (security_barrier) AS
SELECT who.own_id, plan.in_their_words, plan.early_signs, plan.in_a_crisis, plan.written_at,
    plan.goals, plan.triggers, plan.what_helps, plan.what_family_does, plan.response
FROM own_person AS who CROSS JOIN {PLAN_OF.format("who.person_id")};

CREATE OR REPLACE VIEW own_carer WITH (security_barrier) AS
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
        ELSE '[]' END AS spells,
    CASE WHEN 'plan' = ANY(told.asked) THEN coalesce(plan.what_family_does, '') ELSE '' END
        AS what_family_does
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
"""  # noqa: S608 - made of parts of our own


class Migration(migrations.Migration):
    dependencies = [
        ("own", "0004_looked_at_again_as_asked"),
        ("careplans", "0005_early_signs_one_by_one"),
    ]

    operations = [migrations.RunSQL(VIEWS, migrations.RunSQL.noop)]
