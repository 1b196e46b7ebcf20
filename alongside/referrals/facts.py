"""What a referral tells, in the vocabulary of the criteria; each fact has one home.

Date of birth, postcode and who refers stand in the referral itself, all else among its facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from alongside.kernel.fact import NOT_KNOWN, Fact, Known
from alongside.kernel.period import day_of
from alongside.policy.deciding import says_how_to_reach
from alongside.policy.eligibility.explaining import facts_of as facts_of_condition
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.kinds import FactKind, FactValue
from alongside.policy.eligibility.pack import Pack
from alongside.policy.eligibility.postcodes import is_postcode, tidy
from alongside.policy.eligibility.reading import pack_from_toml
from alongside.policy.eligibility.referring import Referrer
from alongside.policy.eligibility.storing import facts_as_stored, facts_from_stored
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals.models import Criteria, Referral, TurnedAway
from alongside.staff.models import Team

Told = Mapping[str, Fact[FactValue]]

REFERRERS = {
    Team.Kind.ASSERTIVE_OUTREACH: Referrer.ASSERTIVE_OUTREACH,
    Team.Kind.AO_IN_CMHT: Referrer.CMHT,
    Team.Kind.COMMUNITY_REHABILITATION: Referrer.REHABILITATION,
    Team.Kind.CMHT: Referrer.CMHT,
    Team.Kind.CRISIS: Referrer.CRISIS_TEAM,
    Team.Kind.EARLY_INTERVENTION: Referrer.EARLY_INTERVENTION,
    Team.Kind.INPATIENT: Referrer.INPATIENT_WARD,
    Team.Kind.FORENSIC: Referrer.FORENSIC,
    Team.Kind.OTHER_MENTAL_HEALTH: Referrer.COMMUNITY_TEAM,
}

# These have their home in the referral itself; asked there, and nowhere else.
IN_THE_REFERRAL = ("born_on", "residence_area", "referrer")


def pack_of(criteria: Criteria) -> Pack:
    """Return the pack that a version of the criteria holds."""
    return _read(criteria.toml, criteria.title)


@lru_cache(maxsize=256)
def _read(toml: str, title: str) -> Pack:
    return pack_from_toml(toml, title)


@lru_cache(maxsize=256)
def asked_by(pack: Pack) -> tuple[FactKind, ...]:
    """Return what a form asks so that these criteria can answer, in the order of its groups."""
    needed = {
        VOCABULARY[name].derived_from or name
        for criterion in pack.criteria
        for name in facts_of_condition(criterion.when)
    }
    return tuple(
        kind for kind in VOCABULARY.values() if kind.id in needed and kind.id not in IN_THE_REFERRAL
    )


def day_told(referral: Referral) -> date:
    """Return the day to which a referral looks back: when it was received, or begun."""
    return day_of(referral.received_at or referral.begun_at)


def told_in(referral: Referral) -> dict[str, Fact[FactValue]]:
    """Return the facts that were told apart from who the person is."""
    stored = referral.facts or {}
    return dict(facts_from_stored(stored).told) if "told" in stored else {}


def as_stored(told: Told, *, on: date) -> dict[str, object]:
    """Return facts as a referral keeps them."""
    return facts_as_stored(Facts(on, {name: told[name] for name in told}))


def facts_of(referral: Referral, *, on: date | None = None) -> Facts:
    """Return everything a referral tells, as it stands on the day it was received."""
    day = on or day_told(referral)
    told = told_in(referral)
    source = told_by(referral)
    if referral.born_on and referral.born_on <= day:
        told["born_on"] = Known(referral.born_on, day_told(referral), source)
    if is_postcode(referral.postcode):
        told["residence_area"] = Known(tidy(referral.postcode), day_told(referral), source)
    if kind := who_refers(referral):
        told["referrer"] = Known(kind.value, day_told(referral), source)
    return Facts(day, told)


def who_refers(referral: Referral) -> Referrer | None:
    """Return what kind of team refers, as the organisation has it, or else as it was told."""
    if referral.from_team_id is not None and referral.from_team is not None:
        return REFERRERS[Team.Kind(referral.from_team.kind)]
    told = told_in(referral).get("referrer", NOT_KNOWN)
    return Referrer(str(told.value)) if isinstance(told, Known) else None


# Who cannot refer, as they are counted when they are told whom to ask.
ASKED_AS = {
    Referrer.SELF: TurnedAway.Asked.THEMSELF,
    Referrer.FAMILY_OR_FRIEND: TurnedAway.Asked.FAMILY,
}


def holder_of(referral: Referral) -> str:
    """Return who holds the care as it was told, with a number where the referring team has one."""
    told, team = referral.who_holds_care, referral.from_team
    if not told or team is None or says_how_to_reach(told):
        return told
    ways = (team.phone, referral.referrer_contact)
    return ", ".join([told, *[way for way in ways if says_how_to_reach(way)][:1]])


def told_by(referral: Referral) -> str:
    """Return who told what a referral says, in words: Ruth Adeyemi, Armley CMHT."""
    team = referral.from_team.name if referral.from_team else ""
    return ", ".join(part for part in (referral.referrer_name, team) if part) or "The referrer"
