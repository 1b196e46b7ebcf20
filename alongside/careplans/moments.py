"""What this room has to tell in somebody's chronology: plans, copies, reviews, invitations."""

from __future__ import annotations

from django.urls import reverse

from alongside.access.chronology import Kind, Part, Row, Told
from alongside.careplans.models import CarePlan, CopyGiven, Invitation
from alongside.policy.reviewing import TakesPart

_PLANS = """
SELECT plan.written_at AS at, plan.id::text AS key, worker.name AS who,
    json_build_object('id', plan.id, 'number', plan.number, 'agreed', plan.agreed,
        'text', left(plan.in_their_words, %(longest)s), 'why', plan.why_not_agreed) AS told
FROM careplans_careplan AS plan JOIN staff_worker AS worker ON worker.id = plan.written_by_id
WHERE plan.person_id = %(person)s
"""


def _plan(row: Row) -> Told:
    facts = (CarePlan.Agreed(row["agreed"]).label, row["why"])
    title = f"Plan written, version {row['number']}"
    return Told(
        title,
        row["text"],
        facts,
        href=reverse("careplans:version", args=[row["person"], row["id"]]),
    )


_COPIES = """
SELECT copy.at, copy.id::text AS key, worker.name AS who,
    json_build_object('form', copy.form) AS told
FROM careplans_copygiven AS copy JOIN staff_worker AS worker ON worker.id = copy.by_id
WHERE copy.person_id = %(person)s
"""


def _copy(row: Row) -> Told:
    form = CopyGiven.Form(row["form"])
    declined = form is CopyGiven.Form.DECLINED
    return Told(
        "Did not want a copy of the plan" if declined else "Copy of the plan given",
        facts=() if declined else (form.label,),
        href=reverse("careplans:plan", args=[row["person"]]),
    )


_REVIEWS = """
SELECT review.held_on::timestamp AT TIME ZONE 'Europe/London' AS at, review.id::text AS key,
    worker.name AS who,
    json_build_object('id', review.id, 'text', left(review.summary, %(longest)s), 'day', true,
        'view', left(review.persons_view, 300)) AS told
FROM careplans_review AS review JOIN staff_worker AS worker ON worker.id = review.by_id
WHERE review.person_id = %(person)s AND review.held_on IS NOT NULL
"""


def _review(row: Row) -> Told:
    view = f"Their view: {row['view']}" if row["view"] else ""
    href = reverse("reviewing:review", args=[row["person"], row["id"]])
    return Told("Review held", row["text"], (view,), href)


_INVITATIONS = """
SELECT invitation.at, invitation.id::text AS key, worker.name AS who,
    json_build_object('name', invitation.name, 'as', invitation.as_what, 'how', invitation.how)
        AS told
FROM careplans_invitation AS invitation JOIN staff_worker AS worker ON worker.id = invitation.by_id
WHERE invitation.person_id = %(person)s
"""


def _invitation(row: Row) -> Told:
    as_what, how = TakesPart(row["as"]).label, Invitation.How(row["how"]).label
    return Told(f"{row['name']} invited to a review", facts=(as_what, how))


KINDS = (
    Kind("plan", Part.PLANS, _PLANS, _plan),
    Kind("plan-copy", Part.PLANS, _COPIES, _copy),
    Kind("review", Part.PLANS, _REVIEWS, _review),
    Kind("review-invitation", Part.PLANS, _INVITATIONS, _invitation),
)
