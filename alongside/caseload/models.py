"""Episodes of care, care co-ordinators, zones and intensities; waiting, leaving, returning."""

from __future__ import annotations

import uuid
from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from alongside.audit.append_only import never_changed
from alongside.policy.discharge import Ground


class WaitingPlace(models.Model):
    """Why somebody who was accepted is placed where they are on the waiting list; newest counts."""

    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.PROTECT, related_name="waiting_places"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="waiting_places")
    since = models.DateTimeField()
    priority = models.CharField(max_length=1)
    why = models.TextField()
    placed_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["team", "referral", "-placed_at"])]
        triggers = never_changed()


class EpisodeQuerySet(models.QuerySet["Episode"]):
    """Episodes and whether they go on."""

    def open(self) -> EpisodeQuerySet:
        """Return the episodes that no discharge has ended: the caseload, by its one definition."""
        return self.filter(discharge=None)


@pghistory.track()
class Episode(models.Model):
    """A person is in the care of a team, from a day on, for as long as it takes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="episodes")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="episodes")
    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.PROTECT, null=True, related_name="episodes"
    )
    pathway = models.CharField(max_length=12)
    framework = models.CharField(max_length=40)  # as it began; see caseload.frameworks
    began_on = models.DateField()
    returned_from = models.ForeignKey(
        "Discharge", on_delete=models.PROTECT, null=True, related_name="returns"
    )

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["team", "person"])]


class EpisodeFramework(models.Model):
    """Somebody's care goes on under another level of their framework, from a day on, and why."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="frameworks")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    framework = models.CharField(max_length=40)
    holds_from = models.DateField()
    why = models.TextField()
    set_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["episode", "-holds_from"])]
        triggers = never_changed()


@pghistory.track()
class CareCoordination(models.Model):
    """A worker is somebody's named care co-ordinator; never two at a time."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="coordinations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, related_name="coordinations"
    )
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["worker"], condition=Q(ended_at=None), name="coordinates")]
        constraints = [
            ExclusionConstraint(
                name="one_care_coordinator_at_a_time",
                expressions=[
                    ("episode", RangeOperators.EQUAL),
                    (
                        Func(
                            F("began_at"),
                            F("ended_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            )
        ]


class Allocation(models.Model):
    """How a care co-ordinator was chosen: candidates with reasons, wishes not met with why."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="allocations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    candidates = models.JSONField()
    wishes_not_met = models.JSONField(default=list)
    why = models.TextField(blank=True)
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


class ZoneSetting(models.Model):
    """People decided on a zone: agreed intensity and shared attention, never a grade of risk."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="zone_settings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    zone = models.CharField(max_length=30)  # of policy.zones
    reason = models.CharField(max_length=40)  # of policy.zones
    explanation = models.TextField(blank=True)
    persons_view = models.TextField(blank=True)
    contacts_a_week = models.DecimalField(max_digits=4, decimal_places=1)
    agreed_with_person = models.BooleanField(null=True)  # null: not asked yet
    owner = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField()
    set_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["episode", "-set_at"])]
        triggers = never_changed()


class PauseQuerySet(models.QuerySet["Pause"]):
    """Pauses and whether they go on."""

    def going_on(self, day: date) -> PauseQuerySet:
        """Return those that go on, by their one definition: from their first to their last day."""
        return self.filter(began_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gte=day))


@pghistory.track()
class Pause(models.Model):
    """Care is paused: why, from when, until when. The promise of no silence holds all the same."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="pauses")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")

    objects = PauseQuerySet.as_manager()


@pghistory.track()
class Transfer(models.Model):
    """Care moves to another team; ours until that team has met the person (R 6)."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="transfers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey(
        "staff.Team", on_delete=models.PROTECT, null=True, related_name="transfers_in"
    )
    to_service = models.CharField(max_length=200, blank=True)
    why = models.TextField()
    asked_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    first_met_on = models.DateField(null=True)
    abandoned_at = models.DateTimeField(null=True)

    @property
    def to(self) -> str:
        """The team of ours, or the service elsewhere, to which care moves."""
        return self.to_team.name if self.to_team else self.to_service


class Discharge(models.Model):
    """The fact that an episode of care ended: on what ground, by whom, when."""

    episode = models.OneToOneField(Episode, on_delete=models.PROTECT, related_name="discharge")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(
        max_length=40, choices=[(ground.value, ground.name) for ground in Ground]
    )
    explanation = models.TextField()
    plan = models.JSONField(default=dict)  # policy.discharge's facts, as they were answered
    receiving_service = models.CharField(max_length=200, blank=True)
    way_back = models.TextField(blank=True)
    discharged_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    discharged_at = models.DateTimeField()

    also: tuple[str, ...] = ()  # what else ended with it, in sentences; told once, to who ends it

    class Meta:
        indexes = [models.Index(fields=["person", "-discharged_at"])]
        triggers = never_changed()
        constraints = [
            models.CheckConstraint(name="discharge_is_explained", condition=~Q(explanation="")),
            models.CheckConstraint(
                name="missed_contact_is_no_ground",
                condition=~Q(ground=Ground.NOT_ENGAGING.value),
            ),
        ]
