"""Agencies outside the provider with whom the team shares care, and their practitioners."""

from __future__ import annotations

import uuid
from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.audit.append_only import never_changed
from alongside.policy.joint import days_in_words, reminded_from


@pghistory.track()
class Agency(models.Model):
    """A GP practice, a drug service, a housing provider or another agency."""

    class Kind(models.TextChoices):
        """What sort of agency it is."""

        GP_PRACTICE = "gp practice", "GP practice"
        HARM_REDUCTION = "harm reduction", "Harm reduction or drug service"
        HOUSING = "housing", "Housing provider"
        HOMELESSNESS = "homelessness", "Homelessness service"
        SOCIAL_CARE = "social care", "Social care"
        VOLUNTARY = "voluntary", "Voluntary organisation"
        OTHER = "other", "Other agency"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    ods_code = models.CharField(max_length=12, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "name"])]

    def __str__(self) -> str:
        """Return the agency's name, as pages show it."""
        return self.name


@pghistory.track()
class Practitioner(models.Model):
    """Somebody who works for an agency and goes to people together with ours.

    Has an account of their own and is in no team: what they see of a person is what that person
    consents to, and it is theirs and not the agency's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="practitioner"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="practitioners")
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True)  # the last day

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="practitioner_ends_after_they_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
            )
        ]

    def __str__(self) -> str:
        """Return the name with the agency, as pages show it."""
        return f"{self.name}, {self.agency.name}"

    def is_there(self, on: date) -> bool:
        """Whether they work with us on a day."""
        return self.began_on <= on and (self.ended_on is None or on <= self.ended_on)


class Protocol(models.Model):
    """A version of what a team and an agency agreed on working jointly. Never changed.

    A newer version of the same agreement takes its place; its last one may say that it ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.UUIDField()  # the same in each of its versions
    number = models.PositiveSmallIntegerField()
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="protocols")
    ours = models.TextField()  # what our team is and brings
    theirs = models.TextField()  # the same of the agency
    aims = models.TextField()
    target_group = models.TextField()
    days = ArrayField(models.PositiveSmallIntegerField())  # on which they are there; 0 is Monday
    place = models.CharField(max_length=200, blank=True)  # usually; it can change
    notice_weeks = models.PositiveSmallIntegerField()  # before a meeting
    agreed_besides = models.TextField(blank=True)
    drafted_on = models.DateField()
    amended_on = models.DateField(null=True)
    review_on = models.DateField()
    ended_on = models.DateField(null=True)  # the last day
    because = models.CharField(max_length=300, blank=True)  # why it was amended or ended
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        indexes = [models.Index(fields=["team", "agency"])]
        constraints = [
            models.UniqueConstraint(name="a_version_once", fields=["agreement", "number"]),
            models.CheckConstraint(
                name="reviewed_after_it_was_drafted", condition=Q(review_on__gt=F("drafted_on"))
            ),
            models.CheckConstraint(
                name="a_later_version_says_why", condition=Q(number=1) | ~Q(because="")
            ),
        ]

    @property
    def days_in_words(self) -> str:
        """The days of the week on which the practitioner is there."""
        return days_in_words(self.days)

    def has_ended(self, on: date) -> bool:
        """Whether the agreement is over on a day."""
        return self.ended_on is not None and self.ended_on < on

    def is_to_be_reviewed(self, on: date) -> bool:
        """Whether its review is near enough on a day to be shown, or overdue."""
        return not self.has_ended(on) and reminded_from(self.review_on) <= on


class AttachedPolicy(models.Model):
    """A policy of one of the two organisations, as a file that belongs to an agreement.

    Only added: a newer one of the same name stands in its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.UUIDField(db_index=True)
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=30)  # of forms.MEDIA
    content = models.BinaryField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
