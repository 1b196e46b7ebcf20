"""Recording contacts, correcting them, and taking them back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction

from alongside.audit.trail import audited, record
from alongside.contacts.actions.ladder import after_contact, one_at_a_time
from alongside.contacts.models import Contact, PlannedVisit
from alongside.kernel.rules import Refused
from alongside.partners.models import Agency
from alongside.people.models import Person
from alongside.policy.contacts import Intervention, Means, Outcome, Place, was_seen
from alongside.policy.visiting import Recording, may_record
from alongside.staff.models import Worker


@dataclass(frozen=True)
class ContactText:
    """What somebody tells about a contact: made, missed or cancelled.

    The id is made where the contact is written, so that what is sent twice is one contact.
    """

    person: Person
    team_id: int
    worker: Worker
    began_at: datetime
    outcome: Outcome
    means: Means = Means.FACE_TO_FACE
    place: Place | None = None
    minutes: int | None = None
    interventions: tuple[Intervention, ...] = ()
    goal: UUID | None = None
    signs: tuple[UUID, ...] | None = None  # that were seen; None where nobody looked for them
    second_worker: Worker | None = None
    partner: Agency | None = None
    with_whom: str = ""
    note: str = ""
    next_step: str = ""
    visit: PlannedVisit | None = None
    id: UUID = field(default_factory=uuid4)

    @classmethod
    def of(cls, contact: Contact) -> ContactText:
        """Return what a contact says, to be said again with a difference."""
        return cls(
            person=contact.person,
            team_id=contact.team_id,
            worker=contact.worker,
            began_at=contact.began_at,
            outcome=Outcome(contact.outcome),
            means=Means(contact.means),
            place=Place(contact.place) if contact.place else None,
            minutes=contact.minutes,
            interventions=tuple(Intervention(each) for each in contact.interventions),
            goal=contact.goal,
            signs=None if contact.signs is None else tuple(contact.signs),
            second_worker=contact.second_worker,
            partner=contact.partner,
            with_whom=contact.with_whom,
            note=contact.note,
            next_step=contact.next_step,
            visit=contact.visit,
            id=contact.pk,
        )


class AlreadyWritten(Refused):
    """A contact with this id was recorded before and says something else; carries that one."""

    def __init__(self, first: Contact | None) -> None:
        super().__init__(
            f"This form was already sent, and says: {first.in_a_line}. That contact is kept as it"
            " is. Correct it if it is wrong; send this again if it is another contact."
            if first
            else "This form cannot be sent again. Open it anew; what you typed is still here."
        )
        self.first = first


@audited
def record_contact(text: ContactText, *, by: Worker, at: datetime) -> Contact:
    """Record a contact; begin the ladder when it was missed, end it when they were seen.

    The same contact sent again is the same contact. Raises AlreadyWritten when the same id comes
    with something else to say.
    """
    Refused.unless(may_record(_recording(text, at)))
    contact, is_new = _write(_contact_of(text, by=by, at=at))
    if not is_new:
        record("contact.resent", on=contact, by=by, at=at)
        return contact
    begun = after_contact(contact, by=by, at=at)
    record(
        "contact.recorded",
        on=contact,
        by=by,
        at=at,
        outcome=text.outcome,
        ladder_steps=len(begun),
    )
    return contact


@audited
def correct(
    wrong: Contact, *, text: ContactText, because: str, by: Worker, at: datetime
) -> Contact:
    """Record what a contact should have said; the wrong one stays, struck out, with the reason."""
    Refused.unless(may_record(_recording(text, at)))
    right = _contact_of(text, by=by, at=at)
    right.person_id, right.corrects, right.because = wrong.person_id, wrong, because
    contact, is_new = _write_correction(right)
    if is_new:
        after_contact(contact, by=by, at=at)
    record("contact.corrected", on=contact, by=by, at=at, corrects=wrong.pk, because=because)
    return contact


@audited
def take_back(
    wrong: Contact,
    *,
    because: str,
    by: Worker,
    at: datetime,
    about: tuple[Person, int] | None = None,
) -> Contact:
    """Strike out a contact that was about somebody else or never was; record it where it belongs.

    `about` is whom it was really about, with the team for which it is recorded.
    """
    struck = _copy_of(
        wrong, id=uuid5(wrong.pk, "taken back"), outcome=Outcome.TAKEN_BACK.value, was_seen=False
    )
    struck.corrects, struck.because = wrong, because
    struck.written_by, struck.written_at = by, at
    contact, is_new = _write_correction(struck)
    if is_new:
        after_contact(contact, by=by, at=at)
    record("contact.taken_back", on=contact, by=by, at=at, corrects=wrong.pk, because=because)
    if about:
        record_contact(_said_about(wrong, *about), by=by, at=at)
    return contact


def _said_about(wrong: Contact, person: Person, team_id: int) -> ContactText:
    """Return the same contact told about somebody else: goals, signs and visits are one's own."""
    text = ContactText.of(wrong)
    text = replace(text, person=person, team_id=team_id, goal=None, signs=None, visit=None)
    return replace(text, id=uuid5(wrong.pk, str(person.pk)))


def _recording(text: ContactText, at: datetime) -> Recording:
    return Recording(text.began_at, at, text.person.born_on, text.person.died_on)


def _contact_of(text: ContactText, *, by: Worker, at: datetime) -> Contact:
    return Contact(
        id=text.id,
        person_id=text.person.pk,
        team_id=text.team_id,
        visit=text.visit,
        began_at=text.began_at,
        minutes=text.minutes,
        means=text.means.value,
        place=text.place.value if text.place else "",
        outcome=text.outcome.value,
        interventions=[each.value for each in text.interventions],
        was_seen=was_seen(text.outcome, text.means),
        worker=text.worker,
        second_worker=text.second_worker,
        partner=text.partner,
        with_whom=text.with_whom,
        goal=text.goal,
        signs=None if text.signs is None else list(text.signs),
        note=text.note,
        next_step=text.next_step,
        written_by=by,
        written_at=at,
    )


def _copy_of(contact: Contact, **differences: object) -> Contact:
    return Contact(**{name: getattr(contact, name) for name in _COLUMNS} | differences)


def _write(contact: Contact) -> tuple[Contact, bool]:
    """Insert a contact, or return the one that says the same under the same id."""
    one_at_a_time(contact.person_id)
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:
        first = Contact.objects.filter(pk=contact.pk).first()
        if first is None or _says(first) != _says(contact):
            raise AlreadyWritten(first) from None
        return first, False
    return contact, True


def _write_correction(contact: Contact) -> tuple[Contact, bool]:
    """Insert a correction, or refuse because somebody else corrected the same contact before."""
    one_at_a_time(contact.person_id)
    wrong = contact.corrects
    if Contact.objects.filter(corrects=wrong).exclude(pk=contact.pk).exists():
        raise Refused("This contact was corrected meanwhile. Correct the newer one instead.")
    if wrong and wrong.is_taken_back:
        raise Refused("This contact was taken back. Record a new one instead.")
    return _write(contact)


_COLUMNS = tuple(f.attname for f in Contact._meta.concrete_fields)  # noqa: SLF001 - Django's public name for a model
_SAID = frozenset(_COLUMNS) - {"was_seen", "written_by_id", "written_at", "because"}


def _says(contact: Contact) -> dict[str, object]:
    return {name: getattr(contact, name) for name in _SAID}
