"""Keeping what is typed until it is sent.

Drafts are not the record, so these actions leave no trail. `by` is the account that typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from alongside.drafts.models import UNKEEPABLE, Draft, worth_keeping

MOST = 1_000_000  # characters: several hundred pages
LONGEST_PATH, LONGEST_TITLE = 500, 200
STALE = timedelta(days=30)
_ON_EVERY_PAGE = re.compile(r"^Error: | \u2013 Alongside$")


class TooMuch(ValueError):
    """More was typed than can be kept; the sentence says what to do."""


def keep(path: str, fields: Mapping[str, Sequence[str]], *, by: UUID, at: datetime) -> Draft | None:
    """Keep what is typed on a page, in place of what was kept before; None when nothing is."""
    texts = worth_keeping(fields)
    if len(path) > LONGEST_PATH or sum(map(_size, texts.items())) > MOST:
        raise TooMuch(
            "This is too long to be kept while you type. Make it shorter, or send it in parts"
        )
    if not any(text for values in texts.values() for text in values):
        forget(path, by=by, at=at)
        return None
    called = _title_in(fields)
    draft = Draft.of(by, path, texts)
    draft.called, draft.saved_at = called, at
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["account", "path"],
        update_fields=["enciphered", "saved_at", *(["called"] if called else [])],
    )
    return draft


def forget(path: str, *, by: UUID | None, at: datetime) -> None:
    """Forget what was typed on a page up to a moment: it was sent, or is not wanted."""
    if by is not None:
        Draft.objects.filter(account_id=by, path=path, saved_at__lte=at).delete()


def forget_stale(*, by: UUID, at: datetime) -> None:
    """Forget what an account typed so long ago that nobody will send it."""
    Draft.objects.filter(account_id=by, saved_at__lt=at - STALE).delete()


def _title_in(fields: Mapping[str, Sequence[str]]) -> str:
    """Return what the page is called, as its script sent it, without what stands on every page."""
    told = UNKEEPABLE.sub("", "".join(fields.get("_draft_title", ())[:1]))
    return _ON_EVERY_PAGE.sub("", " ".join(told.split()))[:LONGEST_TITLE]


def _size(field: tuple[str, Sequence[str]]) -> int:
    name, texts = field
    return len(name) + sum(map(len, texts))
