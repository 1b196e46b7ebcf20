"""One tree for every kind of service: provider, services, teams; and who works in them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q

from alongside.access.deciding import GIVEN, Action, Actor, OpenNow, Role, holds
from alongside.audit.append_only import never_changed
from alongside.policy.values import Values


def _days(first: str, last: str) -> Func:
    """Return the days from one column to another, both included, as PostgreSQL's daterange."""
    return Func(
        F(first),
        F(last),
        RangeBoundary(inclusive_upper=True),
        function="daterange",
        output_field=DateRangeField(),
    )


@pghistory.track()
class Provider(models.Model):
    """The organisation that runs the services, with whom to turn to when something is wrong."""

    name = models.CharField(max_length=200)
    ods_code = models.CharField(max_length=12, blank=True)
    address = models.TextField(blank=True)
    pals = models.TextField(blank=True)
    complaints = models.TextField(blank=True)
    advocacy = models.TextField(blank=True)


@pghistory.track()
class Service(models.Model):
    """A service: the nation whose rules and the framework whose names it began to work under."""

    class Nation(models.TextChoices):
        """Whose law and guidance is in force."""

        ENGLAND = "England", "England"
        WALES = "Wales", "Wales"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=200)
    nation = models.CharField(max_length=10, choices=Nation.choices)
    framework = models.CharField(max_length=40)  # until the first ServiceFramework holds

    def __str__(self) -> str:
        """Return the service's name, as pages show it."""
        return self.name


class ServiceFramework(models.Model):
    """A service works under another framework from a day on, and whether care that goes on moves.

    Of those that hold on a day the latest counts, and of one day's the one decided on last.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="frameworks")
    framework = models.CharField(max_length=40)
    holds_from = models.DateField()
    moves_on = models.DateField(null=True)  # null: whoever is in care keeps what they had
    why = models.TextField()
    set_by = models.ForeignKey("Worker", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["service", "-holds_from"])]
        triggers = never_changed()
        constraints = [
            models.CheckConstraint(
                name="nobody_moves_before_it_holds",
                condition=Q(moves_on=None) | Q(moves_on__gte=F("holds_from")),
            ),
        ]


class OwnValue(models.Model):
    """A service's own number for a rule that leaves it to each service, from a day on, and why."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="own_values")
    value_id = models.CharField(max_length=60)  # of policy.values
    value = models.DecimalField(max_digits=8, decimal_places=2)
    holds_from = models.DateField()
    approved_by = models.CharField(max_length=200)
    why = models.TextField()
    set_by = models.ForeignKey("Worker", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["service", "value_id", "-holds_from"])]
        triggers = never_changed()
        constraints = [models.CheckConstraint(name="own_value_counts", condition=Q(value__gt=0))]


@pghistory.track()
class Team(models.Model):
    """A team, dedicated or inside another; one that keeps a caseload or one that refers to it."""

    class Kind(models.TextChoices):
        """What sort of team it is."""

        ASSERTIVE_OUTREACH = "assertive outreach", "Assertive outreach team"
        COMMUNITY_REHABILITATION = "community rehabilitation", "Community rehabilitation team"
        AO_IN_CMHT = "ao in cmht", "Assertive outreach workers inside a CMHT"
        CMHT = "cmht", "Community mental health team"
        CRISIS = "crisis", "Crisis resolution and home treatment team"
        EARLY_INTERVENTION = "early intervention", "Early intervention team"
        INPATIENT = "inpatient", "Inpatient ward"
        FORENSIC = "forensic", "Forensic community team"
        OTHER_MENTAL_HEALTH = "other mental health", "Other mental health team"

    KEEPS_CASELOAD = (Kind.ASSERTIVE_OUTREACH, Kind.COMMUNITY_REHABILITATION, Kind.AO_IN_CMHT)

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="teams")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, choices=Kind.choices)
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)  # people it is funded for
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the team's name, as pages show it."""
        return self.name

    @property
    def keeps_caseload(self) -> bool:
        """Whether people can be in the care of this team."""
        return self.kind in self.KEEPS_CASELOAD


@pghistory.track()
class Worker(models.Model):
    """Somebody who works in a team of ours, or in one that refers to us."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="worker"
    )
    name = models.CharField(max_length=200)
    profession = models.CharField(max_length=60)
    gender = models.CharField(max_length=20, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    skills = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    cultures = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    band = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    roles: dict[int, frozenset[Role]]  # set by acting_on, never stored
    emergencies: Sequence[OpenNow] = ()  # what they opened and may still see, never stored
    logged_here = False  # in an emergency, on this server's disk: the log takes nothing
    shut_out: frozenset[uuid.UUID] = frozenset()  # whom they know outside work, never stored
    values: Mapping[int, Values] | None = None  # found by staff.own_values, never stored

    def __str__(self) -> str:
        """Return the worker's name, as pages show it."""
        return self.name

    def acting_on(self, day: date) -> Worker:
        """Take the roles in force on a day, for access to decide on; returns the same worker."""
        return self.acting_as(self.memberships.in_force(day).values_list("team_id", "role"))

    def acting_as(self, held: Iterable[tuple[int, str]]) -> Worker:
        """Take these roles, each with its team; returns the same worker."""
        self.roles, self.values = {}, None
        for team_id, role in held:
            self.roles[team_id] = self.roles.get(team_id, frozenset()) | {Role(role)}
        return self

    def beside(self, *, emergencies: Iterable[OpenNow], shut_out: Iterable[uuid.UUID]) -> Worker:
        """Take what is open to them or shut beside their roles; returns the same worker."""
        self.emergencies, self.shut_out = tuple(emergencies), frozenset(shut_out)
        self.roles |= {each.circle: frozenset({Role.EMERGENCY}) for each in self.emergencies}
        return self

    @property
    def actor(self) -> Actor:
        """Who this worker is to access; an error when nobody said on which day."""
        until = {each.circle: each.until for each in self.emergencies}
        return Actor(worker_id=self.pk, roles=self.roles, until=until)

    @property
    def team_ids(self) -> frozenset[int]:
        """The teams whose people this worker may see, and the circles opened in an emergency."""
        return self.actor.teams_where(Action.SEE_PEOPLE)

    def may(self, action: Action, *, team_id: int | None = None) -> bool:
        """Whether this worker may do something in a team, or in any team of theirs."""
        if team_id is None:
            return bool(self.actor.teams_where(action))
        return holds(self.actor, action, team_id=team_id)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships and whether they are in force."""

    def in_force(self, day: date) -> MembershipQuerySet:
        """Return those in force on a day."""
        return self.in_force_or_later(day).filter(began_on__lte=day)

    def in_force_or_later(self, day: date) -> MembershipQuerySet:
        """Return those that have not ended before a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day))


@pghistory.track()
class Membership(models.Model):
    """A worker has a role in a team, from a first to a last day, for part of the week."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in GIVEN])
    whole_time = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_membership_of_a_role_at_a_time",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    ("team", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (_days("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                name="whole_time_is_a_share",
                condition=Q(whole_time__gt=0) & Q(whole_time__lte=1),
            ),
        ]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class WorkingDay(models.Model):
    """The hours that a worker works on one day of the week in a team."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="working_days")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="hours_of_a_day_once", fields=["worker", "weekday", "starts"]
            ),
            models.CheckConstraint(name="weekday_is_one_of_seven", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="work_ends_after_it_starts", condition=Q(ends__gt=F("starts"))
            ),
        ]


@pghistory.track()
class Absence(models.Model):
    """A worker is away, from a first to a last day: leave, sickness, training."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="absences")
    why = models.CharField(max_length=40)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
