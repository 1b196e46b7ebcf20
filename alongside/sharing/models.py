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
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


class Consent(models.Model):
    """What a person answered about one kind of information and one recipient. The last stands."""

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=20)  # of policy.consent, as the next two
    answer = models.CharField(max_length=10)
    how = models.CharField(max_length=10)
    answered_on = models.DateField()
    look_again_on = models.DateField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "recipient", "asked", "-at"])]
        constraints = [
            models.CheckConstraint(
                name="looked_at_again_after_the_answer",
                condition=models.Q(look_again_on__gt=models.F("answered_on")),
            )
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
