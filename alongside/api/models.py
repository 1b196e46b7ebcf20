"""What other systems sent, so that what is sent again is the same."""

from __future__ import annotations

from django.db import models

from alongside.audit.append_only import never_changed


class Sending(models.Model):
    """A referral came from another system: under which id of theirs, with what content.

    Their id is theirs alone: two senders that make the same one never learn of each other.
    """

    sent_by = models.ForeignKey("staff.Worker", on_delete=models.PROTECT, related_name="+")
    their_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    referral = models.OneToOneField(
        "referrals.Referral", on_delete=models.PROTECT, related_name="+"
    )
    key = models.ForeignKey("access.Key", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        triggers = never_changed()
        constraints = [
            models.UniqueConstraint(name="their_id_once", fields=["sent_by", "their_id"])
        ]
