"""Referrals as they came, the criteria they were held against, and what was decided."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from alongside.audit.append_only import never_changed

# Decisions stand on it: a version that has a first day is never changed again. Before that day it
# may become a draft again, with not a letter altered.
_IN_FORCE_NEVER_CHANGES = """
    IF OLD.in_force_from > (now() AT TIME ZONE 'Europe/London')::date AND NEW.in_force_from IS NULL
        AND to_jsonb(NEW) - 'in_force_from' = to_jsonb(OLD) - 'in_force_from' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'criteria that are in force never change: begin a draft from them';
"""


@pghistory.track()
class Criteria(models.Model):
    """A version of a service's criteria: a pack as TOML, a draft until it is given a first day."""

    service = models.ForeignKey("staff.Service", on_delete=models.PROTECT, related_name="criteria")
    title = models.CharField(max_length=200)
    toml = models.TextField()
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    in_force_from = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_version_of_criteria_a_day", fields=["service", "in_force_from"]
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="in_force_never_changes",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__in_force_from__isnull=False),
                func=_IN_FORCE_NEVER_CHANGES,
            )
        ]


@pghistory.track()
class Referral(models.Model):
    """Somebody was referred to a team: by whom, and about them what the referrer told.

    The identity is kept as the referrer gave it. Whether that is somebody known here is decided
    inside the team, when the referral is taken in, and never shown to the referrer.
    """

    class Channel(models.TextChoices):
        """How the referral came."""

        WEB = "web", "On the web form"
        PAPER = "paper", "On paper"
        FILE = "file", "In a file from another system"
        API = "api", "From another system"
        RETURN = "return", "They come back: somebody asked us"

    class Pathway(models.TextChoices):
        """The two user groups of W 1; the referrer need not know which."""

        EARLY = "early", "Early in the course of psychosis"
        ESTABLISHED = "established", "Rehabilitation and recovery in established illness"
        NOT_KNOWN = "not-known", "Not known"

        @classmethod
        def of_care(cls) -> list[tuple[str, str]]:
            """Return those on which care can begin, to choose from."""
            return [(one.value, str(one.label)) for one in (cls.EARLY, cls.ESTABLISHED)]

    class Priority(models.TextChoices):
        """How soon, as the referrer asks and the team confirms (MHSDS ClinRespPriorityType)."""

        VERY_URGENT = "4", "Very urgent"
        URGENT = "2", "Urgent"
        ROUTINE = "3", "Routine"

    class Interpreter(models.TextChoices):
        """Whether an interpreter is needed; not to know is an answer, and none is no answer."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not-known", "Not known"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to_team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="referrals")
    from_team = models.ForeignKey(
        "staff.Team", on_delete=models.PROTECT, null=True, related_name="referrals_made"
    )
    referred_by = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="referrals_made"
    )
    referrer_name = models.CharField(max_length=200, blank=True)
    referrer_contact = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    begun_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)  # a draft of the referrer's until then
    withdrawn_at = models.DateTimeField(null=True)

    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    born_on = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    gender = models.CharField(max_length=1, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    gp_practice = models.CharField(max_length=200, blank=True)

    first_language = models.CharField(max_length=40, blank=True, default="", db_default="")
    needs_interpreter = models.CharField(
        max_length=10, choices=Interpreter.choices, blank=True, default="", db_default=""
    )
    communication_needs = models.TextField(blank=True, default="", db_default="")
    ethnicity = models.CharField(max_length=2, blank=True, default="", db_default="")
    religion = models.CharField(max_length=60, blank=True, default="", db_default="")
    # Whom they would like to work with, as the referrer heard it; the person is still to be asked.
    wishes = models.TextField(blank=True, default="", db_default="")

    pathway = models.CharField(max_length=12, choices=Pathway.choices, blank=True)
    priority = models.CharField(max_length=1, choices=Priority.choices, default=Priority.ROUTINE)
    reason = models.TextField(blank=True)
    person_wants = models.TextField(blank=True)
    who_holds_care = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)  # policy.eligibility's facts, as stored

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="referrals"
    )
    returned_from = models.UUIDField(null=True)  # the episode of care that they come back to
    came_in = models.ForeignKey(
        "ReferralFile", on_delete=models.PROTECT, null=True, related_name="referrals"
    )
    their_reference = models.CharField(max_length=100, blank=True)
    ended_elsewhere_on = models.DateField(null=True, blank=True)  # before it came in from a file

    class Meta:
        indexes = [
            models.Index(fields=["to_team", "-received_at"]),
            models.Index(fields=["referred_by", "-begun_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="their_reference_once",
                fields=["to_team", "their_reference"],
                condition=~Q(their_reference=""),
            )
        ]

    @property
    def full_name(self) -> str:
        """The name that the referrer gave."""
        return f"{self.given_name} {self.family_name}".strip() or "Name not given"

    @property
    def interpreter_is_needed(self) -> bool | None:
        """Whether the referrer says that an interpreter is needed; None when nobody knows."""
        known = {self.Interpreter.YES.value: True, self.Interpreter.NO.value: False}
        return known.get(self.needs_interpreter)


class PriorityChange(models.Model):
    """How soon a referral is to be answered was changed by its team, and why."""

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="priority_changes"
    )
    before = models.CharField(max_length=1, choices=Referral.Priority.choices)
    after = models.CharField(max_length=1, choices=Referral.Priority.choices)
    why = models.TextField()
    changed_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["referral", "-changed_at"])]
        triggers = never_changed()
        constraints = [
            models.CheckConstraint(
                name="priority_change_is_explained", condition=~Q(why="") & ~Q(before=F("after"))
            )
        ]


@pghistory.track()
class Question(models.Model):
    """Something that the criteria need and nobody knows yet, put to the referrer."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="questions")
    fact = models.CharField(max_length=60)  # of policy.eligibility's vocabulary
    asks = models.TextField()
    asked_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)


