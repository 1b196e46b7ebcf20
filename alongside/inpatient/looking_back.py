"""What spells come to in the months that criteria look back on, counted as the criteria count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.inpatient.models import Spell
from alongside.kernel.period import Period, look_back
from alongside.policy.eligibility.spells import Spell as Counted
from alongside.policy.eligibility.spells import days_in, stays

MONTHS = 24  # how far back referral criteria look


@dataclass(frozen=True)
class LookBack:
    """What hospital and crisis team come to in a window that ends today."""

    window: Period
    stays: int
    detained: int
    days_in_hospital: int
    with_crisis_team: int
    days_with_crisis_team: int


def counted(spells: Iterable[Spell], kind: Spell.Kind) -> tuple[Counted, ...]:
    """Return spells of one kind as the criteria count them."""
    return tuple(
        Counted(each.began_on, each.ended_on, detained=bool(each.section), planned=each.planned)
        for each in spells
        if each.kind == kind
    )


def looked_back(spells: Iterable[Spell], *, today: date, months: int = MONTHS) -> LookBack:
    """Count spells in the months that end today; wards that were changed in one stay are one."""
    window, found = look_back(today, months), list(spells)
    inside = counted(found, Spell.Kind.INPATIENT)
    treated = counted(found, Spell.Kind.HOME_TREATMENT)
    whole = [stay for stay in stays(inside) if stay.touches(window)]
    return LookBack(
        window=window,
        stays=len(whole),
        detained=sum(stay.detained is True for stay in whole),
        days_in_hospital=days_in(inside, window),
        with_crisis_team=sum(stay.touches(window) for stay in stays(treated)),
        days_with_crisis_team=days_in(treated, window),
    )
