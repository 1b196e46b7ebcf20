"""What a referrer tells of somebody, in the vocabulary of the criteria.

The shares that are not about hospital come from published figures of whom such teams serve: 35%
were violent to somebody in two years and 29% use substances (London, 2003).
"""

from __future__ import annotations

from datetime import date

from alongside.kernel.fact import Fact, Known
from alongside.policy.eligibility.kinds import FactValue
from alongside.policy.eligibility.spells import Spell
from dev.world.chance import Chance
from dev.world.clock import DAY
from dev.world.persons import Someone
from dev.world.spec import TeamSpec
from dev.world.stays import Stay

Values = dict[str, FactValue]
Told = dict[str, Fact[FactValue]]
VIOLENCE = 0.35
# What is said of nearly everybody for whom such a team is asked, with the share of a yes.
_YES = {
    "paranoia": 0.7, "relapsing": 0.9,
    "severe_frequent_relapse": 0.5, "relapse_brings_harm": 0.4, "poor_response": 0.5,
    "treatment_hard_to_accept": 0.7, "mha_intervention_possible": 0.6,
    "contact_often_broken_off": 0.7, "trauma_from_services": 0.35, "family_concern": 0.5,
    "social_disability": 0.8, "complex_social_needs": 0.6, "self_harm": 0.25,
    "self_neglect": 0.55, "risk_to_others": 0.15, "violence": VIOLENCE,
    "unstable_accommodation": 0.25, "consent_to_referral": 0.75, "consent_to_share": 0.5,
    "autism": 0.04,
}  # fmt: skip
# Without these nobody is accepted by any of the packs.
_NEEDED = (
    "severe_and_persistent", "high_disability", "poor_adherence", "needs_assertive_follow_up",
    "contact_difficulty", "multiple_complex_needs", "presents_with_psychosis",
)  # fmt: skip
_ONE_AT_LEAST = ("poor_response", "self_neglect", "unstable_accommodation")
_SOCIAL = ("housing", "money", "daily_living", "isolation", "safety", "work", "children", "legal")
_DOCUMENTS = ("core_assessment", "care_plan", "risk_assessment", "contingency_plan", "history")


def told_of(who: Someone, stays: list[Stay], spec: TeamSpec, *, on: date, by: str) -> Told:
    """Return everything that a referrer who knows somebody well tells about them on a day."""
    chance = who.chance
    values: Values = {name: chance.odds(share) for name, share in _YES.items()}
    values |= dict.fromkeys((*_NEEDED, chance.choice(_ONE_AT_LEAST)), True)
    values["learning_disability"] = chance.odds(0.05) and not values["autism"]
    values |= _illness(who, on, chance) | _substances(who, chance) | _around_them(who, spec, chance)
    values |= _hospital(stays, on) | _papers(spec, on, chance)
    return known(values, on=on, by=by)


def known(values: Values, *, on: date, by: str) -> Told:
    """Return values as facts that somebody told on a day."""
    return {name: Known(value, on, by) for name, value in values.items()}


def _illness(who: Someone, on: date, chance: Chance) -> Values:
    oldest = who.born_on + DAY * 365 * 16
    return {
        "primary_diagnosis": who.diagnosis,
        "first_psychosis_on": chance.day(oldest, max(oldest, on - DAY * 600)).replace(day=1),
        "missed_contacts_in_six_months": chance.whole(7, 3, 1, 20),
        "last_seen_on": on - DAY * chance.randint(2, 60),
    }


def _substances(who: Someone, chance: Chance) -> Values:
    uses = who.uses_substances
    return {
        "drug_use": uses or chance.odds(0.1),
        "substance_problem": uses,
        "drug_harm": uses and chance.odds(0.4),
        "drug_service_difficulty": uses and chance.odds(0.6),
        "secondary_diagnoses": frozenset({"substance_use_disorder"} if uses else ()),
    }


def _around_them(who: Someone, spec: TeamSpec, chance: Chance) -> Values:
    return {
        "registered_area": who.practice.postcode,
        "homeless": who.homeless,
        "social_needs": frozenset(chance.some(_SOCIAL, chance.randint(2, 5))),
        "offending": chance.choices(("none", "some", "persistent"), (60, 30, 10))[0],
        "framework": "care_and_treatment_plan" if spec.city.nation == "Wales" else "key_worker",
        "agreed_by": frozenset({"care_coordinator", "consultant"}),
    }


def _hospital(stays: list[Stay], on: date) -> Values:
    """Return the stays that lie before the day, as they stood on it."""
    spells: dict[str, list[Spell]] = {"inpatient": [], "home treatment": []}
    for stay in stays:
        if stay.first <= on:
            last = stay.last if stay.last and stay.last <= on else None
            spells[stay.kind].append(
                Spell(stay.first, last, detained=bool(stay.section), planned=False)
            )
    return {
        "inpatient_spells": tuple(spells["inpatient"]),
        "crisis_spells": tuple(spells["home treatment"]),
    }


def _papers(spec: TeamSpec, on: date, chance: Chance) -> Values:
    return {
        "documents": frozenset(chance.some(_DOCUMENTS, chance.randint(3, 5))),
        "care_plan_on": on - DAY * chance.randint(5, 150),
        "risk_assessment_on": on - DAY * chance.randint(5, 200),
        "identified_by_outreach": spec.kind == "ao in cmht",
    }
