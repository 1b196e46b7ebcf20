"""The daily meeting, the actions it decided, and what is handed over."""

from __future__ import annotations

import uuid
from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.audit.append_only import never_changed
from alongside.kernel.period import last_day_of


@pghistory.track()
class Meeting(models.Model):
    """A team met around its board."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="meetings")
    led_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    present = models.ManyToManyField("staff.Worker", through="Presence", related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    not_passed = ArrayField(models.UUIDField(), null=True)  # of those in care, when it ended
    ended_by = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_meeting_at_a_time", fields=["team"], condition=Q(ended_at=None)
            )
        ]


class Presence(models.Model):
    """A worker was at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="present_once", fields=["meeting", "worker"])]


class Passed(models.Model):
    """The team spoke about a person at a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="passed")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    said = models.TextField(blank=True)
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sent_as = models.UUIDField(null=True)  # the form it came from, so that twice is once

    class Meta:
        indexes = [models.Index(fields=["meeting", "person"])]
        constraints = [
            models.UniqueConstraint(name="passed_once_by_a_form", fields=["meeting", "sent_as"])
        ]
        triggers = never_changed()


@pghistory.track()
class Task(models.Model):
    """An owned action. Undone, it rolls to the next meeting; it cannot vanish."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="tasks")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="tasks"
    )
    what = models.CharField(max_length=300)
    owner = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="tasks")
    due_on = models.DateField()
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, related_name="decided"
    )
    made_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )
    came_of_it = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner"], condition=Q(done_at=None), name="owned_and_undone"),
            models.Index(fields=["team"], condition=Q(done_at=None), name="undone_in_team"),
            models.Index(fields=["team", "done_at"], name="done_in_team"),
        ]
        constraints = [
            models.CheckConstraint(
                name="done_task_says_by_whom",
                condition=Q(done_at=None, done_by=None) | ~Q(done_at=None) & ~Q(done_by=None),
            ),
            models.CheckConstraint(
                name="done_task_says_what_came_of_it",
                condition=Q(done_at=None) | ~Q(came_of_it=""),
            ),
        ]


class Handover(models.Model):
    """Something the next ones need to know, until it expires by itself."""

    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="handovers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    says = models.TextField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-expires_at"])]
        constraints = [
            models.CheckConstraint(
                name="handover_expires_later", condition=Q(expires_at__gt=F("at"))
            )
        ]
        triggers = never_changed()

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return last_day_of(self.expires_at)
