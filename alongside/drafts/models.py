"""What somebody typed on a page and has not sent."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The texts in the boxes of one page, as one account last left them.

    No part of anybody's record, so it leaves no trail and no history; only its account sees it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    path = models.CharField(max_length=500)
    # What the page is called, often with the name of the person it is about; empty without script.
    called = models.CharField(max_length=200, blank=True, default="")
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_draft_for_a_page", fields=["account", "path"])
        ]

    @property
    def written(self) -> list[str]:
        """What somebody wrote, box by box, without choices and without numbers of ours."""
        texts = (text for texts in self.fields.values() for text in texts)
        return [text for text in texts if is_written(text)]


def is_written(text: str) -> bool:
    """Whether a box holds words that somebody wrote, rather than a choice or a number of ours."""
    return len(text.split()) > 1
