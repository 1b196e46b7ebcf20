"""What somebody typed before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from alongside.access.cipher import Unreadable
from alongside.drafts.models import Draft


def draft_for(account_id: UUID | None, path: str) -> Draft | None:
    """Return what an account typed on a page and has not sent, for `Form(..., kept=...)`."""
    if account_id is None:
        return None
    return next(_readable(Draft.objects.filter(account_id=account_id, path=path)), None)


def drafts_for(account_id: UUID) -> Sequence[Draft]:
    """Return all that an account typed and has not sent, newest first."""
    return list(
        _readable(Draft.objects.filter(account_id=account_id).order_by("-saved_at", "path"))
    )


def _readable(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts that open: one of a key that this service no longer has is gone."""
    for draft in drafts:
        try:
            draft.fields  # noqa: B018 - to open it is to know
        except Unreadable:
            continue
        yield draft
