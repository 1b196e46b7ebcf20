"""Referrals for tests: criteria put in force, a referral begun, filled in and sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from alongside.kernel.fact import Known
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.spells import Spell
from alongside.policy.eligibility.writing import pack_to_toml
from alongside.referrals.actions import referring, taking_in
from alongside.referrals.actions.referring import Written
from alongside.referrals.models import Criteria, Referral
from alongside.referrals.queries.listing import Show, Shown, page_for
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

WHO: dict[str, Any] = {
    "given_name": "Wei",
    "family_name": "Zhang",
    "born_on": date(1991, 5, 2),
    "nhs_number": "9997354680",
    "postcode": "LS12 1AA",
    "reason": "Three admissions in two years, and nobody can keep in touch.",
    "person_wants": "A place of my own.",
    "who_holds_care": "Armley CMHT, Ruth Adeyemi",
    "pathway": Referral.Pathway.ESTABLISHED,
    "priority": Referral.Priority.ROUTINE,
}


def put_in_force(
    cast: Cast, pack_id: str = "leicestershire", on: date = date(2024, 1, 1)
) -> Criteria:
    """Put a shipped pack in force in the service of the cast."""
    pack = next(one for one in shipped_packs() if one.id == pack_id)
    with asking(cast.tom):
        return Criteria.objects.create(
            service=cast.leeds,
            title=pack.title,
            toml=pack_to_toml(pack),
            in_force_from=on,
            written_by=cast.tom,
            written_at=NOW,
        )


def draft(cast: Cast, at: datetime = NOW, **fields: Any) -> Referral:
    """Begin a referral of Ruth's to the North team, and write it."""
    with asking(cast.ruth) as ruth:
        begun = referring.begin(cast.north, from_team=cast.armley, by=ruth, at=at)
        return referring.write(begun, written=Written(fields=WHO | fields), by=ruth, at=at)


def sent(
    cast: Cast, at: datetime = NOW, *, told: dict[str, Any] | None = None, **fields: Any
) -> Referral:
    """Send a referral of Ruth's to the North team."""
    begun = draft(cast, at, **fields)
    with asking(cast.ruth) as ruth:
        facts = {
            name: Known(value, at.date(), "Ruth Adeyemi") for name, value in (told or {}).items()
        }
        referring.write(begun, written=Written({}, list(facts), facts), by=ruth, at=at)
        return referring.send(begun, by=ruth, at=at)


# What meets every criterion of Leicestershire's, but for the stays in hospital.
MEETS: dict[str, Any] = {
    "severe_and_persistent": True,
    "poor_adherence": True,
    "needs_assertive_follow_up": True,
    "primary_diagnosis": "schizophrenia",
    "secondary_diagnoses": frozenset(),
    "presents_with_psychosis": True,
    "inpatient_spells": (
        Spell(date(2025, 2, 1), date(2025, 3, 1)),
        Spell(date(2025, 9, 1), date(2025, 10, 1)),
        Spell(date(2026, 4, 1), date(2026, 5, 1)),
    ),
    "crisis_spells": (),
    "contact_difficulty": True,
    "framework": "enhanced_cpa",
    "multiple_complex_needs": True,
    "autism": False,
    "learning_disability": False,
    "substance_problem": False,
}
# One stay is not more than two.
MEETS_NOT = MEETS | {"inpatient_spells": (Spell(date(2026, 4, 1), date(2026, 5, 1)),)}


def taken_in(
    cast: Cast, *, at: datetime = NOW, told: dict[str, Any] | None = None, **fields: Any
) -> Referral:
    """Send a referral of Ruth's, and say that the person is new to the North team."""
    referral = sent(cast, at, told=MEETS if told is None else told, **fields)
    with asking(cast.ada) as ada:
        return taking_in.take_in_as_new(referral, by=ada, at=at)


def listed(worker: Worker, show: Show) -> list[Referral]:
    """Return the referrals that a worker's first page of a list shows."""
    return [row.referral for row in page_for(worker, Shown(show), at=NOW).rows]
