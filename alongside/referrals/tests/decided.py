"""How tests decide on a page: what is typed, and the pages by their names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from alongside.referrals.models import Referral
from alongside.referrals.tests.referred import MEETS, taken_in
from alongside.staff.models import Worker
from tests.cast import NOW, Cast

ClientOf = Callable[[Worker], Client]
YESTERDAY = NOW - timedelta(days=1)

LETTERS = {"to_person": "by hand", "to_referrer": "printed"}
YES = LETTERS | {
    "outcome": "accepted",
    "pathway": "established",
    "next_step": "Priya will call you this week.",
    "care_holder": "Armley CMHT, 0113 496 0200",
    "explanation": "Met twice on the ward",
}
NO = LETTERS | {
    "outcome": "refused",
    "instead": "A housing support worker",
    "care_holder": "Armley CMHT, 0113 496 0200",
}


def page(name: str, referral: Referral, **named: object) -> str:
    return reverse(f"deciding:{name}", kwargs={"referral_id": referral.pk, **named})


def referred(cast: Cast, told: dict[str, Any] = MEETS) -> Referral:
    return taken_in(cast, told=told, at=YESTERDAY)
