"""A breach of confidentiality: reported by anybody, contained, investigated, told, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.access.deciding import Action
from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.policy.disclosing import BEFORE_CLOSING, BreachStep
from alongside.sharing.models import Breach, BreachFollowed
from alongside.staff.models import Team, Worker


@audited
def report_breach(
    team: Team, *, happened_on: date, about_whom: str, what: str, by: Worker, at: datetime
) -> Breach:
    """Report that something came to those who had no right to it; the trail says not what."""
    breach = Breach(team=team, happened_on=happened_on, about_whom=about_whom, by=by, at=at)
    breach.what = what
    breach.save(force_insert=True)
    record("breach.reported", on=breach, by=by, at=at, team=team.pk)
    return breach


@audited
def follow_up(
    breach: Breach, *, step: BreachStep, says: str, by: Worker, at: datetime
) -> BreachFollowed:
    """Keep a step; closed only when it is contained and investigated and the people were told."""
    if not may_follow(by, breach):
        raise Refused("The manager of the team or its privacy officer follows this up.")
    Team.objects.select_for_update().get(pk=breach.team_id)  # two who close it at once wait
    done = set(breach.steps.values_list("step", flat=True))
    if BreachStep.CLOSED in done:
        raise Refused("This was closed. Report it again if it goes on.", about="step")
    missing = [each for each in BEFORE_CLOSING if each not in done]
    if step is BreachStep.CLOSED and missing:
        first = missing[0].label.split(":")[0].lower()
        raise Refused(f"Before it is closed, write down that it is done: {first}.", about="step")
    kept = BreachFollowed.objects.create(breach=breach, step=step, says=says, by=by, at=at)
    record(f"breach.{step}", on=kept, by=by, at=at)
    return kept


def may_follow(worker: Worker, breach: Breach) -> bool:
    """Whether a worker follows a breach up: not whoever it may be about, which people see to."""
    return worker.may(Action.FOLLOW_BREACHES, team_id=breach.team_id)


@dataclass(frozen=True)
class Followed:
    """A breach with its steps in order."""

    breach: Breach
    steps: tuple[BreachFollowed, ...]

    @property
    def is_closed(self) -> bool:
        """Whether it is closed."""
        return any(each.step == BreachStep.CLOSED for each in self.steps)

    @property
    def last(self) -> str:
        """The last step, in a word."""
        if not self.steps:
            return "Reported"
        return BreachStep(self.steps[-1].step).label.split(":")[0]


def breaches_for(worker: Worker) -> list[Followed]:
    """Return the breaches that a worker follows up or reported, the newest first."""
    return [_followed(each) for each in _seen_by(worker)]


def breach_for(worker: Worker, breach_id: UUID) -> Followed | None:
    """Return one of them, or None."""
    found = _seen_by(worker).filter(pk=breach_id).first()
    return _followed(found) if found else None


def open_breaches_for(worker: Worker) -> int:
    """Count those that a worker follows up and that are not closed."""
    followed = worker.actor.teams_where(Action.FOLLOW_BREACHES)
    return sum(
        not each.is_closed and each.breach.team_id in followed for each in breaches_for(worker)
    )


def _seen_by(worker: Worker) -> QuerySet[Breach]:
    followed = worker.actor.teams_where(Action.FOLLOW_BREACHES)
    found = Breach.objects.filter(Q(team_id__in=followed) | Q(by=worker))
    return found.select_related("team", "by").prefetch_related("steps__by").order_by("-at", "pk")


def _followed(breach: Breach) -> Followed:
    return Followed(breach, tuple(sorted(breach.steps.all(), key=_at)))


def _at(step: BreachFollowed) -> tuple[datetime, int]:
    return step.at, step.pk
