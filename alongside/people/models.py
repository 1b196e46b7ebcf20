"""A person, the names they go by, and what they wish and need from those who work with them."""

from __future__ import annotations

import uuid
from datetime import date
from hashlib import sha256

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.access.cipher import Enciphered
from alongside.audit.append_only import never_changed
from alongside.kernel.nhs_number import NhsNumber
from alongside.kernel.period import years_between
from alongside.people.door import interpreter_in_words


@pghistory.track()
class Person(models.Model):
    """Somebody whom a team knows. Anything but the id may be not known."""

    class Gender(models.TextChoices):
        """Gender as the person states it."""

        MALE = "1", "Male"
        FEMALE = "2", "Female"
        NON_BINARY = "3", "Non-binary"
        OTHER = "4", "Other"
        NOT_KNOWN = "X", "Not known"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    former_names = models.CharField(max_length=200, blank=True)
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True, db_index=True)
    gender = models.CharField(max_length=1, choices=Gender.choices, default=Gender.NOT_KNOWN)
    pronouns = models.CharField(max_length=40, blank=True)
    ethnicity = models.CharField(max_length=2, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    first_language = models.CharField(max_length=40, blank=True)
    needs_interpreter = models.BooleanField(null=True)
    communication_needs = models.TextField(blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    ward = models.CharField(max_length=100, blank=True)  # of residence, of the council
    no_fixed_address = models.BooleanField(default=False)
    where_to_find = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    gp_practice = models.ForeignKey(
        "partners.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    before_knocking = models.TextField(blank=True)  # what a visitor has to know at the door
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="born_before_died",
                condition=Q(born_on=None) | Q(died_on=None) | Q(died_on__gte=F("born_on")),
            ),
            models.CheckConstraint(
                name="nhs_number_has_ten_digits",
                condition=Q(nhs_number="") | Q(nhs_number__regex=r"^[0-9]{10}$"),
            ),
        ]

    def __str__(self) -> str:
        """Return the name that pages show."""
        return self.full_name

    @property
    def person_id(self) -> uuid.UUID:
        """The person whom this row is about: itself."""
        return self.pk

    @property
    def full_name(self) -> str:
        """Given and family name, or the plain statement that no name is known."""
        return f"{self.given_name} {self.family_name}".strip() or "Name not known"

    @property
    def name_to_use(self) -> str:
        """What the person likes to be called."""
        return self.known_as or self.given_name or self.full_name

    @property
    def nhs_number_spaced(self) -> str:
        """The NHS number in threes and four, or nothing."""
        return NhsNumber(self.nhs_number).spaced if self.nhs_number else ""

    @property
    def interpreter(self) -> str:
        """That an interpreter is needed and for which language, or nothing."""
        return interpreter_in_words(is_needed=self.needs_interpreter, language=self.first_language)

    def age_on(self, day: date) -> int | None:
        """Return the age in years on a day, or None when the date of birth is not known."""
        return years_between(self.born_on, day) if self.born_on else None


@pghistory.track()
class Restricted(models.Model):
    """How to get to somebody that must not come into other hands: shown for a reason only.

    Enciphered, in the history too. `access.decide` says who may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="restricted")
    entry_code_enciphered = models.BinaryField(default=b"")
    safe_address_enciphered = models.BinaryField(default=b"")
    safe_contact_enciphered = models.BinaryField(default=b"")
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    entry_code = Enciphered["Restricted"]("entry_code_enciphered")
    safe_address = Enciphered["Restricted"]("safe_address_enciphered")
    safe_contact = Enciphered["Restricted"]("safe_contact_enciphered")

    @property
    def kept(self) -> list[str]:
        """Which of them are written down, by name; this says nothing of what they are."""
        columns = {name: getattr(self, f"{name}_enciphered") for name in RESTRICTED}
        return [name for name, column in columns.items() if bytes(column)]

    @property
    def marks(self) -> dict[str, str]:
        """What is written down, each as a mark that is another one when it was written anew.

        Of what is enciphered, so it says nothing of what it is.
        """
        columns = {name: bytes(getattr(self, f"{name}_enciphered")) for name in self.kept}
        return {name: sha256(column).hexdigest()[:16] for name, column in columns.items()}


# What is restricted, in the order and the words in which pages ask for it.
RESTRICTED = {
    "entry_code": "Key-safe or entry code",
    "safe_address": "Safe address",
    "safe_contact": "Safe way to reach them",
}


@pghistory.track()
class Wish(models.Model):
    """What a person wishes or needs in those who work with them, or that they have no wish.

    No row at all means that nobody has asked yet, which is not the same as no wish.
    """

    class About(models.TextChoices):
        """What is asked of everybody (W 4.1, R 7)."""

        GENDER = "gender", "Man or woman as care co-ordinator"
        CULTURE = "culture", "Culture"
        RELIGION = "religion", "Religion"
        LANGUAGE = "language", "Language"

    class Answer(models.TextChoices):
        """What the person answered."""

        WISH = "wish", "Has a wish"
        NONE = "none", "Has no wish"
        DECLINED = "declined", "Did not want to say"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wishes")
    about = models.CharField(max_length=20, choices=About.choices)
    answer = models.CharField(max_length=20, choices=Answer.choices)
    value = models.CharField(max_length=60, blank=True)  # woman, Punjabi, Muslim…
    in_their_words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "about", "-asked_at"])]
        constraints = [
            models.CheckConstraint(
                name="a_wish_says_what",
                condition=~Q(answer="wish") | ~Q(value="") | ~Q(in_their_words=""),
            )
        ]

    @property
    def says(self) -> str:
        """What they wish, in a word where there is one; else what they answered."""
        if self.answer != self.Answer.WISH:
            return self.get_answer_display()
        return self.value or self.in_their_words


class Telling(models.Model):
    """Facts about a person were told, or found still right: which ones, by whom, to whom, when."""

    class Source(models.TextChoices):
        """Where the worker has it from."""

        PERSON = "person", "The person"
        CARER = "carer", "Family, a friend or a carer"
        GP = "gp", "Their GP"
        REFERRER = "referrer", "Whoever referred them"
        RECORD = "record", "Another record"
        WORKER = "worker", "A worker who saw it"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tellings")
    facts = ArrayField(models.CharField(max_length=40))
    changed = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, blank=True)
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"])]
        triggers = never_changed()