class Decision(models.Model):
    """What was decided on a referral, under which criteria, with every answer as it was then."""

    class Outcome(models.TextChoices):
        """What can be decided."""

        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Not accepted"
        RETURNED = "returned", "Returned with questions"
        REOPENED = "reopened", "Looked at again"  # what was refused waits for a decision again

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    criteria = models.ForeignKey(Criteria, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    eligibility = models.JSONField()  # policy.eligibility's result as stored: facts and answers
    explanation = models.TextField()
    care_holder = models.CharField(max_length=300, blank=True, default="", db_default="")
    what_next = models.TextField(blank=True, default="", db_default="")
    skipped_screening = models.BooleanField(default=False)
    decided_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["referral", "-decided_at"])]
        triggers = never_changed()
        constraints = [
            models.CheckConstraint(name="decision_is_explained", condition=~Q(explanation=""))
        ]


class ScreeningPlan(models.Model):
    """When and with whom somebody is to be met; the newest counts, one without a time is off."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="screening_plans")
    planned_for = models.DateTimeField(null=True)  # null: called off
    place = models.CharField(max_length=200, blank=True)
    worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )
    second_worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )
    why = models.TextField(blank=True)
    planned_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["referral", "-planned_at"])]
        triggers = never_changed()
        constraints = [
            models.CheckConstraint(
                name="a_plan_says_who_goes", condition=Q(planned_for=None) | ~Q(worker=None)
            ),
            models.CheckConstraint(
                name="two_workers_are_two",
                condition=Q(second_worker=None) | ~Q(second_worker=F("worker")),
            ),
        ]


class ScreeningSession(models.Model):
    """One of a few meetings with somebody referred, by one or two workers (R 4)."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="screenings")
    held_at = models.DateTimeField()
    worker = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    second_worker = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )
    wants = models.TextField(blank=True)
    good_at = models.TextField(blank=True)
    needs = models.TextField(blank=True)
    safety = models.TextField(blank=True)
    support_now = models.TextField(blank=True)
    is_last = models.BooleanField(default=False)
    written_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


class TurnedAway(models.Model):
    """Somebody asked for themself or for a relative; told kindly whom to ask, and counted.

    Deliberately without any identity.
    """

    class Asked(models.TextChoices):
        """Who asked (R 3)."""

        THEMSELF = "themself", "The person themself"
        FAMILY = "family", "A member of the family"
        FRIEND = "friend", "A friend"
        OTHER = "other", "Somebody else"

    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    asked = models.CharField(max_length=10, choices=Asked.choices)
    told = models.TextField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


class ReferralFile(models.Model):
    """A file of referrals that was brought in: what it held and what came back to mend."""

    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows_in = models.PositiveIntegerField()
    rows_known_already = models.PositiveIntegerField()
    rows_to_mend = models.PositiveIntegerField()
    to_mend = models.TextField(blank=True)
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


class FileToCheck(models.Model):
    """A file that somebody sent and has not yet brought in; it goes when they decide.

    Kept apart from what was brought in, because nothing in it is true of anybody yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("staff.Team", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
