"""A harm reduction service with which North works, and its practitioner Jo."""

from __future__ import annotations

from datetime import date
from typing import Any

from alongside.access.second_step import with_known_app
from alongside.partners import actions
from alongside.partners.actions import Agreed
from alongside.partners.models import Agency, Practitioner, Protocol
from alongside.staff.models import Worker
from tests.cast import NOW, PASSWORD, Cast

AGREED: dict[str, Any] = {
    "ours": "Works with people who are reluctant to accept assistance.",
    "theirs": "Offers a practitioner with a high level of skills.",
    "aims": "To meet the needs of people who need harm reduction.",
    "target_group": "People with severe mental illness who use drugs.",
    "days": [1],
    "place": "St Mary's",
    "notice_weeks": 2,
    "agreed_besides": "",
    "drafted_on": date(2026, 1, 5),
    "review_on": date(2027, 8, 1),
}


def partnered(cast: Cast, *, by: Worker, **other: Any) -> Protocol:
    """Agree on joint working between North and a harm reduction service, inside `asking`."""
    agency = Agency.objects.create(name="Harm Reduction Leeds", kind=Agency.Kind.HARM_REDUCTION)
    agreed = Agreed(**{**AGREED, **other})
    return actions.begin_protocol(cast.north, agency=agency, agreed=agreed, by=by, at=NOW)


def join(cast: Cast, protocol: Protocol, *, by: Worker, name: str = "Jo Marsh") -> Practitioner:
    """Let a practitioner in, who has chosen a password."""
    email = f"{name.split(maxsplit=1)[0].lower()}@alongside.example"
    practitioner, _ = actions.let_in(
        protocol, name=name, email=email, phone="", began_on=date(2026, 1, 5), by=by, at=NOW
    )
    practitioner.account.set_password(PASSWORD)
    practitioner.account.must_change_password = False
    practitioner.account.save(update_fields=["password", "must_change_password"])
    with_known_app(practitioner.account_id).save()
    return practitioner
