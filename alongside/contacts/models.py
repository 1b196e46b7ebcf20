"""Visits planned, contacts made or missed, and the steps taken after a missed one."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from alongside.audit.append_only import never_changed
from alongside.kernel.period import day_of, start_of
from alongside.nhsuk.words import moment
from alongside.policy.contacts import (
    ATTENDED,
    MISSED,
    SIGHTED_MEANS,
    Intervention,
    Means,
    Outcome,
    Place,
)
from alongside.policy.ladder import SHIPPED, Step

# Plain words, so that a migration keeps them when the policy moves on.
_ATTENDED = sorted(outcome.value for outcome in ATTENDED)
_SIGHTED = sorted(means.value for means in SIGHTED_MEANS)
RUNGS = {step.id: step for step in SHIPPED.steps}
_ORDER = {step.id: place for place, step in enumerate(SHIPPED.steps)}


class PlannedVisitQuerySet(models.QuerySet["PlannedVisit"]):
    """Planned visits and whether they stand."""

    def standing(self) -> PlannedVisitQuerySet:
        """Return those that nobody called off."""
        return self.filter(called_off_at=None)

    def between(self, start: datetime, end: datetime) -> PlannedVisitQuerySet:
        """Return those planned from a moment up to, and without, another."""
        return self.filter(planned_for__gte=start, planned_for__lt=end)


@pghistory.track()
class PlannedVisit(models.Model):
    """Somebody is to be seen: when, by whom, where, what for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No index of their own: each begins one of the indexes below.
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="visits", db_index=False
    )
    team = models.ForeignKey(
        "staff.Team", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, related_name="planned_visits", db_index=False
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
    despite = models.CharField(max_length=300, blank=True)  # why, in spite of what was warned of
    planned_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    called_off_because = models.CharField(max_length=200, blank=True)

    objects = PlannedVisitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["worker", "planned_for"]),
            models.Index(fields=["team", "planned_for"]),
            models.Index(
                fields=["second_worker", "planned_for"],
                condition=~Q(second_worker=None),
                name="second_worker_visits",
            ),
            models.Index(fields=["person", "planned_for"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="called_off_visit_says_why",
                condition=Q(called_off_at=None) | ~Q(called_off_because=""),
            )
        ]

    @property
    def place_label(self) -> str:
        """Where it is to be, as people read it."""
        return Place(self.place).label


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts, and which of them stand."""

    def standing(self) -> ContactQuerySet:
        """Return those that no later one corrects, and that were not taken back."""
        # Not as an outer join: of it, PostgreSQL expects one row and then reads the whole table.
        newer = Contact.objects.filter(corrects=OuterRef("pk"))
        return self.filter(~Exists(newer)).exclude(outcome=Outcome.TAKEN_BACK)


class Contact(models.Model):
    """A contact that was made or tried. Never changed; a correction is a new one that names it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # No index of their own: each begins one of the indexes below.
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="contacts", db_index=False
    )
    team = models.ForeignKey(
        "staff.Team", on_delete=models.PROTECT, related_name="+", db_index=False
    )
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
    # Threads of the early signs that were seen; none of them is an answer, and null is no answer.
    signs = ArrayField(models.UUIDField(), null=True)
    note = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by"
    )
    because = models.CharField(max_length=300, blank=True)  # why the earlier one was corrected
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-began_at"]),
            models.Index(
                fields=["person", "-began_at"], condition=Q(was_seen=True), name="last_seen"
            ),
            models.Index(fields=["team", "-began_at"]),
            models.Index(
                fields=["person"], condition=Q(corrects__isnull=False), name="corrections"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="correction_says_why", condition=Q(corrects=None) | ~Q(because="")
            ),
            models.CheckConstraint(
                name="seen_is_what_policy_calls_seen",
                condition=Q(was_seen=True, outcome__in=_ATTENDED, means__in=_SIGHTED)
                | Q(was_seen=False) & ~Q(outcome__in=_ATTENDED, means__in=_SIGHTED),
            ),
        ]
        triggers = never_changed()

    @property
    def correction(self) -> Contact | None:
        """The newer contact that corrects this one, if there is one."""
        return getattr(self, "corrected_by", None)

    @property
    def stands(self) -> bool:
        """Whether it counts: neither corrected nor only there to take one back."""
        return self.correction is None and not self.is_taken_back

    @property
    def in_a_line(self) -> str:
        """When it was, how it ended and who wrote it down."""
        return f"{self.outcome_label}, {moment(self.began_at)}, written by {self.written_by.name}"

    @property
    def is_missed(self) -> bool:
        """Whether it was an attempt that did not reach the person."""
        return self.outcome in MISSED

    @property
    def is_taken_back(self) -> bool:
        """Whether this row only takes back an earlier one."""
        return self.outcome == Outcome.TAKEN_BACK

    @property
    def outcome_label(self) -> str:
        """How it ended, as people read it."""
        return Outcome(self.outcome).label

    @property
    def means_label(self) -> str:
        """How it happened, as people read it."""
        return Means(self.means).label

    @property
    def place_label(self) -> str:
        """Where it happened, as people read it; empty when nobody said."""
        return Place(self.place).label if self.place else ""

    @property
    def intervention_labels(self) -> list[str]:
        """What was done, as people read it."""
        return [Intervention(value).label for value in self.interventions]


class LadderStepQuerySet(models.QuerySet["LadderStep"]):
    """Steps after missed contacts, and whether they are still to be done."""

    def open(self) -> LadderStepQuerySet:
        """Return those neither done nor settled by the person having been seen."""
        return self.filter(done_at=None, settled_by=None)

    def in_order(self) -> LadderStepQuerySet:
        """Return the longest overdue first; those due together in the order of the ladder."""
        rungs = [When(step=step, then=Value(place)) for step, place in _ORDER.items()]
        return self.order_by("due_at", Case(*rungs, default=Value(len(rungs))), "pk")


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

    objects = LadderStepQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["team", "due_at"],
                condition=Q(done_at=None, settled_by=None),
                name="open_steps_of_team",
            ),
            models.Index(
                fields=["person"], condition=Q(done_at=None, settled_by=None), name="open_steps"
            ),
        ]
        constraints = [
            # A rung that comes round again is due at another time.
            models.UniqueConstraint(
                name="a_step_once_a_round", fields=["missed", "step", "due_at"]
            ),
            models.CheckConstraint(
                name="done_step_says_what_came_of_it",
                condition=Q(done_at=None) | ~Q(came_of_it=""),
            ),
        ]

    @property
    def rung(self) -> Step | None:
        """The rung of the shipped ladder, or None when it is no longer on it."""
        return RUNGS.get(self.step)

    @property
    def sentence(self) -> str:
        """What is to be done."""
        return self.rung.sentence if self.rung else f"{self.step} (no longer on the ladder)"

    @property
    def due_on(self) -> date:
        """The last day on which it is in time."""
        return day_of(self.due_at - timedelta(microseconds=1))

    @property
    def is_due_by_end_of_day(self) -> bool:
        """Whether a whole day is given, and not an hour."""
        return self.due_at == start_of(day_of(self.due_at))
