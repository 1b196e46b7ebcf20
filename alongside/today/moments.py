"""What this room has to tell in somebody's chronology: tasks, meetings, handovers."""

from __future__ import annotations

from alongside.access.chronology import Kind, Part, Row, Told

_TASKS = """
SELECT happened.at, task.id::text || happened.what AS key, worker.name AS who,
    json_build_object('what', happened.what, 'task', task.what, 'owner', owner.name,
        'text', CASE happened.what WHEN 'done' THEN left(task.came_of_it, %(longest)s) ELSE '' END)
        AS told
FROM today_task AS task JOIN staff_worker AS owner ON owner.id = task.owner_id
CROSS JOIN LATERAL (VALUES (task.made_at, 'made', task.made_by_id),
    (task.done_at, 'done', task.done_by_id)) AS happened (at, what, by_id)
JOIN staff_worker AS worker ON worker.id = happened.by_id
WHERE task.person_id = %(person)s AND happened.at IS NOT NULL
"""


def _task(row: Row) -> Told:
    if row["what"] == "made":
        return Told(f"To do: {row['task']}", facts=(f"For {row['owner']}",))
    return Told(f"Done: {row['task']}", row["text"])


_PASSED = """
SELECT passed.at, passed.id::text AS key, worker.name AS who,
    json_build_object('text', left(passed.said, %(longest)s)) AS told
FROM today_passed AS passed JOIN staff_worker AS worker ON worker.id = passed.by_id
WHERE passed.person_id = %(person)s AND passed.said <> ''
"""


def _passed(row: Row) -> Told:
    return Told("Spoken about at the daily meeting", row["text"])


_HANDOVERS = """
SELECT handover.at, handover.id::text AS key, worker.name AS who,
    json_build_object('text', left(handover.says, %(longest)s)) AS told
FROM today_handover AS handover JOIN staff_worker AS worker ON worker.id = handover.by_id
WHERE handover.person_id = %(person)s
"""


def _handover(row: Row) -> Told:
    return Told("Handed over to the next ones", row["text"])


KINDS = (
    Kind("task", Part.MEETINGS, _TASKS, _task),
    Kind("meeting", Part.MEETINGS, _PASSED, _passed),
    Kind("handover", Part.MEETINGS, _HANDOVERS, _handover),
)
