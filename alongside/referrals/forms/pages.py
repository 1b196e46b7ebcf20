"""Which form each part of a referral has, filled with what was typed, kept, or written before."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from alongside.kernel.fact import Known
from alongside.nhsuk.forms import Form, Kept
from alongside.policy.values import SHIPPED, Nation
from alongside.referrals.actions.referring import WRITTEN
from alongside.referrals.facts import told_in
from alongside.referrals.forms.facts import filled
from alongside.referrals.forms.referring import Needs, Sender, Who, Why
from alongside.referrals.models import Referral
from alongside.referrals.sections import NEEDS, SENDER, WHO, WHY, Section, is_paper
from alongside.staff.own_values import values_of_teams


def form_of(
    draft: Referral, page: Section, *, typed: QueryDict | None, kept: Kept | None, on: date
) -> Form:
    """Return the form of one part of a draft."""
    if page.kinds:
        return filled(page.kinds, told_in(draft), typed=typed, kept=kept)
    given: dict[str, Any] = {"data": typed, "kept": kept, "initial": _columns(draft)}
    if page.id == WHY:
        nation = Nation(draft.to_team.service.nation)
        return Why(
            **given,
            nation=nation,
            on=on,
            values=values_of_teams([draft.to_team_id]).get(draft.to_team_id, SHIPPED),
            paper=is_paper(draft),
        )
    return {SENDER: Sender, WHO: Who, NEEDS: Needs}[page.id](**given)


def _columns(draft: Referral) -> dict[str, Any]:
    told = told_in(draft).get("referrer")
    kind = str(told.value) if isinstance(told, Known) else ""
    return {name: getattr(draft, name) for name in WRITTEN} | {"referrer": kind}
