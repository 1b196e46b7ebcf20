"""Finding contacts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from alongside.access.queries import people_known_to, teams_that_know
from alongside.caseload.queries import episodes_for
from alongside.contacts.models import Contact, ContactQuerySet
from alongside.kernel.period import end_of, start_of
from alongside.policy.contacts import ATTENDED, DIRECT_MEANS, MISSED, Means
from alongside.staff.models import Worker


def contacts_for(worker: Worker, person_id: UUID) -> ContactQuerySet:
    """Return everything written about contacts with somebody, newest first, struck ones too."""
    # Joined only as far as every list needs: beyond eight tables planning takes longer than asking.
    return _about(worker, person_id).select_related(
        "worker", "second_worker", "partner", "written_by", "team"
    )


def contact_for(worker: Worker, person_id: UUID, contact_id: UUID) -> Contact | None:
    """Return one contact with somebody that this worker may see, or None."""
    found = _with_corrections(contacts_for(worker, person_id))
    return found.filter(pk=contact_id).first()


def last_seen_for(worker: Worker, person_id: UUID) -> Contact | None:
    """Return the last contact at which anybody set eyes on somebody, or None."""
    seen = _about(worker, person_id).standing().filter(was_seen=True)
    return seen.select_related("worker").first()


def _with_corrections(contacts: ContactQuerySet) -> ContactQuerySet:
    newer = Contact.objects.select_related("written_by")
    return contacts.prefetch_related(Prefetch("corrected_by", newer))


def _about(worker: Worker, person_id: UUID) -> ContactQuerySet:
    return Contact.objects.filter(
        person_id=person_id, person__in=people_known_to(worker.team_ids)
    ).order_by("-began_at", "-written_at")


@dataclass(frozen=True)
class Sieve:
    """Which contacts of somebody are wanted; nothing said is all of them."""

    what: str = ""  # seen, spoken, direct, met, missed, struck
    done: str = ""  # of policy.contacts.Intervention: those who met them did this
    worker_id: UUID | None = None
    first: date | None = None
    last: date | None = None

    def of(self, contacts: ContactQuerySet) -> ContactQuerySet:
        """Return those that are wanted."""
        kinds = {
            "seen": contacts.standing().filter(was_seen=True),
            "spoken": contacts.standing().filter(was_seen=False, outcome__in=ATTENDED),
            "direct": contacts.standing().filter(outcome__in=ATTENDED, means__in=DIRECT_MEANS),
            "met": contacts.standing().filter(outcome__in=ATTENDED, means=Means.FACE_TO_FACE),
            "missed": contacts.standing().filter(outcome__in=MISSED),
            "struck": contacts.filter(Exists(Contact.objects.filter(corrects=OuterRef("pk")))),
        }
        contacts = kinds.get(self.what, contacts)
        if self.done:
            did = contacts.standing().filter(outcome__in=ATTENDED)
            contacts = did.filter(interventions__contains=[self.done])
        if self.worker_id:
            contacts = contacts.filter(
                Q(worker_id=self.worker_id) | Q(second_worker_id=self.worker_id)
            )
        if self.first:
            contacts = contacts.filter(began_at__gte=start_of(self.first))
        if self.last:
            contacts = contacts.filter(began_at__lt=end_of(self.last))
        return contacts


def contacts_asked_for(worker: Worker, person_id: UUID, sieve: Sieve) -> ContactQuerySet:
    """Return the contacts with somebody that are wanted, each with what corrects it."""
    return _with_corrections(sieve.of(contacts_for(worker, person_id)))


@dataclass(frozen=True)
class Tally:
    """How many contacts somebody had lately, each number with the rows behind it."""

    since: date
    seen: int
    spoken_to: int
    missed: int


def tally_for(worker: Worker, person_id: UUID, *, since: date) -> Tally:
    """Count somebody's contacts since a day."""
    counted = (
        _about(worker, person_id)
        .order_by()
        .standing()
        .filter(began_at__gte=start_of(since))
        .aggregate(
            seen=Count("pk", filter=Q(was_seen=True)),
            spoken_to=Count("pk", filter=Q(was_seen=False, outcome__in=ATTENDED)),
            missed=Count("pk", filter=Q(outcome__in=MISSED)),
        )
    )
    return Tally(since, **counted)


def met_by_for(worker: Worker, person_id: UUID) -> list[Worker]:
    """Return every worker who met or tried to meet somebody, by name."""
    met = _about(worker, person_id)
    each_once = met.order_by("worker__name", "worker_id").distinct("worker__name", "worker_id")
    return [contact.worker for contact in each_once.select_related("worker").only("worker")]


def team_in_touch_for(worker: Worker, person_id: UUID, team_ids: Iterable[int]) -> int | None:
    """Return for which team a worker meets somebody: one that cares for them, else knows them.

    Whoever opened the record in an emergency meets them for a team of their own.
    """
    may = worker.team_ids & frozenset(team_ids)
    known = teams_that_know(person_id, may)
    own = [team for team in known if team > 0]
    if known and not own:
        return min((team for team in may if team > 0), default=None)
    if len(own) < 2:
        return own[0] if own else None
    in_care = episodes_for(worker).filter(person_id=person_id, team_id__in=own)
    return in_care.values_list("team_id", flat=True).order_by("team_id").first() or own[0]
