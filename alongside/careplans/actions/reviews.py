"""Planning reviews, inviting to them, holding them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from alongside.audit.trail import audited, record
from alongside.careplans.models import CarePlan, Invitation, Review
from alongside.caseload.models import Episode
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.reviewing import (
    Family,
    Inviting,
    Reviewed,
    TakesPart,
    may_invite,
    may_record_review,
)
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Appointment:
    """When and where a review is to be; the time and the place may be settled later."""

    on: date
    begins_at: time | None = None  # as lived in London
    place: str = ""


@audited
def plan_review(
    episode: Episode, *, planned_for: Appointment, by: Worker, at: datetime, because: str = ""
) -> Review:
    """Plan the next review for a day; moves the one that was planned and is not yet held.

    `because` says why it is planned for later than the framework asks.
    """
    # Two who plan at once plan one review: the second waits here, then moves it.
    Episode.objects.select_for_update().get(pk=episode.pk)
    review = Review.objects.filter(episode=episode, held_on=None).first()
    if review is None:
        review = Review(person_id=episode.person_id, episode=episode)
    _appoint(review, planned_for, because, by=by, at=at)
    record("review.planned", on=review, by=by, at=at, planned_for=planned_for.on, why=because)
    return review


@audited
def put_off(review: Review, *, to: Appointment, because: str, by: Worker, at: datetime) -> Review:
    """Move a review to another day, and keep why."""
    review = _still_planned(review)
    moved_from = review.planned_for
    _appoint(review, to, because, by=by, at=at)
    record("review.put-off", on=review, by=by, at=at, moved_from=moved_from, to=to.on, why=because)
    return review


@audited
def invite(
    review: Review,
    *,
    name: str,
    as_what: str,
    how: str,
    with_permission: bool,
    document_id: UUID | None = None,
    by: Worker,
    at: datetime,
) -> Invitation:
    """Record that somebody was invited, with the letter they were sent; refused without leave."""
    Refused.unless(may_invite(Inviting(TakesPart(as_what), with_permission)))
    invitation = Invitation.objects.create(
        review=review,
        person_id=review.person_id,
        name=name,
        as_what=as_what,
        how=how,
        with_permission=with_permission,
        document_id=document_id,
        by=by,
        at=at,
    )
    record("review.invited", on=invitation, by=by, at=at, as_what=as_what, how=how)
    return invitation


@dataclass(frozen=True)
class ReviewText:
    """What a review found: who took part, what was said by whom, what was concluded."""

    held_on: date
    summary: str
    persons_view: str = ""
    why_not_heard: str = ""
    family: str = ""
    familys_view: str = ""
    why_not_family: str = ""
    plan_stands: bool = True
    who_took_part: Sequence[dict[str, str]] = ()
    since_last: dict[str, object] = field(default_factory=dict)


@audited
def hold_review(
    review: Review,
    *,
    text: ReviewText,
    plan: CarePlan | None,
    next_one: Appointment,
    why_later: str = "",
    by: Worker,
    at: datetime,
) -> Review:
    """Record a review that was held, with the plan that it looked at, and plan the next one."""
    review = _still_planned(review)
    Refused.unless(may_record_review(_facts(review, text, day_of(at))))
    review.held_on = text.held_on
    review.summary = text.summary
    review.persons_view = text.persons_view
    review.why_not_heard = text.why_not_heard
    review.family = text.family
    review.familys_view = text.familys_view
    review.why_not_family = text.why_not_family
    review.plan_stands = text.plan_stands
    review.who_took_part = list(text.who_took_part)
    review.since_last = dict(text.since_last)
    review.plan, review.by, review.at = plan, by, at
    review.save()
    record("review.held", on=review, by=by, at=at, held_on=text.held_on)
    plan_review(review.episode, planned_for=next_one, because=why_later, by=by, at=at)
    return review


def lead_to(plan: CarePlan, *, by: Worker, at: datetime) -> None:
    """Name the plan that a review asked for: the first one written after it was held."""
    asked = Review.objects.filter(episode=plan.episode_id, plan_stands=False, led_to=None)
    for review in asked.exclude(held_on=None):
        review.led_to = plan
        review.save(update_fields=["led_to"])
        record("review.led-to-plan", on=review, by=by, at=at, number=plan.number)


def _appoint(
    review: Review, planned_for: Appointment, because: str, *, by: Worker, at: datetime
) -> None:
    review.planned_for = planned_for.on
    review.begins_at, review.place = planned_for.begins_at, planned_for.place
    review.put_off_because, review.by, review.at = because, by, at
    review.save()


def _still_planned(review: Review) -> Review:
    """Return a review for keeping, or say that somebody has recorded it meanwhile."""
    found = Review.objects.select_for_update().filter(pk=review.pk, held_on=None).first()
    if found is None:
        raise Refused("Somebody has recorded this review meanwhile. Read what they wrote first.")
    return found


def _facts(review: Review, text: ReviewText, today: date) -> Reviewed:
    return Reviewed(
        held_on=text.held_on,
        today=today,
        began_on=review.episode.began_on,
        took_part=len(text.who_took_part),
        heard=bool(text.persons_view or text.why_not_heard),
        family=Family(text.family) if text.family else None,
        family_told=bool(text.familys_view or text.why_not_family),
    )
