"""What somebody outside asked about a person, what was decided, and what was given to whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from alongside.access.deciding import Action
from alongside.access.queries import people_known_to
from alongside.audit.trail import audited, record
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.people.queries import known_through_for
from alongside.policy.consent import Answer
from alongside.policy.disclosing import Ground, PersonTold
from alongside.sharing.models import Consent, Disclosure, InformationRequest, RequestDecision
from alongside.sharing.queries import standing_consents_for
from alongside.staff.models import Worker

TAKEN_BACK = "They do not say so any more. Ask them, or choose another ground."


@dataclass(frozen=True)
class Asking:
    """What somebody outside asks for."""

    asked_by: str
    of_what: str
    as_what: str
    asked_on: date
    asks_for: str
    says_why: str


@dataclass(frozen=True)
class Grounds:
    """On what ground something is given: what they answered where that is the ground, and why."""

    ground: Ground
    why: str
    consent: Consent | None = None


@dataclass(frozen=True)
class Giving:
    """What was given, how and when, and whether the person knows."""

    what: str
    how: str
    given_on: date
    person_told: PersonTold
    not_told_because: str = ""


@audited
def keep_request(person: Person, *, asking: Asking, by: Worker, at: datetime) -> InformationRequest:
    """Keep what somebody outside asks; nothing is given yet."""
    kept = InformationRequest.objects.create(person=person, **asdict(asking), by=by, at=at)
    record("information.asked", on=kept, by=by, at=at, as_what=asking.as_what)
    return kept


@audited
def refuse_request(
    request: InformationRequest, *, why: str, by: Worker, at: datetime
) -> RequestDecision:
    """Give nothing, and keep why."""
    return _decide(request, RequestDecision(is_given=False, why=why), by=by, at=at)


@audited
def allow_request(
    request: InformationRequest,
    *,
    grounds: Grounds,
    the_least: str,
    known_by: str,
    by: Worker,
    at: datetime,
) -> RequestDecision:
    """Let the least that answers be given, on a ground that is written out."""
    _hold(grounds)
    decision = RequestDecision(
        is_given=True, ground=grounds.ground.value, consent=grounds.consent, why=grounds.why,
        the_least=the_least, known_by=known_by,
    )  # fmt: skip
    return _decide(request, decision, by=by, at=at)


def _decide(
    request: InformationRequest, decision: RequestDecision, *, by: Worker, at: datetime
) -> RequestDecision:
    _one_at_a_time(request.person_id)
    if not may_decide(by, request.person_id):
        raise Refused("A care co-ordinator or the manager of the team decides this.")
    if RequestDecision.objects.filter(request=request).exists():
        raise Refused("A colleague decided this meanwhile. Open the page again.")
    decision.request, decision.person_id, decision.by, decision.at = (
        request, request.person_id, by, at,
    )  # fmt: skip
    decision.save(force_insert=True)
    what = "information.allowed" if decision.is_given else "information.refused"
    record(what, on=decision, by=by, at=at, ground=decision.ground)
    return decision


@audited
def give_what_was_allowed(
    request: InformationRequest, *, giving: Giving, by: Worker, at: datetime
) -> Disclosure:
    """Keep what was given to whoever asked; refused where nothing was allowed, or it was given."""
    _one_at_a_time(request.person_id)
    decision = RequestDecision.objects.filter(request=request).first()
    if decision is None or not decision.is_given:
        raise Refused("Nothing may be given to them.")
    if Disclosure.objects.filter(request=request).exists():
        raise Refused("It was given before.")
    grounds = Grounds(Ground(decision.ground), decision.why, decision.consent)
    _hold(grounds)  # what they take back between the decision and the telephone is not told
    to = (request.asked_by, request.of_what, request.as_what)
    return _give(request.person_id, to, grounds, giving, by=by, at=at, request=request)


@audited
def give_unasked(
    person: Person,
    *,
    to: tuple[str, str, str],
    grounds: Grounds,
    giving: Giving,
    by: Worker,
    at: datetime,
) -> Disclosure:
    """Keep what was told to somebody outside who did not ask in writing: name, body, as what."""
    _hold(grounds)
    return _give(person.pk, to, grounds, giving, by=by, at=at)


def _give(
    person_id: UUID,
    to: tuple[str, str, str],
    grounds: Grounds,
    giving: Giving,
    *,
    by: Worker,
    at: datetime,
    request: InformationRequest | None = None,
) -> Disclosure:
    to_whom, of_what, as_what = to
    given = Disclosure.objects.create(
        person_id=person_id, request=request, to_whom=to_whom, of_what=of_what, as_what=as_what,
        ground=grounds.ground, consent=grounds.consent, why=grounds.why, **asdict(giving),
        by=by, at=at,
    )  # fmt: skip
    record("information.given", on=given, by=by, at=at, ground=grounds.ground, as_what=as_what)
    return given


def _one_at_a_time(person_id: UUID) -> None:
    """Let whoever decides or gives at the same moment wait: what is only added cannot be locked."""
    Person.objects.select_for_update().get(pk=person_id)


def _hold(grounds: Grounds) -> None:
    """Hold that what they said may be told is what they say now."""
    if grounds.ground is not Ground.CONSENT:
        return
    said = grounds.consent
    if said is None:
        raise Refused("Choose what they said may be told, and to whom.", about="consent")
    later = Consent.objects.filter(recipient=said.recipient_id, asked=said.asked)
    newest = later.order_by("-answered_on", "-at", "-pk").first()
    if newest is None or newest.pk != said.pk or said.answer != Answer.YES:
        raise Refused(TAKEN_BACK, about="consent")


def may_decide(worker: Worker, person_id: UUID) -> bool:
    """Whether a worker decides what leaves the team about somebody."""
    circles = known_through_for(worker, person_id)
    return any(worker.may(Action.DECIDE_WHAT_LEAVES, team_id=team) for team in circles)


def requests_for(worker: Worker, person_id: UUID) -> QuerySet[InformationRequest]:
    """Return what was asked about somebody, the newest first, with what became of it."""
    return _requests(worker).filter(person_id=person_id)


def waiting_requests_for(worker: Worker) -> QuerySet[InformationRequest]:
    """Return what waits for a decision about anybody whom this worker decides for, oldest first."""
    decides = worker.actor.teams_where(Action.DECIDE_WHAT_LEAVES)
    undecided = _requests(worker).filter(decision=None, person__in=people_known_to(decides))
    return undecided.order_by("asked_on", "at")


_WAITING = """
SELECT count(*) FROM sharing_informationrequest AS asked
WHERE NOT EXISTS (SELECT FROM sharing_requestdecision WHERE request_id = asked.id)
AND EXISTS (SELECT FROM access_relationship AS known WHERE known.person_id = asked.person_id
    AND known.team_id = ANY(%s) AND known.ended_at IS NULL)
