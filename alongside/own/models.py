"""Whose own sign-in an account is: somebody's in care, or a carer's whom they may be told about."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q


@pghistory.track()
class OwnSignIn(models.Model):
    """An account belongs to somebody in care, or to a carer about whom they were asked.

    Ended by the team, or by whoever has it; then another may be given, with the same account or a
    new one. An account is of one person for ever, and never a worker's too: the database holds it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="own_sign_ins"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(
        "sharing.Recipient", on_delete=models.PROTECT, null=True, related_name="+"
    )  # the carer; none: the person themself
    given_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        "staff.Worker", on_delete=models.PROTECT, null=True, related_name="+"
    )  # none: whoever has it, themself
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                name="an_account_is_one_own_sign_in", fields=["account"], condition=Q(ended_at=None)
            ),
            models.UniqueConstraint(
                name="a_person_has_one_own_sign_in",
                fields=["person"],
                condition=Q(ended_at=None, recipient=None),
            ),
            models.UniqueConstraint(
                name="a_carer_has_one_own_sign_in",
                fields=["recipient"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="an_own_sign_in_ends_with_a_reason",
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | (Q(ended_at__gte=F("given_at")) & ~Q(ended_because="")),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="an_own_sign_in_is_never_anothers",
                fields=["account", "person", "recipient", "given_by", "given_at"],
            ),
            pgtrigger.Protect(
                name="an_own_sign_in_that_ended_stays_ended",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    @property
    def is_carers(self) -> bool:
        """Whether it is a carer's, and not that of the person themself."""
        return self.recipient_id is not None

    @property
    def whose(self) -> str:
        """Who signs in with it, as workers read it."""
        return self.recipient.name if self.recipient else self.person.name_to_use
