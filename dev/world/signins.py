"""Who signs in to the demo: one for each role, with an address that is easy to remember."""

from __future__ import annotations

from dataclasses import dataclass

from dev.world.staffing import NAMED

PASSWORD = "a river runs past the ward"  # noqa: S105 - of invented people, printed for everybody

OF_THEMSELF, OF_CARER = "themself@alongside.example", "mother@alongside.example"


@dataclass(frozen=True)
class SignIn:
    """One way to sign in to the demo."""

    email: str
    password: str
    name: str
    role: str
    team: str


_ROLES = {
    "care co-ordinator": "care co-ordinator",
    "manager": "team manager",
    "support-worker": "worker",
    "administrator": "administrator",
    "referrer": "referrer, of a team outside",
    "privacy officer": "privacy officer",
    "practitioner": "practitioner of a partner",
}


def sign_ins() -> list[SignIn]:
    """Return who signs in to the demo."""
    return [*_workers(), *_own()]


def _own() -> list[SignIn]:
    """Return who signs in with a sign-in of their own: whoever has it is named on their page."""
    return [
        SignIn(OF_THEMSELF, PASSWORD, "Somebody in care", "somebody in care", "Leeds"),
        SignIn(OF_CARER, PASSWORD, "Their mother", "a carer, who may be told something", "Leeds"),
    ]


def _workers() -> list[SignIn]:
    return [
        SignIn(
            email=f"{given.lower()}@alongside.example",
            password=PASSWORD,
            name=f"{given} {family}",
            role=_ROLES[post],
            team=f"{city} referring team" if post == "referrer" else city,
        )
        for (city, post), (given, family, _) in NAMED.items()
    ]
