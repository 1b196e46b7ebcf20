"""What somebody typed before."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from alongside.drafts.models import Draft


def draft_for(account_id: UUID | None, path: str) -> Draft | None:
    """Return what an account typed on a page and has not sent, for `Form(..., kept=...)`."""
    if account_id is None:
        return None
    return Draft.objects.filter(account_id=account_id, path=path).first()


def drafts_for(account_id: UUID) -> Sequence[Draft]:
    """Return all that an account typed and has not sent, newest first."""
    return list(Draft.objects.filter(account_id=account_id).order_by("-saved_at", "path"))
