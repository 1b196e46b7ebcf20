"""Writing plans, choosing between them, giving copies of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Max

from alongside.audit.trail import audited, record
from alongside.careplans.actions.reviews import lead_to
from alongside.careplans.models import CarePlan, CopyGiven, EarlySign, Goal, Intervention
from alongside.caseload.frameworks import framework_of
from alongside.caseload.models import Episode
from alongside.kernel.period import day_of
from alongside.policy.relapse import signs_in
from alongside.staff.models import Worker


@dataclass(frozen=True)
class InterventionText:
    """What will be done: which kind of help, what, who does it and when."""

    kind: str
    what: str
    who: str
    when: str


@dataclass(frozen=True)
class GoalText:
    """A goal in the person's words, with what will be done towards it.

    The thread ties it to the same goal in earlier versions; a new goal has none yet.
    """

    words: str
    area: str = ""
    thread: UUID | None = None
    interventions: Sequence[InterventionText] = ()


@dataclass(frozen=True)
class SignText:
    """An early sign, tied by its thread to the same one in earlier versions; a new one has none."""

    words: str
    thread: UUID | None = None


@dataclass(frozen=True)
class PlanText:
    """Everything that one version of a plan says."""

    in_their_words: str = ""
    triggers: str = ""
    signs: Sequence[SignText] = ()
    what_helps: str = ""
    what_family_does: str = ""
    response: str = ""
    zone_for_signs: str = ""
    in_a_crisis: str = ""
    agreed: str = CarePlan.Agreed.NOT_ASKED
    why_not_agreed: str = ""
    goals: Sequence[GoalText] = field(default_factory=tuple)


@audited
def write_plan(
    episode: Episode,
    *,
    text: PlanText,
    based_on: CarePlan | None,
    by: Worker,
    at: datetime,
    instead_of: CarePlan | None = None,
) -> CarePlan:
    """Write the next version of a plan.

    A version that somebody else wrote meanwhile is kept too; both then name the same version that
    they are based on, and stand beside each other until somebody chooses.
    """
    # One writer at a time gives versions their numbers.
    Episode.objects.select_for_update().get(pk=episode.pk)
    last = CarePlan.objects.filter(episode=episode).aggregate(last=Max("number"))["last"] or 0
    plan = CarePlan.objects.create(
        person_id=episode.person_id,
        episode=episode,
        number=last + 1,
        framework=framework_of(episode, on=day_of(at)).id,
        based_on=based_on,
        instead_of=instead_of,
        in_their_words=text.in_their_words,
        triggers=text.triggers,
        early_signs="\n".join(sign.words for sign in text.signs),
        what_helps=text.what_helps,
        what_family_does=text.what_family_does,
        response=text.response,
        zone_for_signs=text.zone_for_signs,
        in_a_crisis=text.in_a_crisis,
        agreed=text.agreed,
        why_not_agreed=text.why_not_agreed,
        written_by=by,
        written_at=at,
    )
    _write_signs(plan, text.signs)
    _write_goals(plan, text.goals)
    lead_to(plan, by=by, at=at)
    record("plan.written", on=plan, by=by, at=at, number=plan.number, agreed=plan.agreed)
    return plan


def _write_signs(plan: CarePlan, signs: Sequence[SignText]) -> None:
    """Write the early signs of a plan in their order."""
    EarlySign.objects.bulk_create(
        EarlySign(
            plan=plan,
            person_id=plan.person_id,
            thread=said.thread or uuid4(),
            place=place,
            words=said.words,
        )
        for place, said in enumerate(signs)
    )


def _write_goals(plan: CarePlan, goals: Sequence[GoalText]) -> None:
    """Write the goals of a plan in their order, and what will be done towards each."""
    place = 0
    for order, said in enumerate(goals):
        goal = Goal.objects.create(
            plan=plan,
            person_id=plan.person_id,
            thread=said.thread or uuid4(),
            place=order,
            words=said.words,
            area=said.area,
        )
        for help_given in said.interventions:
            Intervention.objects.create(
                plan=plan,
                person_id=plan.person_id,
                goal=goal,
                place=place,
                kind=help_given.kind,
                what=help_given.what,
                who=help_given.who,
                when=help_given.when,
            )
            place += 1


def text_of(plan: CarePlan) -> PlanText:
    """Return what a plan says, to base the next version on it."""
    return PlanText(
        in_their_words=plan.in_their_words,
        triggers=plan.triggers,
        signs=signs_of(plan),
        what_helps=plan.what_helps,
        what_family_does=plan.what_family_does,
        response=plan.response,
        zone_for_signs=plan.zone_for_signs,
        in_a_crisis=plan.in_a_crisis,
        agreed=plan.agreed,
        why_not_agreed=plan.why_not_agreed,
        goals=[
            GoalText(
                words=goal.words,
                area=goal.area,
                thread=goal.thread,
                interventions=[
                    InterventionText(each.kind, each.what, each.who, each.when)
                    for each in goal.interventions.all()
                ],
            )
            for goal in plan.goals.prefetch_related("interventions")
        ],
    )


def signs_of(plan: CarePlan) -> list[SignText]:
    """Return the signs of a plan; of one that has them as a text only, what reads like signs."""
    signs = [SignText(sign.words, sign.thread) for sign in plan.signs.all()]
    return signs or [SignText(words) for words in signs_in(plan.early_signs)]


@audited
def choose(plan: CarePlan, *, instead_of: Sequence[CarePlan], by: Worker, at: datetime) -> CarePlan:
    """Choose one of the versions that stand beside each other; the others stay readable."""
    chosen = plan
    for other in instead_of:
        chosen = write_plan(
            plan.episode, text=text_of(plan), based_on=chosen, instead_of=other, by=by, at=at
        )
        record("plan.chosen", on=chosen, by=by, at=at, chosen=plan.number, left=other.number)
    return chosen


@audited
def give_copy(
    plan: CarePlan,
    *,
    form: str,
    given_on: date,
    by: Worker,
    at: datetime,
    document_id: UUID | None = None,
) -> CopyGiven:
    """Record that the person was given a copy in a form that suits, or did not want one."""
    copy = CopyGiven.objects.create(
        plan=plan,
        person_id=plan.person_id,
        form=form,
        given_on=given_on,
        document_id=document_id,
        by=by,
        at=at,
    )
    record("plan.copy-given", on=copy, by=by, at=at, form=form, given_on=given_on)
    return copy
