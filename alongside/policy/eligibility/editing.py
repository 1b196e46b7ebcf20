"""Packs changed a part at a time, as plain data; reading them again says what is wrong.

A part of a criterion has a path: the numbers of the members that lead to it. “Not” is no step of
its own: it turns round the part that it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from alongside.policy.eligibility.bounds import JUDGED
from alongside.policy.eligibility.pack import SUPPORTING, Kind

Data = dict[str, Any]
Path = tuple[int, ...]

GROUPS = ("all", "any", "of")
_LONGEST_ID = 60


def with_criterion(pack: Data, kind: Kind, criterion: Data) -> Data:
    """Return a pack with one more criterion, last of its kind, with an id made of its wording."""
    changed = deepcopy(pack)
    new = {"id": new_id(pack, str(criterion.get("says", "")))} | criterion
    changed.setdefault(kind.value, []).append(new)
    if kind is Kind.SUPPORTING:
        changed.setdefault("supporting_needed", JUDGED)
    return changed


def with_criterion_changed(pack: Data, criterion_id: str, kind: Kind, criterion: Data) -> Data:
    """Return a pack in which one criterion says something else, or is of another kind."""
    was, at = place_of(pack, criterion_id)
    new = {"id": criterion_id} | criterion
    if was is kind:
        changed = deepcopy(pack)
        changed[kind.value][at] = new
        return changed
    changed = without_criterion(pack, criterion_id)
    changed.setdefault(kind.value, []).append(new)
    if kind is Kind.SUPPORTING:
        changed.setdefault("supporting_needed", JUDGED)
    return changed


def without_criterion(pack: Data, criterion_id: str) -> Data:
    """Return a pack without one of its criteria."""
    kind, at = place_of(pack, criterion_id)
    changed = deepcopy(pack)
    del changed[kind.value][at]
    if not changed[kind.value]:
        del changed[kind.value]
        if kind is Kind.SUPPORTING:
            changed.pop("supporting_needed", None)
    return changed


def with_criterion_moved(pack: Data, criterion_id: str, steps: int) -> Data:
    """Return a pack in which one criterion stands earlier or later among those of its kind."""
    kind, at = place_of(pack, criterion_id)
    changed = deepcopy(pack)
    criteria = changed[kind.value]
    to = min(max(at + steps, 0), len(criteria) - 1)
    criteria.insert(to, criteria.pop(at))
    return changed


def criterion_in(pack: Data, criterion_id: str) -> Data:
    """Return one criterion; LookupError when there is none."""
    kind, at = place_of(pack, criterion_id)
    found: Data = pack[kind.value][at]
    return found


def place_of(pack: Data, criterion_id: str) -> tuple[Kind, int]:
    """Return the kind of a criterion and its number among them; LookupError when there is none."""
    for kind in Kind:
        for at, one in enumerate(pack.get(kind.value, [])):
            if one["id"] == criterion_id:
                return kind, at
    raise LookupError(criterion_id)


def new_id(pack: Data, says: str) -> str:
    """Return an id that the pack does not have, made of the first words of a wording."""
    words = re.findall(r"[a-z0-9]+", says.lower())
    base = "-".join(words)[:40].strip("-")
    base = base if re.match(r"[a-z]", base) else f"criterion-{base}".strip("-")
    taken = {one["id"] for kind in Kind for one in pack.get(kind.value, [])} | {SUPPORTING}
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (base, *numbered) if one not in taken)[:_LONGEST_ID]


def part_at(when: Data, path: Path) -> Data:
    """Return the part at a path, out of any “not”; LookupError when there is none."""
    inner, _ = unturned(when)
    if not path:
        return inner
    members = members_of(inner)
    if not 0 <= path[0] < len(members):
        raise LookupError(path)
    return part_at(members[path[0]], path[1:])


def is_turned(when: Data, path: Path) -> bool:
    """Whether the part at a path is met when it is not so."""
    for step in path:
        when = members_of(unturned(when)[0])[step]
    return unturned(when)[1]


def unturned(when: Data) -> tuple[Data, bool]:
    """Return a condition out of every “not”, and whether they turn it round."""
    turned = False
    while "not" in when:
        when, turned = when["not"], not turned
    return when, turned


def members_of(when: Data) -> list[Data]:
    """Return the parts of a group; none of anything else."""
    return next((when[key] for key in GROUPS if key in when), [])


def with_part(when: Data, path: Path, part: Data, *, turned: bool = False) -> Data:
    """Return a condition with another part at a path."""
    return _changed(when, path, lambda _old: {"not": part} if turned else part)


def with_part_added(when: Data, path: Path, part: Data, *, turned: bool = False) -> Data:
    """Return a condition that asks something more at a path; one question becomes two, both met."""
    new = {"not": part} if turned else part

    def add(old: Data) -> Data:
        inner, old_turned = unturned(old)
        if not members_of(inner):
            return {"all": [old, new]}
        key = next(key for key in GROUPS if key in inner)
        grown = inner | {key: [*inner[key], new]}
        return {"not": grown} if old_turned else grown

    return _changed(when, path, add)


def without_part(when: Data, path: Path) -> Data:
    """Return a condition without the part at a path; LookupError when it would ask nothing."""
    if not path:
        raise LookupError("A criterion asks at least one thing")
    part_at(when, path)
    if len(members_of(part_at(when, path[:-1]))) == 1:
        return without_part(when, path[:-1])

    def drop(old: Data) -> Data:
        inner, turned = unturned(old)
        key = next(key for key in GROUPS if key in inner)
        left = inner | {key: [one for at, one in enumerate(inner[key]) if at != path[-1]]}
        return {"not": left} if turned else left

    return _changed(when, path[:-1], drop)


def _changed(when: Data, path: Path, change: Callable[[Data], Data]) -> Data:
    if not path:
        return change(when)
    inner, turned = unturned(when)
    key = next((key for key in GROUPS if key in inner), None)
    if key is None or not 0 <= path[0] < len(inner[key]):
        raise LookupError(path)
    members = [
        _changed(one, path[1:], change) if at == path[0] else one
        for at, one in enumerate(inner[key])
    ]
    changed = inner | {key: members}
    return {"not": changed} if turned else changed
