"""What our team tells a practitioner, what they record, and what both agree on."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.audit.append_only import never_changed
from alongside.policy.joint import Equipment, Side


class RiskStatement(models.Model):
    """Risk that bears on one practitioner's work with somebody, as our team wrote it for them.

    The newest stands. It is all that the practitioner is told of risk.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "partners.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    says = models.TextField()
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        indexes = [models.Index(fields=["person", "practitioner", "-written_at"])]


class PartnerContact(models.Model):
    """A practitioner met somebody, or tried: when and where. The protocol keeps no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "partners.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    began_at = models.DateTimeField()
    place = models.CharField(max_length=20)  # of policy.contacts
    was_met = models.BooleanField()
    written_at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        indexes = [models.Index(fields=["person", "practitioner", "-began_at"])]


class Exchange(models.Model):
    """Clean injecting equipment of one kind that was given at a contact; used, that came back."""

    contact = models.ForeignKey(PartnerContact, on_delete=models.PROTECT, related_name="exchanges")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(each.value, each.label) for each in Equipment])
    given = models.PositiveIntegerField()
    returned = models.PositiveIntegerField(default=0)

    class Meta:
        triggers = never_changed()
        constraints = [
            models.UniqueConstraint(name="a_kind_once_a_contact", fields=["contact", "kind"]),
            models.CheckConstraint(
                name="something_was_exchanged", condition=Q(given__gt=0) | Q(returned__gt=0)
            ),
        ]


class VisitProposal(models.Model):
    """One side asks the other for a joint visit; it is one when the other side agrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "partners.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    side = models.CharField(max_length=10, choices=[(each.value, each.label) for each in Side])
    worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )  # who goes, where our side asks
    planned_for = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20)  # of policy.contacts
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        indexes = [models.Index(fields=["team", "planned_for"]), models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                name="our_side_says_who_goes", condition=~Q(side="ours") | Q(worker__isnull=False)
            )
        ]


class ProposalAnswer(models.Model):
    """What the other side answered; the visit that was planned where it agreed."""

    proposal = models.OneToOneField(VisitProposal, on_delete=models.PROTECT, related_name="answer")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField()
    visit = models.ForeignKey(
        "contacts.PlannedVisit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_id = models.UUIDField()  # a worker of ours, or the practitioner
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        constraints = [
            models.CheckConstraint(
                name="a_visit_where_both_agree",
                condition=Q(agreed=True, visit__isnull=False) | Q(agreed=False, visit=None),
            )
        ]


class Learning(models.Model):
    """Shadowing or skills sharing that one side offers or asks for. About nobody's care."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "partners.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    side = models.CharField(max_length=10, choices=[(each.value, each.label) for each in Side])
    way = models.CharField(max_length=20)  # of policy.joint, as the next
    is_offer = models.BooleanField()
    topic = models.CharField(max_length=300)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        indexes = [models.Index(fields=["team", "-at"])]


class LearningStep(models.Model):
    """What became of it: agreed, declined, or done with what was learned."""

    learning = models.ForeignKey(Learning, on_delete=models.PROTECT, related_name="steps")
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(
        "partners.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    became = models.CharField(max_length=10)  # of policy.joint
    learned = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        constraints = [
            models.UniqueConstraint(name="a_step_once", fields=["learning", "became"]),
            models.CheckConstraint(
                name="done_says_what_was_learned", condition=~Q(became="done") | ~Q(learned="")
            ),
        ]


class CaseNote(models.Model):
    """What a practitioner takes to debriefing or supervision: their own, and about nobody named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    practitioner = models.ForeignKey(
        "partners.Practitioner", on_delete=models.PROTECT, related_name="+"
    )
    account_id = models.UUIDField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        indexes = [models.Index(fields=["account_id", "-at"])]