"""


def count_waiting_for(worker: Worker) -> int:
    """Count what waits for this worker's decision; asked plainly, since every day's page asks."""
    decides = sorted(worker.actor.teams_where(Action.DECIDE_WHAT_LEAVES))
    if not decides:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [decides])
        [(count,)] = cursor.fetchall()
        return int(count)


def request_for(worker: Worker, person_id: UUID, request_id: UUID) -> InformationRequest | None:
    """Return one of them, or None."""
    return requests_for(worker, person_id).filter(pk=request_id).first()


def _requests(worker: Worker) -> QuerySet[InformationRequest]:
    known = people_known_to(worker.team_ids)
    found = InformationRequest.objects.filter(person__in=known)
    beside = ("person", "by", "decision__by", "decision__consent__recipient", "disclosure__by")
    return found.select_related(*beside).order_by("-asked_on", "-at")


def disclosures_for(worker: Worker, person_id: UUID) -> QuerySet[Disclosure]:
    """Return what was given to anybody outside about somebody, the newest first."""
    known = people_known_to(worker.team_ids)
    found = Disclosure.objects.filter(person_id=person_id, person__in=known)
    return found.select_related("by", "consent__recipient").order_by("-given_on", "-at")


def may_be_told_for(worker: Worker, person_id: UUID) -> list[Consent]:
    """Return what somebody says may be told now, by whom it may be told to."""
    return [each for each in standing_consents_for(worker, person_id) if each.answer == Answer.YES]


def by_id(consents: Iterable[Consent]) -> dict[str, Consent]:
    """Return consents by their ids as a form gives them."""
    return {str(each.pk): each for each in consents}
