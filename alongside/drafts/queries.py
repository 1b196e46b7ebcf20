"""What somebody typed before."""

from __future__ import annotations

from uuid import UUID

from alongside.drafts.models import Draft


def draft_for(account_id: UUID, path: str) -> Draft | None:
    """Return what an account typed on a page and has not sent, for `Form(..., kept=...)`."""
    return Draft.objects.filter(account_id=account_id, path=path).first()
