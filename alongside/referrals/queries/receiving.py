"""Referrals as a team sees what it received: waiting, decided, and what is missing in each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import StrIndex

from alongside.kernel.period import day_of
from alongside.policy.eligibility.deciding import Outcome
from alongside.policy.priority import Priority
from alongside.policy.terms import Term
from alongside.policy.values import SHIPPED, Values
from alongside.referrals.missing import missing_in
from alongside.referrals.models import Criteria, Decision, Question, Referral
from alongside.referrals.queries.criteria_in_force import criteria_of_services
from alongside.referrals.returning import team_deadline_of
from alongside.referrals.settled import settled
from alongside.referrals.stages import Deadline, Stage, stage_of_found
from alongside.staff.models import Team, Worker
from alongside.staff.own_values import values_of_teams
from alongside.staff.queries import teams_called

PAGE = 20
# All that a page of the list reads of a referral; to read more would ask again for each row.
_LISTED = (
    "to_team_id",
    "from_team_id",
    "referrer_name",
    "begun_at",
    "received_at",
    "withdrawn_at",
    "ended_elsewhere_on",
    "given_name",
    "family_name",
    "born_on",
    "postcode",
    "priority",
    "facts",
    "person_id",
    "returned_from",
)
_IN_ORDER = "".join(one.value for one in sorted(Priority, key=lambda one: one.place))


def looked_again_at() -> Subquery:
    """Return since when a referral that was refused is looked at again."""
    again = Decision.objects.filter(referral=OuterRef("pk"), outcome=Decision.Outcome.REOPENED)
    return Subquery(again.order_by("-decided_at").values("decided_at")[:1])


class Show(Term):
    """Which referrals a list shows."""

    WAITING = "waiting", "Waiting for a decision"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Not accepted"
    CLOSED = "closed", "Withdrawn, or ended before"
    ALL = "all", "All"


_SHOWS = frozenset(one.value for one in Show)


@dataclass(frozen=True)
class Received:
    """A referral that a team received, with where it stands and what it still needs."""

    referral: Referral
    stage: Stage
    open_questions: int
    reckoned: Outcome | None  # None: the service has no criteria in force, or they come back
    missing: tuple[str, ...]
    deadline: Deadline | None  # None: decided, or its clock waits for answers
    days_waited: int


def referrals_for(worker: Worker) -> QuerySet[Referral]:
    """Return the referrals that this worker's teams received, drafts of referrers left out."""
    return with_stage(
        Referral.objects.filter(to_team_id__in=worker.team_ids, received_at__isnull=False)
    ).select_related("from_team", "to_team__service")


def referral_for(worker: Worker, referral_id: UUID) -> Referral | None:
    """Return one referral that this worker's teams received, or None."""
    return referrals_for(worker).select_related("person").filter(pk=referral_id).first()


