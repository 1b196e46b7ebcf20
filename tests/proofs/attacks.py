"""Ways in which whoever administers the database may change the log."""

from __future__ import annotations

from alongside.audit.verify import SHAPES

# What a superuser does with triggers off, and what the verifier says. {0} and {1} are entries.
ATTACKS = {
    "edit": (
        "UPDATE audit_entry SET by_id = gen_random_uuid() WHERE id = {0}",
        "audit_entry {0} is not as it was when it was written.",
    ),
    "edit one detail": (
        "UPDATE audit_entry SET details = jsonb_build_object('number', '1') WHERE id = {0}",
        "audit_entry {0} is not as it was when it was written.",
    ),
    "edit when": (
        "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = {0}",
        "audit_entry {0} is not as it was when it was written.",
    ),
    "edit whom somebody looked at": (
        "UPDATE access_opening SET person_ids = '{{}}' WHERE page = '/people/3/'",
        "is not as it was when it was written.",
    ),
    "edit what a privacy officer found": (
        "UPDATE access_reasonreview SET finding = 'explained'",
        "is not as it was when it was written.",
    ),
    "delete what a privacy officer found": (
        "DELETE FROM access_reasonreview",
        "is missing: it was removed.",
    ),
    "delete": (
        "DELETE FROM audit_entry WHERE id = {0}",
        "audit_entry {0} is missing: it was removed.",
    ),
    "swap two rows": (
        (
            "UPDATE audit_entry SET id = CASE id WHEN {0} THEN -{1} ELSE -{0} END"
            " WHERE id IN ({0}, {1});"
            "UPDATE audit_entry SET id = -id WHERE id < 0"
        ),
        "audit_entry {0} is not as it was when it was written.",
    ),
    "swap two leaves": (
        (
            "UPDATE audit_leaf SET position = -3 + position WHERE position IN (1, 2);"
            "UPDATE audit_leaf SET position = -position WHERE position < 0"
        ),
        "The leaves do not come to head 1",
    ),
    "swap the rows of two leaves": (
        (
            "UPDATE audit_leaf SET row_id = CASE row_id WHEN '{0}' THEN '{1}' ELSE '{0}' END"
            " WHERE shape LIKE 'audit_entry.%' AND row_id IN ('{0}', '{1}')"
        ),
        "The leaves do not come to head 1",
    ),
    "duplicate under another id": (
        (
            "INSERT INTO audit_entry SELECT 999999, what, person_id, subject, subject_id,"
            " by_id, at,"
            " written_at, details FROM audit_entry WHERE id = {0}"
        ),
        "audit_entry 999999 has no leaf: it was put in without a trace.",
    ),
    "duplicate under the same id": (
        (
            "ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_pkey;"
            "INSERT INTO audit_entry SELECT * FROM audit_entry WHERE id = {0}"
        ),
        "audit_entry {0} is there twice.",
    ),
    "put in, back-dated": (
        (
            "INSERT INTO access_opening SELECT gen_random_uuid(), worker_id, person_ids, page,"
            " at - interval '1 year', kind, purpose, because FROM access_opening LIMIT 1"
        ),
        "has no leaf: it was put in without a trace.",
    ),
    "truncate a table": ("TRUNCATE access_opening CASCADE", "is missing: it was removed."),
    "truncate the newest": (
        (
            "DELETE FROM audit_entry WHERE id::text IN (SELECT row_id FROM audit_leaf"
            " WHERE position > 8);"
            "DELETE FROM access_opening WHERE id::text IN (SELECT row_id FROM audit_leaf"
            " WHERE position > 8); DELETE FROM audit_leaf WHERE position > 8"
        ),
        "leaves are missing",
    ),
    "truncate everything": (
        "TRUNCATE audit_entry, access_opening, audit_leaf, audit_unsealed, audit_seal CASCADE",
        "Seal 3 is missing in the database, or another.",
    ),
    "edit and digest again": (
        "UPDATE audit_entry SET what = 'nothing' WHERE id = {0};"
        "UPDATE audit_leaf SET digest = (SELECT sha256(convert_to(jsonb_build_array("
        + SHAPES["audit_entry"]["audit_entry.1"]
        + ")::text, 'UTF8')) FROM audit_entry WHERE id = {0})"
        " WHERE shape = 'audit_entry.1' AND row_id = '{0}'",
        "The leaves do not come to head 1",
    ),
    "delete with its leaf and count again": (
        (
            "DELETE FROM audit_entry WHERE id = {0};"
            "WITH gone AS (DELETE FROM audit_leaf WHERE shape = 'audit_entry.1' AND row_id = '{0}'"
            " RETURNING position) UPDATE audit_leaf SET position = audit_leaf.position +"
            " 999 FROM gone"
            " WHERE audit_leaf.position > gone.position;"
            "UPDATE audit_leaf SET position = position - 1000 WHERE position > 999"
        ),
        "The leaves do not come to head 1",
    ),
    "forge a seal": (
        "UPDATE audit_seal SET root = sha256('') WHERE number = 2",
        "Seal 2 is missing in the database, or another.",
    ),
    "hide on read": (
        (
            "ALTER TABLE audit_entry RENAME TO all_entries;"
            "CREATE VIEW audit_entry AS SELECT * FROM all_entries WHERE id <> {0}"
        ),
        "audit_entry {0} is missing: it was removed.",
    ),
    "edit what waits for its seal": (
        (
            "INSERT INTO audit_unsealed (shape, row_id, digest)"
            " VALUES ('audit_entry.1', 999999, sha256(''));"
            "INSERT INTO audit_entry SELECT 999999, what, person_id, subject, subject_id,"
            " by_id, at,"
            " written_at, details FROM audit_entry WHERE id = {0}"
        ),
        "audit_entry 999999 is not as it was when it was written.",
    ),
    "call a row another shape": (
        "UPDATE audit_leaf SET shape = 'nothing.1' WHERE row_id = '{0}'",
        "audit_entry {0} has no leaf: it was put in without a trace.",
    ),
}
