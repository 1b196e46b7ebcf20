"""Plans that never change once written, the copies given of them, and their reviews."""

from __future__ import annotations

import uuid
from datetime import datetime

import pghistory
from django.db import models
from django.db.models import Q

from alongside.audit.append_only import never_changed
from alongside.kernel.period import LONDON
from alongside.policy.relapse import LONGEST_SIGN
from alongside.policy.reviewing import Family, TakesPart

# Plain words, so that a migration keeps them when the policy moves on.
_NEED_PERMISSION = sorted(each.value for each in TakesPart if each.needs_permission)


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
    triggers = models.TextField(blank=True, db_default="")
    early_signs = models.TextField(blank=True)  # the signs as one text, as the paper has them
    what_helps = models.TextField(blank=True, db_default="")
    what_family_does = models.TextField(blank=True, db_default="")
    response = models.TextField(blank=True, db_default="")  # of the team, when signs are seen
    zone_for_signs = models.CharField(max_length=30, blank=True, db_default="")  # of policy.zones
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


class EarlySign(models.Model):
    """What they and others notice when things begin to go wrong, a line for each thing.

    Keeps its thread from version to version: contacts name the signs that were seen by it.
    """

    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, related_name="signs")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    thread = models.UUIDField(default=uuid.uuid4)
    place = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=LONGEST_SIGN)

    class Meta:
        ordering = ["place"]
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
    begins_at = models.TimeField(null=True, blank=True)  # as lived in London
    place = models.CharField(max_length=200, blank=True, db_default="")
    held_on = models.DateField(null=True, blank=True)
    put_off_because = models.TextField(blank=True)
    who_took_part = models.JSONField(default=list)  # [{"name": …, "as": …, "how": …}]
    since_last = models.JSONField(default=dict)  # what was prepared from the record
    persons_view = models.TextField(blank=True)
    why_not_heard = models.TextField(blank=True, db_default="")
    family = models.CharField(max_length=20, blank=True, db_default="")  # of policy.reviewing
    familys_view = models.TextField(blank=True, db_default="")
    why_not_family = models.TextField(blank=True, db_default="")
    summary = models.TextField(blank=True)
    plan = models.ForeignKey(CarePlan, on_delete=models.PROTECT, null=True, related_name="reviews")
    plan_stands = models.BooleanField(null=True)  # null: not held yet, or not said
    led_to = models.ForeignKey(CarePlan, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["episode", "-held_on"])]
        constraints = [
            models.CheckConstraint(
                name="held_review_has_summary", condition=Q(held_on=None) | ~Q(summary="")
            ),
            models.CheckConstraint(
                name="family_that_was_heard_said_something",
                condition=~Q(family=Family.HEARD.value) | ~Q(familys_view=""),
            ),
            models.CheckConstraint(
                name="plan_that_stands_leads_to_none",
                condition=Q(led_to=None) | Q(plan_stands=False),
            ),
        ]

    @property
    def begins_on_the_clock(self) -> datetime | None:
        """The moment at which it is to begin, or None while the time is open."""
        if self.begins_at is None:
            return None
        return datetime.combine(self.planned_for, self.begins_at, tzinfo=LONDON)

    @property
    def family_label(self) -> str:
        """Whether family and carers were heard, as people read it."""
        return Family(self.family).label if self.family else ""


class Invitation(models.Model):
    """Somebody was invited to a review: as what, how, by whose leave, and with which letter."""

    class How(models.TextChoices):
        """The way in which they were asked."""

        POST = "post", "By letter, posted"
        BY_HAND = "by hand", "By letter, given by hand"
        PHONE = "phone", "By phone"
        IN_PERSON = "in person", "In person"

    BY_LETTER = (How.POST, How.BY_HAND)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    as_what = models.CharField(max_length=20)  # of policy.reviewing
    how = models.CharField(max_length=12, choices=How.choices)
    with_permission = models.BooleanField()
    document_id = models.UUIDField(null=True)  # the letter, as documents keeps it
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        triggers = never_changed()
        constraints = [
            models.CheckConstraint(
                name="invited_with_permission",
                condition=~Q(as_what__in=_NEED_PERMISSION) | Q(with_permission=True),
            )
        ]

    @property
    def as_what_label(self) -> str:
        """As what they were invited, as people read it."""
        return TakesPart(self.as_what).label