def with_stage(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Add to each referral its newest outcome, its open questions, and when one was answered."""
    decisions = Decision.objects.filter(referral=OuterRef("pk")).order_by("-decided_at")
    return referrals.annotate(
        outcome=Subquery(decisions.values("outcome")[:1]),
        open_questions=_of_questions(Count("pk"), answered_at=None),
        last_answer=_of_questions(Max("answered_at")),
        looked_again_at=looked_again_at(),
    )


def _of_questions(found: Any, **only: Any) -> Subquery:
    """Return one number of each referral's questions, as a sub-query without a join."""
    questions = Question.objects.filter(referral=OuterRef("pk"), **only).order_by()
    return Subquery(questions.values("referral").annotate(found=found).values("found"))


def list_for(
    worker: Worker, *, show: Show, team_id: int | None = None, priority: str = ""
) -> QuerySet[Referral]:
    """Return the referrals of a list: those that wait by urgency and age, others newest first."""
    return _listed(referrals_for(worker), show, team_id, priority)


@dataclass(frozen=True)
class Shown:
    """What a list shows: which referrals, of which team, how urgent."""

    show: Show = Show.WAITING
    team_id: int | None = None
    priority: str = ""

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> Shown:
        """Read what somebody chose; what cannot be understood shows those that wait."""
        show, team, priority = (typed.get(name, "") for name in ("show", "team", "priority"))
        return cls(
            show=Show(show) if show in _SHOWS else Show.WAITING,
            team_id=int(team) if re.fullmatch(r"[0-9]{1,9}", team) else None,
            priority=priority if priority in Referral.Priority.values else "",
        )


@dataclass(frozen=True)
class Listed:
    """One page of a list: its rows, the page they are on, and the worker's teams to choose from."""

    rows: list[Received]
    page: Page[Referral]
    teams: list[Team]


def page_for(worker: Worker, shown: Shown, *, at: datetime, number: str | None = None) -> Listed:
    """Return one page of the list, each referral with its stage, and no more than a list shows.

    Teams and questions are found in one query each beside the rows: joined to every row they took
    most of the time of the page. The rows of a first page are counted when they are all.
    """
    own = Referral.objects.filter(to_team_id__in=worker.team_ids, received_at__isnull=False)
    found = _listed(own.only(*_LISTED), shown.show, shown.team_id, shown.priority)
    page = _page(found, number)
    referrals = list(page.object_list)
    senders = {one.from_team_id for one in referrals if one.from_team_id is not None}
    teams = teams_called(worker.team_ids | senders)
    _put_stages(referrals, teams, decided=shown.show is not Show.WAITING)
    mine = [team for team in teams.values() if team.pk in worker.team_ids]
    return Listed(received(referrals, at=at), page, sorted(mine, key=lambda team: team.name))


def _page(found: QuerySet[Referral], number: str | None) -> Page[Referral]:
    """Return a page; the rows of a first page need no counting when they are all there are."""
    if number not in {None, "1"}:
        return Paginator(found, PAGE).get_page(number)
    first = list(found[: PAGE + 1])
    if len(first) <= PAGE:
        return Paginator(first, PAGE).page(1)
    return Page(first[:PAGE], 1, Paginator(found, PAGE))


def _put_stages(referrals: list[Referral], teams: Mapping[int, Team], *, decided: bool) -> None:
    """Put beside each referral its teams, newest outcome and questions, a query for each."""
    ids = [referral.pk for referral in referrals]
    decisions = Decision.objects.filter(referral_id__in=ids).order_by("decided_at")
    outcomes = dict(decisions.values_list("referral_id", "outcome")) if decided else {}
    answers: dict[UUID, list[datetime | None]] = {}
    asked = Question.objects.filter(referral_id__in=ids).values_list("referral_id", "answered_at")
    for referral_id, answered_at in asked:
        answers.setdefault(referral_id, []).append(answered_at)
    for one in referrals:
        given = answers.get(one.pk, [])
        one.to_team = teams[one.to_team_id]
        one.from_team = teams[one.from_team_id] if one.from_team_id else None
        one.outcome = outcomes.get(one.pk)  # type: ignore[attr-defined]  # as with_stage has it
        one.open_questions = given.count(None)  # type: ignore[attr-defined]  # as with_stage has it
        one.last_answer = max(filter(None, given), default=None)  # type: ignore[attr-defined]  # as with_stage has it


def _listed(
    found: QuerySet[Referral], show: Show, team_id: int | None, priority: str
) -> QuerySet[Referral]:
    if team_id is not None:
        found = found.filter(to_team_id=team_id)
    if priority:
        found = found.filter(priority=priority)
    found = found.annotate(looked_again_at=looked_again_at())
    if show is Show.WAITING:
        found = found.filter(~Exists(settled()), withdrawn_at=None, ended_elsewhere_on=None)
        return found.order_by(_by_urgency(), "received_at", "pk")
    if show in (Show.ACCEPTED, Show.REFUSED):
        found = found.filter(Exists(settled().filter(outcome=show.value)))
    if show is Show.CLOSED:
        ended = Q(withdrawn_at__isnull=False) | Q(ended_elsewhere_on__isnull=False)
        found = found.filter(ended)
    return found.order_by("-received_at", "pk")


def _by_urgency() -> StrIndex:
    """Return the place of a priority among all: the more urgent, the smaller."""
    return StrIndex(Value(_IN_ORDER), F("priority"))


def received(referrals: Iterable[Referral], *, at: datetime) -> list[Received]:
    """Return referrals with where they stand and what they need; one query for all criteria."""
    listed = list(referrals)
    today = day_of(at)
    services = {referral.to_team.service_id for referral in listed}
    criteria = criteria_of_services(services, on=today) if services else {}
    own = values_of_teams({referral.to_team_id for referral in listed}) if listed else {}
    return [_received(referral, criteria, at, own) for referral in listed]


def _received(
    referral: Referral, criteria: Mapping[int, Criteria], at: datetime, own: Mapping[int, Values]
) -> Received:
    stage = stage_of_found(referral)
    version = criteria.get(referral.to_team.service_id)
    reckoned: Outcome | None = None
    missing: tuple[str, ...] = ()
    if version is not None and stage.waits and referral.returned_from is None:
        reckoned, missing = missing_in(referral, version)
    return Received(
        referral=referral,
        stage=stage,
        open_questions=referral.open_questions or 0,  # type: ignore[attr-defined]  # with_stage
        reckoned=reckoned,
        missing=missing,
        deadline=team_deadline_of(referral, now=at, values=own.get(referral.to_team_id, SHIPPED))
        if stage.waits
        else None,
        days_waited=(day_of(at) - day_of(referral.received_at or referral.begun_at)).days,
    )


def questions_for(worker: Worker, referral: Referral) -> QuerySet[Question]:
    """Return the questions that were asked about a referral of this worker's teams."""
    return (
        Question.objects.filter(referral__in=referrals_for(worker).filter(pk=referral.pk))
        .select_related("asked_by", "answered_by")
        .order_by("asked_at", "pk")
    )
