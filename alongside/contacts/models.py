"""Visits planned, contacts made or missed, and the steps taken after a missed one."""

from __future__ import annotations

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.audit.append_only import never_changed


@pghistory.track()
class PlannedVisit(models.Model):
    """Somebody is to be seen: when, by whom, where, what for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="visits")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, related_name="planned_visits"
    )
    second_worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="second_visits"
    )
    partner = models.ForeignKey(
        "partners.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    planned_for = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    place = models.CharField(max_length=20)  # of policy.contacts
    purpose = models.CharField(max_length=200, blank=True)
    planned_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    called_off_because = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["worker", "planned_for"]),
            models.Index(
                fields=["second_worker", "planned_for"],
                condition=~Q(second_worker=None),
                name="second_worker_visits",
            ),
            models.Index(fields=["person", "planned_for"]),
        ]


class Contact(models.Model):
    """A contact that was made or tried. Never changed; a correction is a new one that names it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="contacts")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(
        PlannedVisit, on_delete=models.PROTECT, null=True, related_name="contacts"
    )
    began_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True)
    means = models.CharField(max_length=20)  # of policy.contacts, as the next three
    place = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20)
    interventions = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    was_seen = models.BooleanField()  # policy.contacts.was_seen, when it was written
    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="contacts")
    second_worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="second_contacts"
    )
    partner = models.ForeignKey(
        "partners.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    with_whom = models.CharField(max_length=200, blank=True)
    goal = models.UUIDField(null=True)  # the goal's thread
    note = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by"
    )
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-began_at"]),
            models.Index(
                fields=["person", "-began_at"], condition=Q(was_seen=True), name="last_seen"
            ),
            models.Index(fields=["team", "-began_at"]),
        ]
        triggers = never_changed()


@pghistory.track()
class LadderStep(models.Model):
    """One assertive step after a missed contact: by when, who owns it, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="ladder")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    missed = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="ladder")
    step = models.CharField(max_length=40)  # of policy.ladder
    owner = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="ladder_steps"
    )
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )
    came_of_it = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="settled"
    )  # they were seen, so the ladder ended

    class Meta:
        indexes = [
            models.Index(
                fields=["person"], condition=Q(done_at=None, settled_by=None), name="open_steps"
            )
        ]
        constraints = [
            models.UniqueConstraint(name="a_step_once", fields=["missed", "step"]),
            models.CheckConstraint(
                name="done_step_says_what_came_of_it",
                condition=Q(done_at=None) | ~Q(came_of_it=""),
            ),
        ]
