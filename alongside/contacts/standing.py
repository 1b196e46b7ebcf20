"""Which contacts stand, for statements of our own; `ContactQuerySet.standing` says the same."""

from __future__ import annotations

from alongside.policy.contacts import Outcome

# Neither corrected by a newer one, nor the row by which one is taken back: that keeps the visit of
# what it strikes out, and would make the visit look done.
STANDS = f"""contact.outcome <> '{Outcome.TAKEN_BACK.value}' AND NOT EXISTS (
    SELECT 1 FROM contacts_contact AS newer WHERE newer.corrects_id = contact.id)"""  # noqa: S608 - of our own words alone
