"""Search among the people whom a worker's teams know: a few hundred rows, never the whole table.

Names are compared without accents, marks and order, and by sound and slips of the finger.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from alongside.access.plain import columns_of, read
from alongside.people.models import Person
from alongside.people.sought import Sought, sought
from alongside.staff.models import Worker

MOST = 30
GOOD_ENOUGH = 0.5
NEAR_THE_BEST = 0.35  # somebody far less alike than the best is left out

# One part of a stored name against one word that was typed, from the same word to alike at all.
_ALIKE = """CASE
    WHEN part = word THEN 1
    WHEN starts_with(part, word) THEN 0.95
    WHEN length(word) < 3 OR length(part) < 3 THEN 0
    WHEN length(word) > 3 AND levenshtein_less_equal(part, word, 1) <= 1 THEN 0.85
    WHEN sounds AND left(word, 1) = left(part, 1) AND length(word) > 3
        AND levenshtein_less_equal(part, word, 2) <= 2 THEN 0.7
    WHEN sounds AND dmetaphone(part) = sound THEN 0.65
    ELSE similarity(part, word) END"""

# As an array the ids lead to the index, whatever the planner thinks of row-level security: 0.2 ms
# instead of 3 for reading everybody.
_KNOWN = f"""SELECT {columns_of(Person, "person")}
FROM people_person AS person WHERE person.id = ANY(ARRAY(
    SELECT person_id FROM access_relationship
    WHERE team_id = ANY(%(teams)s) AND ended_at IS NULL))"""  # noqa: S608 - parts of our own

# Names as policy.matching joins them (O'Briain, Ó Briain and Wyn-Jones are one word each), and
# beside that in their parts, because people remember Briain and Jones.
_PREFIXED = r"\m(o|mc|mac|de|da|van|von|al|el|ap|ab|st) +"
_PARTS = rf"""known,
    LATERAL (SELECT translate(
        lower(unaccent(concat_ws(' ', given_name, family_name, known_as, former_names))),
        ',.()/’‘`', '     ' || repeat('''', 3)) AS names) AS written,
    LATERAL (SELECT CASE WHEN names ~ '[''-]|{_PREFIXED}'
        THEN regexp_replace(translate(names, '''-', ''), '{_PREFIXED}', '\1', 'g')
            || ' ' || translate(names, '''-', '  ')
        ELSE names END AS names) AS apart,
    string_to_table(apart.names, ' ') AS part"""  # noqa: RUF001 - apostrophes that people type

_BY_NAME = f"""
WITH known AS MATERIALIZED ({{known}}),
parts AS MATERIALIZED (
    SELECT DISTINCT known.id, part FROM {_PARTS} WHERE part <> ''
),
typed AS MATERIALIZED (
    SELECT word, sounds, number, dmetaphone(word) AS sound
    FROM unnest(%(words)s::text[], %(sounds)s::boolean[])
        WITH ORDINALITY AS one (word, sounds, number)
),
likened AS (
    SELECT parts.id, number, max({_ALIKE}) AS alike
    FROM parts CROSS JOIN typed
    GROUP BY parts.id, number
),
scored AS (
    SELECT id, avg(alike)::float AS score FROM likened GROUP BY id
    HAVING avg(alike) >= %(good_enough)s AND min(alike) >= %(good_enough)s - 0.15
)
SELECT {columns_of(Person, "known")} FROM known JOIN scored USING (id)
WHERE scored.score >= (SELECT max(score) FROM scored) - %(near)s
ORDER BY scored.score DESC, family_name, given_name, id LIMIT %(most)s
"""  # noqa: S608 - made of parts of this file alone


def people_found_for(worker: Worker, typed: str, *, today: date) -> tuple[list[Person], Sought]:
    """Return the people whom this worker's teams know and who fit, best first, and what was read.

    Those who left the team's care are found as well.
    """
    wanted = sought(typed, today=today)
    if wanted.is_nothing:
        return [], wanted
    known, given = _known(worker, wanted)
    query = f"{known} ORDER BY family_name, given_name, id LIMIT %(most)s"
    if wanted.names:
        query = _BY_NAME.format(known=known)
        given |= {
            "words": list(wanted.names),
            "sounds": [word.isascii() for word in wanted.names],
            "good_enough": GOOD_ENOUGH,
            "near": NEAR_THE_BEST,
        }
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return [read(Person, row) for row in cursor.fetchall()], wanted


# 1917 may be a year of birth, and may be the end of an NHS number: neither hides the other.
_YEAR_OR_LAST_FOUR = """(extract(year FROM person.born_on) = %(born_in)s
    OR right(person.nhs_number, 4) = %(ends_in)s)"""


def _known(worker: Worker, wanted: Sought) -> tuple[str, dict[str, Any]]:
    """Return the query for whoever is known and fits all but the name."""
    conditions = {
        "person.born_on = ANY(%(born_on)s)": wanted.born_on,
        _YEAR_OR_LAST_FOUR: wanted.born_in,
        "position(%(digits)s IN person.nhs_number) > 0": wanted.digits,
        "starts_with(upper(replace(person.postcode, ' ', '')), %(postcode)s)": wanted.postcode,
    }
    said = [condition for condition, value in conditions.items() if value]
    given = {
        "teams": sorted(worker.team_ids),
        "born_on": list(wanted.born_on),
        "born_in": wanted.born_in,
        "ends_in": wanted.ends_in,
        "digits": wanted.digits,
        "postcode": wanted.postcode,
        "most": MOST,
    }
    return " AND ".join([_KNOWN, *said]), given
