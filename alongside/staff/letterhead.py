"""Who writes, on every letter of a team, and where the reader can turn when unhappy."""

from __future__ import annotations

from alongside.documents.parts import Rights, Sender, Signatory, WhomToAsk
from alongside.policy.team import Profession
from alongside.staff.models import Provider, Team, Worker


def sender_of(team: Team) -> Sender:
    """Return a team as the head of a letter."""
    return Sender(
        organisation=team.service.provider.name,
        team=team.name,
        address=tuple(line for line in team.address.splitlines() if line.strip()),
        phone=team.phone,
    )


def rights_of(provider: Provider) -> Rights:
    """Return a provider's PALS, complaint route and advocacy, as letters name them."""
    return Rights(
        pals=WhomToAsk.read(provider.pals, name="PALS"),
        complaints=WhomToAsk.read(provider.complaints, name="The complaints team"),
        advocacy=WhomToAsk.read(provider.advocacy, name="An advocate"),
    )


def signatory_of(worker: Worker) -> Signatory:
    """Return a worker as the one who signs."""
    professions = {each.value: each.label for each in Profession}
    return Signatory(name=worker.name, role=professions.get(worker.profession, worker.profession))
