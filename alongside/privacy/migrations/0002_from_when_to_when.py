"""What the workers of a team read of people's records, and nothing in the record explains.

A privacy officer sees nobody's record: row-level security shows them none of the tables that may
explain a read. So one function reads them as the owner, and answers with who read when, which pages
and how often; a record has the same short code each time, and no name or id of a person leaves it.
"""

from django.db import migrations

# How many days each explanation reaches, and which words of the trail are work, are policy: the
# program hands them in (alongside/policy/reads.py). An explanation without a number explains nothing.
# The numbers are days, and hours around a meeting.
UNEXPLAINED = """
-- There is one where this came in two parts, in which a meeting explained the whole day.
DROP FUNCTION IF EXISTS alongside_unexplained(bigint[], date, date, jsonb, text[], int);
CREATE FUNCTION alongside_unexplained(of_teams bigint[], first date, last date, days jsonb,
        work text[], most int)
    RETURNS TABLE (looked_at bigint, of_one bigint, elsewhere bigint, groups bigint, nth bigint,
        of_these bigint, waits boolean, worker uuid, on_day date, record text, opened bigint,
        first_at timestamptz, last_at timestamptz, newest uuid, openings uuid[], pages text[],
        worked text, explained_since boolean, reviews json)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    -- How many rows a WITH gives is not known beforehand, and to sort them all for a merge costs half.
    SET jit = off SET work_mem = '64MB' SET enable_mergejoin = off
    AS $$
WITH reviewed AS MATERIALIZED (
    SELECT DISTINCT worker_id FROM staff_membership
    WHERE team_id = ANY(of_teams) AND team_id = ANY(alongside_reviews())
), teams AS MATERIALIZED (
    SELECT DISTINCT team_id FROM staff_membership JOIN reviewed USING (worker_id)
), far AS MATERIALIZED (
    SELECT max(value::int) AS days,
        (first - max(value::int))::timestamp AT TIME ZONE 'Europe/London' AS from_at,
        (last + max(value::int) + 1)::timestamp AT TIME ZONE 'Europe/London' AS to_at
    FROM jsonb_each_text(days)
), seen AS MATERIALIZED (
    -- What was opened for a reason or in an emergency is reviewed in the queue of reasons.
    SELECT id, worker_id, at, on_day, page, person_id, for_a_reason
        OR (worker_id, person_id) IN (
            SELECT e.worker_id, e.person_id FROM access_emergency AS e WHERE e.person_id IS NOT NULL)
        AND EXISTS (SELECT FROM access_emergency AS e
            WHERE e.worker_id = pages.worker_id AND e.person_id = pages.person_id
                AND pages.at BETWEEN e.began_at AND coalesce(e.ended_at, e.until)) AS elsewhere
    FROM (
        -- A page of one person: under their own address, or one thing of theirs. All others are lists.
        SELECT o.id, o.worker_id, o.at, alongside_london_day(o.at) AS on_day, page,
            purpose <> '' AS for_a_reason, coalesce(CASE
                WHEN cardinality(person_ids) = 1 THEN CASE
                    WHEN page LIKE '/people/' || person_ids[1]::text || '/%' THEN person_ids[1]
                    WHEN length(split_part(page, '/', 3)) = 36 AND split_part(page, '/', 2) = ANY(
                        '{contacts,visits,ladder,referrals,waiting,tasks,joint-visits}')
                        THEN person_ids[1]
                    END
                WHEN page LIKE '/people/%' AND substr(page, 9, 36) = ANY(person_ids::text[])
                    THEN substr(page, 9, 36)::uuid
                END, '00000000-0000-0000-0000-000000000000') AS person_id
        FROM access_opening AS o JOIN reviewed USING (worker_id)
        WHERE o.at >= first::timestamp AT TIME ZONE 'Europe/London'
            AND o.at < (last + 1)::timestamp AT TIME ZONE 'Europe/London' AND person_ids <> '{}'
    ) AS pages
), totals AS MATERIALIZED (
    SELECT count(*) AS looked_at, count(*) FILTER (WHERE elsewhere) AS elsewhere, count(*) FILTER (WHERE
        NOT elsewhere AND person_id <> '00000000-0000-0000-0000-000000000000') AS of_one FROM seen
), reads AS MATERIALIZED (
    SELECT worker_id, person_id, on_day, count(*) AS opened, min(at) AS first_at, max(at) AS last_at,
        person_id = '00000000-0000-0000-0000-000000000000' AS is_list
    FROM seen WHERE NOT elsewhere GROUP BY worker_id, person_id, on_day
), trail AS MATERIALIZED (
    SELECT DISTINCT by_id AS worker_id, person_id, alongside_london_day(at) AS on_day
    FROM audit_entry JOIN reviewed ON by_id = worker_id
    WHERE at >= (SELECT from_at FROM far) AND at < (SELECT to_at FROM far)
        AND split_part(what, '.', 1) = ANY(work)
), meetings AS MATERIALIZED (
    -- One that nobody ended is ended by the next: it lasts as long as the policy says at most.
    SELECT m.id, p.worker_id, alongside_london_day(m.began_at) AS on_day, m.began_at, least(m.ended_at,
        m.began_at + make_interval(hours => (days ->> 'longest meeting')::int)) AS ended_at
    FROM today_meeting AS m JOIN teams USING (team_id)
    JOIN today_presence AS p ON p.meeting_id = m.id JOIN reviewed ON reviewed.worker_id = p.worker_id
    WHERE m.began_at >= (SELECT from_at FROM far) AND m.began_at < (SELECT to_at FROM far)
), worked AS MATERIALIZED (
    SELECT worker_id, on_day, CASE
        WHEN EXISTS (SELECT FROM trail AS t WHERE t.worker_id = d.worker_id AND t.on_day = d.on_day)
            OR EXISTS (SELECT FROM meetings AS m
                WHERE m.worker_id = d.worker_id AND m.on_day = d.on_day) THEN 'worked'
        WHEN EXISTS (SELECT FROM staff_absence AS a WHERE a.worker_id = d.worker_id
            AND daterange(a.began_on, a.ended_on, '[]') @> d.on_day) THEN 'away'
        WHEN NOT EXISTS (SELECT FROM staff_workingday AS w WHERE w.worker_id = d.worker_id)
            THEN 'not known'
        WHEN EXISTS (SELECT FROM staff_workingday AS w WHERE w.worker_id = d.worker_id
            AND w.weekday = extract(isodow FROM d.on_day) - 1) THEN 'worked'
        ELSE 'off' END AS worked
    FROM (SELECT DISTINCT worker_id, on_day FROM reads) AS d
), moments (worker_id, person_id, at, until, reach) AS (
    SELECT worker_id, person_id, began_at, coalesce(ended_at, 'infinity'), days ->> 'coordinates'
    FROM caseload_carecoordination
    UNION ALL
    SELECT worker_id, person_id, planned_for, planned_for, days ->> 'visit'
    FROM contacts_plannedvisit JOIN reviewed USING (worker_id)
    WHERE planned_for >= (SELECT from_at FROM far) AND planned_for < (SELECT to_at FROM far)
    UNION ALL
    SELECT second_worker_id, person_id, planned_for, planned_for, days ->> 'visit'
    FROM contacts_plannedvisit JOIN reviewed ON reviewed.worker_id = second_worker_id
    WHERE planned_for >= (SELECT from_at FROM far) AND planned_for < (SELECT to_at FROM far)
    UNION ALL
    SELECT worker_id, person_id, planned_for, planned_for, days ->> 'visit' FROM joint_visitproposal
    UNION ALL
    SELECT who, person_id, planned_for, planned_for, days ->> 'visit'
    FROM referrals_screeningplan AS p JOIN referrals_referral AS r ON r.id = referral_id,
        unnest(ARRAY[p.worker_id, p.second_worker_id]) AS who
    UNION ALL
    SELECT who, person_id, began_at, began_at, days ->> 'contact'
    FROM contacts_contact JOIN teams USING (team_id),
        unnest(ARRAY[worker_id, second_worker_id, written_by_id]) AS who
    WHERE began_at >= (SELECT from_at FROM far) AND began_at < (SELECT to_at FROM far)
    UNION ALL
    SELECT who, person_id, held_at, held_at, days ->> 'contact'
    FROM referrals_screeningsession AS s JOIN referrals_referral AS r ON r.id = referral_id,
        unnest(ARRAY[s.worker_id, s.second_worker_id]) AS who
    UNION ALL
    SELECT owner_id, person_id, made_at, coalesce(done_at, 'infinity'), days ->> 'holds'
    FROM today_task JOIN teams USING (team_id)
    UNION ALL
    SELECT l.owner_id, l.person_id, missed.began_at, coalesce(l.done_at, settled.began_at, 'infinity'),
        days ->> 'holds'
    FROM contacts_ladderstep AS l JOIN contacts_contact AS missed ON missed.id = l.missed_id
        LEFT JOIN contacts_contact AS settled ON settled.id = l.settled_by_id
    -- Whoever does one that was due before that stands in the trail.
    WHERE l.done_at IS NULL AND l.settled_by_id IS NULL
        OR l.due_at >= (SELECT from_at FROM far) - interval '90 days'
    UNION ALL
    SELECT owner_id, person_id, set_at, lead(set_at, 1, 'infinity') OVER w, days ->> 'holds'
    FROM caseload_zonesetting WINDOW w AS (PARTITION BY episode_id ORDER BY set_at, id)
    UNION ALL
    SELECT by_id, person_id, day::timestamp AT TIME ZONE 'Europe/London',
        day::timestamp AT TIME ZONE 'Europe/London', days ->> 'review'
    FROM careplans_review, unnest(ARRAY[planned_for, held_on]) AS day
    UNION ALL
    SELECT asked_by_id, person_id, asked_at, asked_at, days ->> 'referral'
    FROM referrals_question JOIN referrals_referral AS r ON r.id = referral_id
    UNION ALL
    SELECT decided_by_id, person_id, decided_at, decided_at, days ->> 'referral'
    FROM referrals_decision JOIN referrals_referral AS r ON r.id = referral_id
    UNION ALL
    SELECT changed_by_id, person_id, changed_at, changed_at, days ->> 'referral'
    FROM referrals_prioritychange JOIN referrals_referral AS r ON r.id = referral_id
    UNION ALL
    SELECT made_by, person_id, made_at, made_at, days ->> 'letter'
    FROM documents_sent JOIN teams USING (team_id) WHERE made_at >= (SELECT from_at FROM far)
), explains AS MATERIALIZED (
    -- From when to when: whole days in London, but for a meeting.
    SELECT worker_id, person_id, from_day::timestamp AT TIME ZONE 'Europe/London' AS from_at,
        (to_day + 1)::timestamp AT TIME ZONE 'Europe/London' AS to_at, if_on_duty
    FROM (
        SELECT worker_id, person_id, alongside_london_day(at) - reach::int AS from_day,
            alongside_london_day(until) + reach::int AS to_day, false AS if_on_duty
        FROM moments JOIN reviewed USING (worker_id)
        WHERE until >= (SELECT from_at FROM far) AND at < (SELECT to_at FROM far)
        UNION ALL
        SELECT worker_id, person_id, on_day - (days ->> 'wrote')::int,
            on_day + (days ->> 'wrote')::int, false
        FROM trail WHERE person_id IS NOT NULL
        UNION ALL
        SELECT m.worker_id, h.person_id, alongside_london_day(h.at) - (days ->> 'handover')::int,
            alongside_london_day(h.expires_at - interval '1 microsecond')
            + (days ->> 'handover')::int, true
        FROM today_handover AS h JOIN teams USING (team_id)
            JOIN staff_membership AS m USING (team_id) JOIN reviewed ON reviewed.worker_id = m.worker_id
        WHERE h.expires_at >= (SELECT from_at FROM far) AND h.at < (SELECT to_at FROM far)
    ) AS by_day
    UNION ALL
    SELECT m.worker_id, p.person_id, m.began_at - make_interval(hours => (days ->> 'meeting')::int),
        m.ended_at + make_interval(hours => (days ->> 'meeting')::int), false
    FROM meetings AS m JOIN today_passed AS p ON p.meeting_id = m.id
), unexplained AS (
    SELECT worker_id, person_id, on_day FROM reads JOIN worked USING (worker_id, on_day)
    WHERE is_list AND worked IN ('away', 'off')
    UNION ALL
    SELECT worker_id, person_id, on_day FROM reads JOIN worked USING (worker_id, on_day)
    WHERE NOT is_list AND NOT EXISTS (SELECT FROM explains AS e
        WHERE e.worker_id = reads.worker_id AND e.person_id = reads.person_id
            AND reads.first_at >= e.from_at AND reads.last_at < e.to_at
            AND (NOT e.if_on_duty OR worked.worked IN ('worked', 'not known')))
), reviews AS MATERIALIZED (
    SELECT worker_id, person_id, on_day,
        (array_agg(r.finding ORDER BY r.at DESC, r.id))[1] AS finding, max(seen.at) AS up_to,
        json_agg(json_build_array(r.finding, r.says, r.by_id, r.at) ORDER BY r.at DESC, r.id) AS reviews
    FROM access_reasonreview AS r JOIN seen ON seen.id = r.opening_id WHERE NOT elsewhere
    GROUP BY worker_id, person_id, on_day
), found AS (
    SELECT *, row_number() OVER (PARTITION BY waits ORDER BY on_day DESC, last_at DESC, worker_id,
            person_id) AS nth, count(*) OVER (PARTITION BY waits) AS of_these
    FROM (SELECT reads.*, reviews.reviews, u.worker_id IS NULL AS explained_since, u.worker_id IS NOT NULL
            AND (finding IS NULL OR finding = 'asked' OR up_to < last_at) AS waits
        FROM reads LEFT JOIN unexplained AS u USING (worker_id, person_id, on_day)
            LEFT JOIN reviews USING (worker_id, person_id, on_day)
        WHERE u.worker_id IS NOT NULL OR finding IS NOT NULL) AS these
), shown AS MATERIALIZED (
    SELECT * FROM found WHERE nth <= most
), opened AS (
    SELECT worker_id, person_id, on_day, array_agg(seen.id ORDER BY at DESC, seen.id) AS openings,
        array_agg(DISTINCT regexp_replace(page, '[0-9a-f]{8}-[0-9a-f-]{27}', '', 'g')) AS pages
    FROM seen JOIN shown USING (worker_id, person_id, on_day) WHERE NOT elsewhere
    GROUP BY worker_id, person_id, on_day
)
SELECT looked_at, of_one, elsewhere, (SELECT count(*) FROM reads WHERE NOT is_list),
    nth, of_these, waits, worker_id, on_day,
    CASE WHEN is_list THEN '' ELSE substr(person_id::text, 1, 4) || ' ' || substr(person_id::text, 5, 4) END,
    shown.opened, first_at, last_at, openings[1], openings, pages, worked, explained_since,
    shown.reviews
FROM totals LEFT JOIN (shown JOIN opened USING (worker_id, person_id, on_day)
    JOIN worked USING (worker_id, on_day)) ON true
ORDER BY nth
    $$;
REVOKE EXECUTE ON FUNCTION alongside_unexplained FROM public;
GRANT EXECUTE ON FUNCTION alongside_unexplained TO alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_what_nothing_explains")]

    operations = [migrations.RunSQL(UNEXPLAINED, migrations.RunSQL.noop)]
