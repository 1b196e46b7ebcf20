"""Accounts, the relationships through which a team knows a person, and who looked at whom."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

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

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()


@pghistory.track()
class Relationship(models.Model):
    """A team knows a person: why, since when, and until when if that ended.

    Row-level security of every table about people asks this one.
    """

    class Because(models.TextChoices):
        """What made the team know the person."""

        REFERRED = "referred", "referred to the team"
        OFFERED = "offered", "offered to the team by another"
        IN_OUR_CARE = "in our care", "in the team's care"

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
        ]
        indexes = [models.Index(fields=["person_id"])]


class Opening(models.Model):
    """A page about one or more people was opened. Written before the page is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker_id = models.UUIDField(db_index=True)
    person_ids = ArrayField(models.UUIDField())
    page = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
