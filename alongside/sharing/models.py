"""What somebody else said about a person in confidence."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.access.cipher import Enciphered
from alongside.audit.append_only import never_changed


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
