"""What a referrer does: begin, write, send, answer, take back. Paper is typed in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from alongside.audit.trail import audited, record
from alongside.kernel.fact import Fact, NotKnown
from alongside.kernel.period import day_of, start_of
from alongside.kernel.rules import Refused
from alongside.kernel.text import without_overrides
from alongside.policy.eligibility.kinds import FactValue
from alongside.policy.eligibility.referring import Referrer, ask_instead, may_refer
from alongside.policy.referring import ReferralFacts, may_send
from alongside.referrals.facts import REFERRERS, as_stored, told_in, who_refers
from alongside.referrals.models import Question, Referral
from alongside.referrals.settled import settled
from alongside.staff.models import Team, Worker

# What a form may write into a referral; all else is set by actions of its own.
WRITTEN = frozenset(
    {
        "given_name",
        "family_name",
        "known_as",
        "born_on",
        "nhs_number",
        "gender",
        "address",
        "postcode",
        "phone",
        "gp_practice",
        "first_language",
        "needs_interpreter",
        "communication_needs",
        "ethnicity",
        "religion",
        "wishes",
        "pathway",
        "priority",
        "reason",
        "person_wants",
        "who_holds_care",
        "referrer_name",
        "referrer_contact",
    }
)


@audited
def begin(
    to_team: Team,
    *,
    from_team: Team,
    channel: Referral.Channel = Referral.Channel.WEB,
    by: Worker,
    at: datetime,
) -> Referral:
    """Begin a referral to a team, kept as a draft that only its writer sees."""
    refuse_unless_may_refer(REFERRERS[Team.Kind(from_team.kind)])
    return _begun(
        Referral(
            to_team=to_team,
            from_team=from_team,
            referred_by=by,
            referrer_name=by.name,
            referrer_contact=by.phone or (by.account.email if by.account else ""),
            channel=channel,
            # On the web form nobody has said it yet; another system may leave it out.
            priority="" if channel == Referral.Channel.WEB else Referral.Priority.ROUTINE,
            begun_at=at,
        ),
        by=by,
        at=at,
    )


@audited
def begin_from_paper(to_team: Team, *, by: Worker, at: datetime) -> Referral:
    """Begin to type in a referral that came on paper; it is its typist's draft until received."""
    channel = Referral.Channel.PAPER
    paper = Referral(to_team=to_team, referred_by=by, channel=channel, priority="", begun_at=at)
    return _begun(paper, by=by, at=at)


def _begun(referral: Referral, *, by: Worker, at: datetime) -> Referral:
    if not takes_referrals(referral.to_team):
        raise Refused("This team does not take referrals. Choose another team.")
    referral.save(force_insert=True)
    record("referral.begun", on=referral, by=by, at=at, team=referral.to_team_id)
    return referral


