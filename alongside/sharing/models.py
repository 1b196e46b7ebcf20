"""Who may be told what about a person, and what somebody else said in confidence."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.access.cipher import Enciphered
from alongside.audit.append_only import never_changed


class Recipient(models.Model):
    """Somebody who may be told about a person, or may not: a relative, a practitioner."""

    class As(models.TextChoices):
        """Who they are to the person."""

        FAMILY = "family", "Family, friend or carer"
        PRACTITIONER = "practitioner", "A practitioner of another service"
        OTHER = "other", "Somebody else"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    as_what = models.CharField(max_length=20, choices=As.choices)
    practitioner = models.ForeignKey(
        "partners.Practitioner", on_delete=models.PROTECT, null=True, related_name="+"
    )  # who has an account here, and sees what the person consents to
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        constraints = [
            models.UniqueConstraint(
                name="a_practitioner_once_a_person", fields=["person", "practitioner"]
            )
        ]


class Consent(models.Model):
    """What a person answered about one kind of information and one recipient. The last stands."""

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=20)  # of policy.consent, as the next two
    answer = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    called_by = models.CharField(max_length=10, blank=True)  # of policy.joint, to a practitioner
    obtained_by = models.CharField(max_length=200, blank=True)  # who asked, if not who wrote it
    answered_on = models.DateField()
    look_again_on = models.DateField()
    by = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )  # who wrote it down; none: the person took it back with their own sign-in
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "recipient", "asked", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="looked_at_again_after_the_answer",
                condition=models.Q(look_again_on__gt=models.F("answered_on")),
            ),
            models.CheckConstraint(
                name="without_a_worker_it_is_only_taken_back",
                condition=models.Q(by__isnull=False) | models.Q(how="on screen", answer="no"),
            ),
        ]
        triggers = never_changed()


class Statement(models.Model):
    """What somebody said about a person and does not want them told. Only added, and enciphered.

    Read for a reason, by those whom `access.decide` lets read what others said in confidence.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    said_by_enciphered = models.BinaryField()
    said_enciphered = models.BinaryField()
    told_on = models.DateField()
    told_to = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    said_by = Enciphered["Statement"]("said_by_enciphered")
    said = Enciphered["Statement"]("said_enciphered")

    class Meta:
        indexes = [models.Index(fields=["person", "-told_on"])]
        triggers = never_changed()


class Release(models.Model):
    """Whoever said it agrees that the person may be told: from now on it needs no reason."""

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="release")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=300)
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


class InformationRequest(models.Model):
    """Somebody outside asked for information about a person: who, by what right, for what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=200)
    of_what = models.CharField(max_length=200)  # the body they ask for
    as_what = models.CharField(max_length=20)  # of policy.disclosing.AsksAs
    asked_on = models.DateField()
    asks_for = models.TextField()
    says_why = models.TextField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-asked_on"])]
        triggers = never_changed()


class RequestDecision(models.Model):
    """What was decided about a request: refused, or the least that may be given, and why."""

    request = models.OneToOneField(
        InformationRequest, on_delete=models.PROTECT, related_name="decision"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    is_given = models.BooleanField()
    ground = models.CharField(max_length=20, blank=True)  # of policy.disclosing.Ground
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    the_least = models.TextField(blank=True)
    known_by = models.TextField(blank=True)  # how it was found that they are who they say
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="what_is_given_has_a_ground_and_a_limit",
                condition=models.Q(is_given=False, ground="", the_least="", consent=None)
                | (models.Q(is_given=True) & ~models.Q(ground="") & ~models.Q(the_least="")
                   & ~models.Q(known_by="")),
            ),
            models.CheckConstraint(
                name="what_they_said_may_be_told_is_named",
                condition=~models.Q(ground="consent") | models.Q(consent__isnull=False),
            ),
        ]  # fmt: skip
        triggers = never_changed()


class Disclosure(models.Model):
    """Information about a person was given to somebody outside: what, on what ground, and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    request = models.OneToOneField(
        InformationRequest, on_delete=models.PROTECT, null=True, related_name="disclosure"
    )
    to_whom = models.CharField(max_length=200)
    of_what = models.CharField(max_length=200)
    as_what = models.CharField(max_length=20)
    ground = models.CharField(max_length=20)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    what = models.TextField()
    how = models.CharField(max_length=20)  # of policy.disclosing.Sent
    given_on = models.DateField()
    person_told = models.CharField(max_length=20)  # of policy.disclosing.PersonTold
    not_told_because = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-given_on"])]
        constraints = [
            models.CheckConstraint(
                name="told_on_consent_names_it",
                condition=~models.Q(ground="consent") | models.Q(consent__isnull=False),
            ),
            models.CheckConstraint(
                name="who_is_never_told_has_a_reason",
                condition=~models.Q(person_told="never") | ~models.Q(not_told_because=""),
            ),
        ]
        triggers = never_changed()


class Breach(models.Model):
    """Something about somebody came to those who had no right to it. A disciplinary matter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    happened_on = models.DateField()
    about_whom = models.CharField(max_length=300)
    what_enciphered = models.BinaryField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    what = Enciphered["Breach"]("what_enciphered")

    class Meta:
        indexes = [models.Index(fields=["team", "-at"])]
        triggers = never_changed()


class BreachFollowed(models.Model):
    """A step in following up a breach: what was done, by whom and when."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=20)  # of policy.disclosing.BreachStep
    says = models.TextField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_breach_is_closed_once", fields=["breach"], condition=models.Q(step="closed")
            )
        ]
        triggers = never_changed()
