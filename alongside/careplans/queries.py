"""Finding plans and reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from alongside.access.queries import people_known_to
from alongside.careplans.models import CarePlan, CopyGiven, EarlySign, Goal, Invitation, Review
from alongside.caseload.models import Episode
from alongside.staff.models import Worker


def plans_for(worker: Worker, person_id: UUID) -> QuerySet[CarePlan]:
    """Return every version of a person's plans that this worker may see, newest first."""
    return (
        CarePlan.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("written_by", "episode__team__service")
        .order_by("-written_at", "-number")
    )


def plan_for(worker: Worker, person_id: UUID, plan_id: UUID) -> CarePlan | None:
    """Return one version with its goals, what is done towards them and the copies given."""
    return (
        plans_for(worker, person_id)
        .prefetch_related(
            Prefetch("goals", Goal.objects.prefetch_related("interventions")),
            "signs",
            "copies__by",
        )
        .filter(pk=plan_id)
        .first()
    )


def current_plan_for(worker: Worker, person_id: UUID) -> CarePlan | None:
    """Return the newest version with all that belongs to it, or None when there is no plan."""
    newest = plans_for(worker, person_id).values_list("pk", flat=True).first()
    return plan_for(worker, person_id, newest) if newest else None


def current_goals_for(worker: Worker, person_id: UUID) -> QuerySet[Goal]:
    """Return the goals of the newest version of a person's plan, in their order."""
    return Goal.objects.filter(plan=plans_for(worker, person_id).values("pk")[:1])


def current_signs_for(worker: Worker, person_id: UUID) -> QuerySet[EarlySign]:
    """Return the early signs in the newest version of a person's plan, in their order."""
    return EarlySign.objects.filter(plan=plans_for(worker, person_id).values("pk")[:1])


def signs_for(worker: Worker, person_id: UUID) -> QuerySet[EarlySign]:
    """Return every early sign that a person ever had, each once, in its newest words."""
    return (
        EarlySign.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .order_by("thread", "-plan__written_at", "-plan__number")
        .distinct("thread")
    )


def sign_words_for(worker: Worker, person_id: UUID) -> dict[UUID, str]:
    """Return every early sign that a person ever had, by its thread, in its newest words."""
    return {sign.thread: sign.words for sign in signs_for(worker, person_id)}


def goal_words_for(worker: Worker, person_id: UUID) -> dict[UUID, str]:
    """Return every goal that a person ever had, by its thread, in its newest words."""
    goals = Goal.objects.filter(
        person_id=person_id, person__in=people_known_to(worker.team_ids)
    ).order_by("plan__written_at")
    return dict(goals.values_list("thread", "words"))


def beside_for(worker: Worker, plan: CarePlan) -> Sequence[CarePlan]:
    """Return the versions that stand beside this one: based on the same, and not yet chosen from.

    The first version of an episode has none beside it but another first version.
    """
    settled = CarePlan.objects.filter(episode=plan.episode_id).exclude(instead_of=None)
    return list(
        plans_for(worker, plan.person_id)
        .filter(episode=plan.episode_id, based_on=plan.based_on_id)
        .exclude(pk=plan.pk)
        .exclude(pk__in=settled.values("instead_of"))
        .exclude(pk__in=settled.values("based_on"))
        .prefetch_related(Prefetch("goals", Goal.objects.prefetch_related("interventions")))
        .order_by("number")
    )


def copies_for(worker: Worker, person_id: UUID, *, since: date) -> QuerySet[CopyGiven]:
    """Return the copies of their plans that somebody was given since a day, the oldest first."""
    return (
        CopyGiven.objects.filter(plan__in=plans_for(worker, person_id).order_by())
        .filter(given_on__gte=since)
        .select_related("plan", "by")
        .order_by("given_on", "pk")
    )


def reviews_for(worker: Worker, person_id: UUID) -> QuerySet[Review]:
    """Return a person's reviews that this worker may see: the planned one first, then newest."""
    return (
        Review.objects.filter(person_id=person_id, person__in=people_known_to(worker.team_ids))
        .select_related("by", "plan", "led_to", "episode__team__service__provider")
        .order_by("-held_on", "-planned_for")
    )


def review_for(worker: Worker, person_id: UUID, review_id: UUID) -> Review | None:
    """Return one review that this worker may see, with who was invited to it, or None."""
    found = reviews_for(worker, person_id).prefetch_related("invitations__by")
    return found.filter(pk=review_id).first()


def planned_review_for(worker: Worker, episode: Episode) -> Review | None:
    """Return the review of an episode that is planned and not yet held, or None."""
    return reviews_for(worker, episode.person_id).filter(episode=episode, held_on=None).first()


def last_review_for(worker: Worker, episode: Episode, *, on: date) -> Review | None:
    """Return the newest review of an episode that was held on a day or before, or None."""
    held = reviews_for(worker, episode.person_id).filter(episode=episode, held_on__lte=on)
    return held.first()


def invitation_for(
    worker: Worker, person_id: UUID, review_id: UUID, invitation_id: UUID
) -> Invitation | None:
    """Return one invitation to a review that this worker may see, or None."""
    return Invitation.objects.filter(
        pk=invitation_id,
        review_id=review_id,
        person_id=person_id,
        person__in=people_known_to(worker.team_ids),
    ).first()