@dataclass(frozen=True)
class Written:
    """What was typed on one page of a referral: columns, and answers to the facts it asked for."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    asked: Sequence[str] = ()
    told: Mapping[str, Fact[FactValue]] = field(default_factory=dict)


@audited
def write(referral: Referral, *, written: Written, by: Worker, at: datetime) -> Referral:
    """Write what was typed into a draft.

    “Not known” is an answer and is kept as one; an answer that was taken away is gone.
    """
    if strange := written.fields.keys() - WRITTEN:
        raise ValueError(f"A referral does not take {', '.join(sorted(strange))} from a form")
    draft = _own_draft(referral, by)
    for name, value in written.fields.items():
        setattr(draft, name, without_overrides(value) if isinstance(value, str) else value)
    others = {name: fact for name, fact in told_in(draft).items() if name not in written.asked}
    draft.facts = as_stored(others | dict(written.told), on=day_of(at))
    draft.save(update_fields=[*written.fields, "facts"])
    asked = [*sorted(written.fields), *written.asked]
    record("referral.written", on=draft, by=by, at=at, asked=asked)
    return draft


@audited
def send(
    referral: Referral,
    *,
    by: Worker,
    at: datetime,
    came_on: date | None = None,
    comes_back: bool = False,
) -> Referral:
    """Send a referral to the team, or raise Refused with everything that it still lacks.

    What came on paper was received when it came, not when somebody had time to type it. For
    somebody who comes back, anybody may ask.
    """
    draft = _own_draft(referral, by)
    kind = who_refers(draft)
    if kind is None:
        raise Refused("Say what kind of team or service refers.")
    if comes_back:
        draft.priority = draft.priority or Referral.Priority.ROUTINE  # they are seen sooner anyway
    else:
        refuse_unless_may_refer(kind)
    Refused.unless(
        may_send(
            ReferralFacts(
                full_name=f"{draft.given_name}{draft.family_name}{draft.known_as}",
                reason=draft.reason,
                who_holds_care=draft.who_holds_care,
                referrer_name=draft.referrer_name,
                team_takes_referrals=takes_referrals(draft.to_team),
                comes_back=comes_back,
                says_how_soon=bool(draft.priority),
                says_pathway=bool(draft.pathway) or comes_back or _is_from_a_system(draft),
            )
        )
    )
    draft.received_at = came_at(came_on, at)
    if draft.channel == Referral.Channel.PAPER:
        draft.referred_by = None  # whoever typed it did not refer; the trail has their name
    draft.save(update_fields=["received_at", "referred_by", "priority"])
    record("referral.received", on=draft, by=by, at=at, channel=draft.channel)
    return draft


def _is_from_a_system(referral: Referral) -> bool:
    """Whether another system sent a referral, which may have no word for some of what is asked."""
    return referral.channel == Referral.Channel.API


@audited
def withdraw(referral: Referral, *, why: str, by: Worker, at: datetime) -> Referral:
    """Take a referral back, sent or not, while nothing has been decided."""
    own = Referral.objects.select_for_update().get(pk=referral.pk, referred_by=by)
    if own.withdrawn_at is not None:
        raise Refused("This referral was withdrawn before.")
    if settled(own).exists():
        raise Refused("The team has decided already. Ring them if something has changed.")
    own.withdrawn_at = at
    own.save(update_fields=["withdrawn_at"])
    record("referral.withdrawn", on=own, by=by, at=at, why=why)
    return own


@audited
def answer(
    question: Question, *, fact: Fact[FactValue], words: str, by: Worker, at: datetime
) -> Question:
    """Answer a question: the words are kept with it, what is known goes among the facts."""
    asked = Question.objects.select_for_update().get(pk=question.pk)
    if asked.answered_at is not None:
        raise Refused("This question has been answered already.")
    referral = Referral.objects.select_for_update().get(pk=asked.referral_id)
    if referral.withdrawn_at is not None:
        raise Refused("This referral was withdrawn. An answer changes nothing any more.")
    if settled(referral).exists():
        raise Refused("The team has decided already. Ring them if something has changed.")
    asked.answer, asked.answered_by, asked.answered_at = words, by, at
    asked.save(update_fields=["answer", "answered_by", "answered_at"])
    if asked.fact:  # a question in the team's own words is about no fact
        put_fact(referral, asked.fact, fact, at=at)
    record("question.answered", on=asked, by=by, at=at, referral=str(referral.pk), fact=asked.fact)
    return asked


def put_fact(referral: Referral, name: str, fact: Fact[FactValue], *, at: datetime) -> None:
    """Put one fact where it lives: in the referral itself, or among its facts."""
    column = {"born_on": "born_on", "residence_area": "postcode"}.get(name)
    if column is None:
        referral.facts = as_stored(told_in(referral) | {name: fact}, on=day_of(at))
        referral.save(update_fields=["facts"])
    elif not isinstance(fact, NotKnown):
        setattr(referral, column, fact.value)
        referral.save(update_fields=[column])


def refuse_unless_may_refer(kind: Referrer) -> None:
    """Raise Refused, with whom to ask instead, unless a kind of team or person may refer."""
    decision = may_refer(kind)
    if not decision:
        raise Refused(f"{decision} {ask_instead(kind)}".strip())


def takes_referrals(team: Team) -> bool:
    """Whether referrals can be sent to a team: it keeps a caseload and is open."""
    return team.keeps_caseload and team.closed_on is None


def came_at(came_on: date | None, at: datetime) -> datetime:
    """Return the moment of receipt: now, or the beginning of an earlier day."""
    return at if came_on is None or came_on >= day_of(at) else start_of(came_on)


def _own_draft(referral: Referral, by: Worker) -> Referral:
    """Return a draft of the writer's, locked; Refused when it was sent or withdrawn meanwhile."""
    own = Referral.objects.select_for_update(of=("self",)).select_related("to_team", "from_team")
    draft = own.get(pk=referral.pk, referred_by=by)
    if draft.received_at is not None or draft.withdrawn_at is not None:
        raise Refused("This referral was sent or withdrawn already and cannot be changed here.")
    return draft
