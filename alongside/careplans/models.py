"""Plans that never change once written, the copies given of them, and their reviews."""

from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from alongside.audit.append_only import never_changed


class CarePlan(models.Model):
    """One version of somebody's plan. Two that were based on the same one are both kept."""

    class Agreed(models.TextChoices):
        """Whether the plan is agreed with the person."""

        AGREED = "agreed", "Agreed with the person"
        PARTLY = "partly", "Agreed in part"
        NOT_AGREED = "not agreed", "Not agreed"
        NOT_ASKED = "not asked", "Not asked yet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="plans")
    episode = models.ForeignKey("caseload.Episode", on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    framework = models.CharField(max_length=40)
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    in_their_words = models.TextField(blank=True)
    early_signs = models.TextField(blank=True)
    in_a_crisis = models.TextField(blank=True)
    agreed = models.CharField(max_length=12, choices=Agreed.choices)
    why_not_agreed = models.TextField(blank=True)
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plans_are_numbered", fields=["episode", "number"]),
            models.CheckConstraint(
                name="disagreement_is_explained",
                condition=~Q(agreed__in=["partly", "not agreed"]) | ~Q(why_not_agreed=""),
            ),
        ]
        indexes = [models.Index(fields=["person", "-written_at"])]
        triggers = never_changed()


class Goal(models.Model):
    """What the person wants, in their own words. Keeps its thread from version to version."""

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="goals")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    thread = models.UUIDField(default=uuid.uuid4)
    place = models.PositiveSmallIntegerField()
    words = models.TextField()
    area = models.CharField(max_length=60, blank=True)  # of the framework, where it has areas

    class Meta:
        ordering = ["place"]
        triggers = never_changed()


class Intervention(models.Model):
    """What will be done towards a goal: who does what, and when."""

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="interventions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, related_name="interventions"
    )
    kind = models.CharField(max_length=40)  # of policy.contacts
    what = models.TextField()
    who = models.CharField(max_length=200)
    when = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]
        triggers = never_changed()


class CopyGiven(models.Model):
    """The person was given a copy of their plan, or did not want one."""

    class Form(models.TextChoices):
        """The form that suited."""

        PRINT = "print", "On paper"
        LARGE_PRINT = "large print", "On paper in large print"
        WELSH = "welsh", "In Welsh"
        SCREEN = "screen", "Shown on a screen"
        ALOUD = "aloud", "Read aloud"
        DECLINED = "declined", "Did not want a copy"

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="copies")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=12, choices=Form.choices)
    given_on = models.DateField()
    document_id = models.UUIDField(null=True)  # what was sent, as documents keeps it
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


@pghistory.track()
class Review(models.Model):
    """A review of somebody's care: planned for a day, held on a day, who took part."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reviews")
    episode = models.ForeignKey(
        "caseload.Episode", on_delete=models.PROTECT, related_name="reviews"
    )
    planned_for = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    put_off_because = models.TextField(blank=True)
    who_took_part = models.JSONField(default=list)  # [{"name": …, "as": …, "how": …}]
    since_last = models.JSONField(default=dict)  # what was prepared from the record
    persons_view = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, null=True, related_name="reviews")
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["episode", "-held_on"])]
        constraints = [
            models.CheckConstraint(
                name="held_review_has_summary", condition=Q(held_on=None) | ~Q(summary="")
            )
        ]
