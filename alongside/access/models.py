"""Accounts and their keys; how a team knows a person; and who looked at whom."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from alongside.audit.append_only import never_changed


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts and finds them by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """Make an account that signs in with an e-mail address and a password."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


@pghistory.track(exclude=["password", "last_login"])
class Account(AbstractBaseUser):
    """Somebody's way to sign in. What they may do comes from who they are, not from here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # it was made by somebody else
    # How often all sign-ins of it were ended: one rests on the number with which it began.
    ended_sign_ins = models.PositiveIntegerField(default=0, db_default=0)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a sign-in rests on: the password, and that they were not all ended since."""
        rests_on = f"{self.ended_sign_ins} {self.password}"
        salt = "alongside.access.models.Account"
        return salted_hmac(salt, rests_on, secret=secret, algorithm="sha256").hexdigest()


@pghistory.track()
class Relationship(models.Model):
    """A team knows a person: why, since when, and until when if that ended.

    Row-level security of every table about people asks this one. What one worker opened in an
    emergency stands here too, under a number below nought that no team has.
    """

    class Because(models.TextChoices):
        """What made the team know the person."""

        REFERRED = "referred", "referred to the team"
        OFFERED = "offered", "offered to the team by another"
        IN_OUR_CARE = "in our care", "in the team's care"
        EMERGENCY = "emergency", "opened in an emergency"

    person_id = models.UUIDField()
    team_id = models.BigIntegerField()
    because = models.CharField(max_length=20, choices=Because.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_relationship_at_a_time",
                fields=["team_id", "person_id"],
                condition=models.Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="relationship_ends_after_it_began",
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")),
            ),
            models.CheckConstraint(
                name="only_an_emergency_is_no_team",
                condition=models.Q(team_id__gt=0) ^ models.Q(because="emergency"),
            ),
        ]
        indexes = [models.Index(fields=["person_id"])]


class Opening(models.Model):
    """A page about one or more people was opened. Written before the page is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker_id = models.UUIDField(db_index=True)
    person_ids = ArrayField(models.UUIDField())
    page = models.CharField(max_length=200)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40, default="their care")  # of deciding.Kind
    purpose = models.CharField(max_length=20, blank=True)  # of deciding.Purpose, where one is asked
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        # Written in the order of time: this finds a month, and costs a page next to nothing.
        indexes = [
            BrinIndex(fields=["at"], name="openings_by_time", autosummarize=True),
            models.Index(
                fields=["worker_id", "-at"],
                condition=~models.Q(purpose=""),
                name="opened_for_a_reason",
            ),
        ]
        triggers = never_changed()


class ReasonReview(models.Model):
    """What a privacy officer found about an opening: its reason, or that nothing explained it.

    Of what nothing explained it names the newest page of that worker, record and day that they saw.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="reviews")
    finding = models.CharField(max_length=20)  # of deciding.Finding
    says = models.CharField(max_length=300, blank=True)
    by_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()


@pghistory.track()
class Connection(models.Model):
    """A worker knows a person outside work: the record is closed to them until that is ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker_id = models.UUIDField()
    person_id = models.UUIDField()
    how = models.CharField(max_length=200)  # a neighbour, a cousin
    said_by_id = models.UUIDField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_connection_is_said_once",
                fields=["worker_id", "person_id"],
                condition=models.Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="a_connection_ends_with_a_reason",
                condition=models.Q(ended_at=None, ended_by_id=None, ended_because="")
                | (
                    models.Q(ended_at__isnull=False, ended_by_id__isnull=False)
                    & ~models.Q(ended_because="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["person_id"])]


class Emergency(models.Model):
    """A worker asked for the record of somebody whom no team of theirs knows, for a reason.

    Made by the database alone, with the opening that gives the reason, whether or not anybody was
    found. No column says whom they asked for: a name that nobody has here is not kept.
    """

    number = models.BigAutoField(primary_key=True)  # with a minus before it, the circle it opens
    reference = models.CharField(max_length=12, unique=True)  # said aloud, and in mails
    worker_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField(null=True)  # nobody was found
    opening = models.OneToOneField(Opening, on_delete=models.PROTECT, related_name="emergency")
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # the privacy officer, by e-mail
    ended_at = models.DateTimeField(null=True)  # before its time
    ended_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_emergency_is_four_hours_at_most",
                condition=models.Q(until__gt=models.F("began_at"))
                & models.Q(until__lte=models.F("began_at") + timedelta(hours=4)),
            )
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether it lets its worker see the record at a moment."""
        return self.person_id is not None and self.ended_at is None and at < self.until


@pghistory.track(exclude=["digest", "last_used_at"])
class Key(models.Model):
    """Another system signs in with it, as the account it belongs to; kept only as a digest."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="keys")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField()
    # The keys that there were before keys ended have a year from the day of the upgrade.
    ends_on = models.DateField(db_default=Now() + timedelta(days=365))  # its last day
    last_used_at = models.DateTimeField(null=True)
    revoked_by_id = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        triggers = [
            pgtrigger.ReadOnly(
                name="a_key_is_never_another",
                fields=["account", "name", "digest", "made_by_id", "made_at", "ends_on"],
            ),
            pgtrigger.Protect(
                name="revoked_stays_revoked",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__revoked_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_revoked_key_says_by_whom",
                condition=models.Q(revoked_at=None, revoked_by_id=None)
                | models.Q(revoked_at__isnull=False, revoked_by_id__isnull=False),
            )
        ]

    def has_ended(self, on: date) -> bool:
        """Whether its last day is over on a day."""
        return self.ends_on < on

    @staticmethod
    def digest_of(secret: str) -> str:
        """Return what is kept of a key. It is long and random: no slow hash has to protect it."""
        return hashlib.sha256(secret.encode()).hexdigest()
