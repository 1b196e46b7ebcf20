"""Whoever asks with a sign-in of their own."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Own:
    """Somebody in care, or a carer, by the sign-in they have of their own."""

    pk: UUID  # of the sign-in
    account_id: UUID
    is_carers: bool
