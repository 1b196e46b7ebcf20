"""The minimum return of a period: the fields of the protocol, a row for each person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from alongside.joint.minimum import Minimum
from alongside.kernel.period import day_of
from alongside.policy.joint import Equipment
from alongside.referrals.files.reading import written

# The Leeds protocol, section 6, in its order, and nothing beside it.
COLUMNS = (
    "Gender",
    "Ethnicity",
    "Name or initial",
    "Ward of residence",
    "Date of birth",
    "Clean injecting equipment exchanged",
)
NOT_RECORDED = "Not recorded"


def return_of(people: Iterable[Minimum], first: date, last: date) -> list[tuple[str, ...]]:
    """Return a row for each person whom a contact of the period is about."""
    rows = []
    for each in people:
        of_period = [one for one in each.contacts if first <= day_of(one.began_at) <= last]
        if not of_period:
            continue
        given: Counter[Equipment] = Counter()
        for contact in of_period:
            for exchanged in contact.exchanged:
                given[exchanged.kind] += exchanged.given
        rows.append(
            (
                each.gender or NOT_RECORDED,
                each.ethnicity or NOT_RECORDED,
                each.name,
                each.ward or NOT_RECORDED,
                f"{each.born_on:%d/%m/%Y}" if each.born_on else NOT_RECORDED,
                "; ".join(f"{kind.label} {given[kind]}" for kind in Equipment if given[kind])
                or "None",
            )
        )
    return sorted(rows, key=lambda row: row[2])


def as_csv(rows: list[tuple[str, ...]]) -> bytes:
    """Return the return as a file that spreadsheets open, in which no text runs as a formula."""
    return written(COLUMNS, rows).encode("utf-8-sig")
