"""Actions of leaving and coming back: transfer, discharge, return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db.models import DateTimeField, Value
from django.db.models.functions import Greatest

from alongside.access import actions as access
from alongside.access.deciding import Action
from alongside.audit.trail import audited, record
from alongside.caseload.models import CareCoordination, Discharge, Episode, Transfer
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import day
from alongside.policy.discharge import DischargeFacts, may_discharge
from alongside.staff.models import Team, Worker

# What rooms above do when care ends, in its transaction; each returns a sentence, or nothing. They
# cannot be called from here, so they register themselves, as in caseload.familiarity.
THEN: list[Callable[[Episode, Worker, datetime], str]] = []


@audited
def offer_transfer(
    episode: Episode,
    *,
    why: str,
    by: Worker,
    at: datetime,
    to_team: Team | None = None,
    to_service: str = "",
) -> Transfer:
    """Offer somebody's care to another team; it stays ours until that team has met them."""
    _open(episode)  # two who offer at once: the second waits here, and sees the first
    if Transfer.objects.filter(episode=episode, first_met_on=None, abandoned_at=None).exists():
        raise Refused("A transfer is already on its way. Finish or abandon it first.")
    transfer = Transfer.objects.create(
        episode=episode,
        person_id=episode.person_id,
        to_team=to_team,
        to_service=to_service or str(to_team or ""),
        why=why,
        asked_by=by,
        asked_at=at,
    )
    if to_team is not None:
        access.introduce(episode.person_id, to_team_id=to_team.pk, by=by, at=at)
    record("transfer.offered", on=transfer, by=by, at=at, to=transfer.to_service, why=why)
    return transfer


@audited
def accept_transfer(transfer: Transfer, *, accepted_by: str, by: Worker, at: datetime) -> Transfer:
    """Record that the other team agreed to take over the care; a team of ours says so itself."""
    transfer = _on_its_way(transfer)
    _speaks_for_the_new_team(by, transfer)
    if transfer.accepted_at is not None:
        raise Refused(f"{transfer.accepted_by} has accepted already.")
    transfer.accepted_at, transfer.accepted_by = at, accepted_by
    transfer.save(update_fields=["accepted_at", "accepted_by"])
    record("transfer.accepted", on=transfer, by=by, at=at, accepted_by=accepted_by)
    return transfer


@audited
def record_first_meeting(transfer: Transfer, *, met_on: date, by: Worker, at: datetime) -> Transfer:
    """Record the day on which the new team first met the person: from then on we may let go."""
    transfer = _on_its_way(transfer)
    _speaks_for_the_new_team(by, transfer)
    if transfer.accepted_at is None:
        raise Refused("The new team has not accepted yet.")
    if met_on < (began_on := transfer.episode.began_on):
        raise Refused(
            f"They cannot have met on {day(met_on)} for this: our care began on {day(began_on)}."
        )
    transfer.first_met_on = met_on
    transfer.save(update_fields=["first_met_on"])
    record("transfer.met", on=transfer, by=by, at=at, met_on=met_on)
    return transfer


@audited
def abandon_transfer(transfer: Transfer, *, why: str, by: Worker, at: datetime) -> Transfer:
    """Give up a transfer; the care goes on here, and the team it was offered to sees no more."""
    transfer = _on_its_way(transfer)
    transfer.abandoned_at = at
    transfer.save(update_fields=["abandoned_at"])
    record("transfer.abandoned", on=transfer, by=by, at=at, why=why)
    if transfer.to_team_id is not None and not _still_offered(transfer):
        access.withdraw(transfer.person_id, from_team_id=transfer.to_team_id, by=by, at=at)
    return transfer


def _still_offered(ended: Transfer) -> bool:
    """Whether another team of ours offers its care of the same person to the same team."""
    others = Transfer.objects.filter(person=ended.person_id, to_team=ended.to_team_id)
    return others.filter(first_met_on=None, abandoned_at=None).exists()


def _speaks_for_the_new_team(by: Worker, transfer: Transfer) -> None:
    """Refuse whoever answers for another team of ours; a service elsewhere is answered for."""
    team_id = transfer.to_team_id
    if team_id is not None and not by.may(Action.DISCHARGE, team_id=team_id):
        raise Refused(f"Only {transfer.to_service or transfer.to_team} can say that.")


def _on_its_way(transfer: Transfer) -> Transfer:
    found = (
        Transfer.objects.select_for_update()
        .filter(pk=transfer.pk, first_met_on=None, abandoned_at=None)
        .first()
    )
    if found is None:
        raise Refused("This transfer has ended.")
    return found


@dataclass(frozen=True)
class Leaving:
    """What is said of a discharge beside the facts that policy asks for."""

    explanation: str
    receiving_service: str = ""
    way_back: str = ""


@audited
def discharge(
    episode: Episode, *, facts: DischargeFacts, leaving: Leaving, by: Worker, at: datetime
) -> Discharge:
    """End an episode of care, or raise Refused with every reason why not.

    What else ended with it is told in `also` of what is returned.
    """
    found = _open(episode)
    Refused.unless(may_discharge(facts))
    discharged = Discharge.objects.create(
        episode=found,
        person_id=found.person_id,
        ground=facts.ground,
        explanation=leaving.explanation,
        plan=asdict(facts),
        receiving_service=leaving.receiving_service,
        way_back=leaving.way_back,
        discharged_by=by,
        discharged_at=at,
    )
    # Somebody may have been named while this waited for the lock; that ended as it began.
    ended_at = Greatest("began_at", Value(at, output_field=DateTimeField()))
    CareCoordination.objects.filter(episode=found, ended_at=None).update(ended_at=ended_at)
    record("episode.discharged", on=discharged, by=by, at=at, ground=facts.ground)
    told = [then(found, by, at) for then in THEN]
    discharged.also = tuple(filter(None, told))
    return discharged


def _open(episode: Episode) -> Episode:
    """Lock an episode that goes on, or refuse with a sentence."""
    found = Episode.objects.select_for_update(of=("self",)).open().filter(pk=episode.pk).first()
    if found is None:
        raise Refused("This episode of care has ended already.")
    return found
