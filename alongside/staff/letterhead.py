"""Who writes, on every letter of a team, and where the reader can turn when unhappy."""

from __future__ import annotations

from dataclasses import replace

from alongside.documents.parts import Rights, Sender, Signatory, WhomToAsk
from alongside.kernel.text import lines_of
from alongside.policy.rights import Turn, rights_in
from alongside.policy.team import Profession
from alongside.staff.models import Team, Worker


def sender_of(team: Team) -> Sender:
    """Return a team as the head of a letter."""
    return Sender(
        organisation=team.service.provider.name,
        team=team.name,
        address=lines_of(team.address),
        phone=team.phone,
    )


def rights_of(team: Team) -> Rights:
    """Return where to turn when unhappy, as letters name it: in Wales it is not PALS."""
    provider = team.service.provider
    return rights_told(
        team.service.nation,
        pals=provider.pals,
        complaints=provider.complaints,
        advocacy=provider.advocacy,
    )


def rights_told(nation: str, *, pals: str, complaints: str, advocacy: str) -> Rights:
    """Return the same of what a provider wrote of each, in a nation."""
    of_nation = rights_in(nation)
    return Rights(
        pals=_turn(pals, of_nation.listens),
        complaints=_turn(complaints, of_nation.complains),
        advocacy=WhomToAsk.read(advocacy, name="An advocate"),
    )


def _turn(kept: str, of_nation: Turn) -> WhomToAsk:
    read = WhomToAsk.read(kept, name=of_nation.name)
    return replace(read, how_they_help=of_nation.helps)


def signatory_of(worker: Worker) -> Signatory:
    """Return a worker as the one who signs."""
    return Signatory(name=worker.name, role=role_of(worker.profession))


def role_of(profession: str) -> str:
    """Return what somebody is, as people read it."""
    return {each.value: each.label for each in Profession}.get(profession, profession)
