"""Somebody who was discharged comes back: they, or anybody for them, may ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from alongside.access.actions import come_to_know
from alongside.access.deciding import Action
from alongside.access.models import Relationship
from alongside.audit.trail import audited, record
from alongside.kernel.fact import Known
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.coming_back import EarlierCare, is_in_our_care
from alongside.people.models import Person
from alongside.policy.eligibility.referring import Referrer
from alongside.policy.returning import ReturnFacts, is_the_only_return, may_come_back
from alongside.referrals.actions.referring import came_at, send
from alongside.referrals.actions.taking_in import take_in_as_known
from alongside.referrals.facts import as_stored
from alongside.referrals.models import Referral
from alongside.referrals.returning import unfinished_return_of
from alongside.staff.models import Team, Worker


@dataclass(frozen=True)
class Asked:
    """Who asked that somebody comes back, when and why, and what they want."""

    who: Referrer
    name: str
    reason: str
    priority: str
    contact: str = ""
    wants: str = ""
    wishes: str = ""
    held_by: str = ""
    came_on: date | None = None


@audited
def come_back(
    person: Person, *, to_team: Team, earlier: EarlierCare, asked: Asked, by: Worker, at: datetime
) -> Referral:
    """Take somebody back onto the way into care, or raise Refused with every reason why not."""
    if to_team.pk not in by.actor.teams_where(Action.TAKE_IN_REFERRALS):
        raise Refused("You take in no referrals for this team.")
    # Two who are asked at the same moment wait for each other here.
    come_to_know(person.pk, team_id=to_team.pk, because=Relationship.Because.REFERRED, by=by, at=at)
    name = person.full_name if asked.who is Referrer.SELF else asked.name
    Refused.unless(may_come_back(_facts(person, earlier, name=name, reason=asked.reason)))
    referral = Referral(
        to_team=to_team,
        channel=Referral.Channel.RETURN,
        begun_at=at,
        received_at=came_at(asked.came_on, at),
        person=person,
        returned_from=earlier.episode_id,
        referrer_name=name,
        referrer_contact=asked.contact,
        reason=asked.reason,
        person_wants=asked.wants,
        wishes=asked.wishes,
        who_holds_care=asked.held_by,
        priority=asked.priority,
        pathway=earlier.pathway,
        facts=as_stored({"referrer": Known(asked.who.value, day_of(at), name)}, on=day_of(at)),
        **_identity(person),
    )
    referral.save(force_insert=True)
    record("referral.received", on=referral, by=by, at=at, channel=referral.channel)
    record("referral.taken-in", on=referral, by=by, at=at, returning=True)
    return referral


@audited
def come_back_on_paper(
    draft: Referral,
    *,
    person: Person,
    earlier: EarlierCare,
    came_on: date | None,
    by: Worker,
    at: datetime,
) -> Referral:
    """Send what was typed in from paper, as somebody's return to the care they were in."""
    facts = _facts(person, earlier, name=draft.referrer_name, reason=draft.reason)
    Refused.unless(may_come_back(facts))
    sent = send(draft, by=by, at=at, came_on=came_on, comes_back=True)
    return take_in_as_known(sent, person=person, returned_from=earlier.episode_id, by=by, at=at)


@audited
def take_in_as_return(
    referral: Referral, *, person: Person, earlier: EarlierCare, by: Worker, at: datetime
) -> Referral:
    """Say that a referral is about somebody who comes back, unless they asked already."""
    # Two who are asked at the same moment wait for each other here, as in `come_back`.
    come_to_know(
        person.pk,
        team_id=referral.to_team_id,
        because=Relationship.Because.REFERRED,
        by=by,
        at=at,
    )
    refuse_a_second_return(person, earlier)
    return take_in_as_known(referral, person=person, returned_from=earlier.episode_id, by=by, at=at)


def refuse_a_second_return(person: Person, earlier: EarlierCare) -> None:
    """Raise Refused when somebody is in our care again, or another return of theirs goes on."""
    Refused.unless(is_the_only_return(_facts(person, earlier, name="", reason="")))


def _facts(person: Person, earlier: EarlierCare, *, name: str, reason: str) -> ReturnFacts:
    return ReturnFacts(
        was_in_our_care=earlier.person_id == person.pk,
        is_in_our_care=is_in_our_care(person),
        has_asked_already=unfinished_return_of(person.pk, since=earlier.ended_on) is not None,
        asked_by=name,
        reason=reason,
    )


def _identity(person: Person) -> dict[str, object]:
    """Return who they are as our own record has it, as a referral keeps it."""
    names = ("given_name", "family_name", "known_as", "born_on", "nhs_number", "gender")
    places = ("address", "postcode", "phone")
    return {name: getattr(person, name) for name in (*names, *places)}
