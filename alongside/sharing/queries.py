"""Finding who may be told what about somebody, and what others said in confidence, unread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from alongside.access.queries import people_known_to
from alongside.policy.consent import Answer, Asked
from alongside.sharing.models import Consent, Recipient, Statement
from alongside.staff.models import Worker

_ORDER = {asked.value: place for place, asked in enumerate(Asked)}


def consents_for(worker: Worker, person_id: UUID) -> list[tuple[Recipient, list[Consent]]]:
    """Return everybody about whom somebody was asked, by name, with what stands now."""
    known = people_known_to(worker.team_ids)
    recipients = Recipient.objects.filter(person_id=person_id, person__in=known)
    of_each: defaultdict[UUID, list[Consent]] = defaultdict(list)
    found = _newest().filter(person_id=person_id, person__in=known).select_related("by")
    for each in sorted(found, key=lambda one: _ORDER.get(one.asked, len(_ORDER))):
        of_each[each.recipient_id].append(each)
    return [(each, of_each[each.pk]) for each in recipients.order_by("name", "at")]


def standing_consents_for(worker: Worker, person_id: UUID) -> list[Consent]:
    """Return what stands about somebody, for each recipient and kind, by the recipient's name."""
    known = people_known_to(worker.team_ids)
    found = _newest().filter(person_id=person_id, person__in=known).select_related("recipient")
    return sorted(found, key=lambda one: (one.recipient.name, _ORDER.get(one.asked, len(_ORDER))))


def recipient_for(worker: Worker, person_id: UUID, recipient_id: UUID) -> Recipient | None:
    """Return somebody about whom a person was asked, or None."""
    known = people_known_to(worker.team_ids)
    found = Recipient.objects.filter(person_id=person_id, person__in=known)
    return found.filter(pk=recipient_id).first()


def practitioners_told_for(worker: Worker, person_id: UUID) -> list[Consent]:
    """Return what stands about each practitioner whom somebody was asked about, by name."""
    known = people_known_to(worker.team_ids)
    found = _newest().filter(person_id=person_id, person__in=known, asked=Asked.MINIMUM)
    told = found.exclude(recipient__practitioner=None).select_related(
        "recipient__practitioner__agency", "by"
    )
    return sorted(told, key=lambda each: each.recipient.name)


def consents_to_agency_for(worker: Worker, team_id: int, agency_id: int) -> list[Consent]:
    """Return who, of those a team of this worker's knows, consents to a practitioner of an agency.

    With whom it is about; only where the last answer is yes.
    """
    known = people_known_to(worker.team_ids & {team_id})
    found = _newest().filter(person__in=known, asked=Asked.MINIMUM)
    told = found.filter(recipient__practitioner__agency_id=agency_id)
    every = told.select_related("recipient__practitioner", "person")
    return [each for each in every if each.answer == Answer.YES]


def recipients_called(ids: Iterable[UUID]) -> dict[UUID, Recipient]:
    """Return some recipients by their ids, as far as whoever asks may see them."""
    return Recipient.objects.in_bulk(set(ids))


def standing_of(recipient: Recipient) -> Sequence[Consent]:
    """Return what stands about one recipient, kind by kind."""
    return list(_newest().filter(recipient=recipient))


def _newest() -> QuerySet[Consent]:
    # By the day of the answer: last week's yes that is written late does not undo today's no.
    newest_first = ("recipient", "asked", "-answered_on", "-at", "-pk")
    return Consent.objects.order_by(*newest_first).distinct("recipient", "asked")


def statements_for(worker: Worker, person_id: UUID) -> QuerySet[Statement]:
    """Return what others said about somebody, newest first: `access.decide` says who reads it."""
    known = people_known_to(worker.team_ids)
    found = Statement.objects.filter(person_id=person_id, person__in=known)
    return found.select_related("told_to", "release__by").order_by("-told_on", "-written_at")


def statement_for(worker: Worker, person_id: UUID, statement_id: UUID) -> Statement | None:
    """Return one of them, or None."""
    return statements_for(worker, person_id).filter(pk=statement_id).first()
