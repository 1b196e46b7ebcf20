"""What somebody typed on a page and has not sent."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models

from alongside.access.cipher import decipher, encipher

# Ours and Django's own, and what nobody wants kept.
_NEVER_KEPT = re.compile(r"csrfmiddlewaretoken|_draft.*|.*password.*|restricted_.*", re.IGNORECASE)
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class Draft(models.Model):
    """The texts in the boxes of one page, as one account last left them.

    No part of anybody's record, so it leaves no trail and no history; only its account sees it.
    Enciphered for its account and page: what is typed may be what the record itself enciphers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    path = models.CharField(max_length=500)
    # What the page is called, often with the name of the person it is about; empty without script.
    called = models.CharField(max_length=200, blank=True, default="")
    enciphered = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_draft_for_a_page", fields=["account", "path"])
        ]

    @classmethod
    def of(cls, account_id: UUID, path: str, texts: Mapping[str, Sequence[str]]) -> Self:
        """Return a draft of the texts of a page, still to be given its moment."""
        draft = cls(account_id=account_id, path=path)
        draft.enciphered = encipher(json.dumps(texts), place=draft._place)
        return draft

    @cached_property
    def fields(self) -> dict[str, list[str]]:
        """The texts by the names of their boxes; Unreadable when their key is lost."""
        kept = decipher(bytes(self.enciphered), place=self._place)
        found: dict[str, list[str]] = json.loads(kept)
        return found

    @property
    def _place(self) -> str:
        return f"drafts_draft.enciphered.{self.account_id}.{self.path}"

    @property
    def written(self) -> list[str]:
        """What somebody wrote, box by box, without choices and without numbers of ours."""
        texts = (text for texts in self.fields.values() for text in texts)
        return [text for text in texts if is_written(text)]


def is_written(text: str) -> bool:
    """Whether a box holds words that somebody wrote, rather than a choice or a number of ours."""
    return len(text.split()) > 1


def worth_keeping(fields: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what may be kept of a form: no tokens, no passwords, nothing restricted."""
    return {
        UNKEEPABLE.sub("", name): [UNKEEPABLE.sub("", text) for text in texts]
        for name, texts in fields.items()
        if not _NEVER_KEPT.fullmatch(name)
    }
