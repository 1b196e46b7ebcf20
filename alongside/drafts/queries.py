"""What somebody typed before."""

from __future__ import annotations

from uuid import UUID

from alongside.drafts.models import Draft


def draft_for(account_id: UUID | None, path: str) -> Draft | None:
    """Return what an account typed on a page and has not sent, for `Form(..., kept=...)`."""
    if account_id is None:
        return None
    return Draft.objects.filter(account_id=account_id, path=path).first()
