"""Another system for tests: it has a key of Ruth's, and speaks JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from alongside.access.actions import make_key
from alongside.access.models import Key
from alongside.kernel.period import day_of
from alongside.staff.models import Worker
from tests.cast import Cast, asking

AN_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
WEI: dict[str, Any] = {
    "id": AN_ID,
    "team": "North team",
    "given_name": "Wei",
    "family_name": "Zhang",
    "born_on": "1991-05-02",
    "nhs_number": "999 735 4680",
    "reason": "Three admissions in two years, and nobody can keep in touch.",
    "who_holds_care": "Armley CMHT, Ruth Adeyemi",
    "severe_and_persistent": True,
    "poor_adherence": "not known",
    "moves_in_two_years": 3,
    "primary_diagnosis": "schizophrenia",
    "secondary_diagnoses": [],
    "inpatient_spells": ["2025-03-01 to 2025-05-31 detained", "2026-11-01 to now"],
}


@dataclass
class System:
    """A system that shows a key with everything it asks."""

    secret: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, path: str = "") -> HttpResponse:
        """Ask for something."""
        return self.client.get(f"/api/referrals{path}", headers=self._shown)  # type: ignore[return-value]  # the test client's own kind of answer

    def post(self, content: object, path: str = "") -> HttpResponse:
        """Send something: a thing to be written as JSON, or bytes as they are."""
        body = content if isinstance(content, bytes) else json.dumps(content)
        return self.client.post(  # type: ignore[return-value]  # the test client's own kind of answer
            f"/api/referrals{path}", body, content_type="application/json", headers=self._shown
        )

    @property
    def _shown(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}


def key_of(
    worker: Worker, made_by: Worker, name: str = "Armley record", *, days: int = 365
) -> tuple[Key, str]:
    """Make a key in the name of a worker, that opens for some days."""
    now = timezone.now()
    ends_on = day_of(now) + timedelta(days=days)
    account_id: UUID = worker.account_id  # type: ignore[assignment]  # everybody of the cast has one
    with asking(made_by):
        return make_key(account_id, name=name, ends_on=ends_on, by=made_by, at=now)


def system_of(cast: Cast, worker: Worker | None = None) -> System:
    """Return a system that refers in the name of Ruth, or of somebody else."""
    return System(key_of(worker or cast.ruth, cast.ada)[1])


def sentences(answer: HttpResponse) -> list[str]:
    """Return everything that was wrong, each with its field."""
    errors = json.loads(answer.content)["errors"]
    return [f"{one['field']}: {one['sentence']}" for one in errors]
