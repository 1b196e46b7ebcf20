"""Writing the criteria of a service: drafts that change, versions in force that never do."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date, datetime

from alongside.audit.trail import audited, record
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.eligibility.pack import Pack, PackRefused
from alongside.policy.eligibility.reading import pack_from_toml
from alongside.policy.eligibility.writing import pack_to_toml
from alongside.referrals.facts import pack_of
from alongside.referrals.models import Criteria
from alongside.referrals.queries.criteria import services_edited_for
from alongside.staff.models import Service, Worker


class ChangedMeanwhile(Refused):
    """Somebody else changed the same words after this page was opened."""


@audited
def begin_draft(
    service: Service, *, toml: str, based_on: Criteria | None = None, by: Worker, at: datetime
) -> Criteria:
    """Begin a draft from a pack; raises PackRefused, and keeps nothing, when it cannot be used."""
    pack = pack_from_toml(toml, "The file")
    _may_edit(service.pk, by)
    draft = Criteria.objects.create(
        service=service,
        title=pack.title[:200],
        toml=toml,
        based_on=based_on,
        written_by=by,
        written_at=at,
    )
    record("criteria.begun", on=draft, by=by, at=at, service=service.pk, pack=pack.id)
    return draft


@audited
def write_draft(draft: Criteria, *, toml: str, seen: str, by: Worker, at: datetime) -> Criteria:
    """Change a draft, unless somebody changed it since it was `seen` (see `mark_of`)."""
    pack = pack_from_toml(toml, draft.title)
    locked = _own_draft(draft, by)
    if seen != mark_of(locked.toml):
        raise ChangedMeanwhile(
            f"{locked.written_by} changed this draft while you had it open. "
            "What you typed is still here. Look at their words, then save yours again."
        )
    locked.toml, locked.title = toml, pack.title[:200]
    locked.written_by, locked.written_at = by, at
    locked.save(update_fields=["toml", "title", "written_by", "written_at"])
    record("criteria.written", on=locked, by=by, at=at)
    return locked


@audited
def put_in_force(
    draft: Criteria, *, from_day: date, why: str, by: Worker, at: datetime
) -> Criteria:
    """Put a draft in force from a day; from then on it never changes, nor do old decisions."""
    locked = _own_draft(draft, by)
    others = Criteria.objects.filter(service_id=locked.service_id)
    if not why.strip():
        raise Refused("Say why the criteria change. Whoever is refused under them may ask.")
    if from_day < day_of(at):
        raise Refused("Criteria cannot begin in the past. Choose today or a later day.")
    if others.filter(in_force_from=from_day).exists():
        raise Refused("Another version begins on that day already. Choose another day.")
    used = [pack_of(one).version for one in others.filter(in_force_from__isnull=False)]
    number = max(used, default=0) + 1
    locked.toml = dated(locked.toml, version=number, from_day=from_day)
    locked.in_force_from, locked.why = from_day, why.strip()
    locked.written_by, locked.written_at = by, at
    locked.save()
    record("criteria.in-force", on=locked, by=by, at=at, from_day=from_day, why=why.strip())
    return locked


@audited
def take_back(version: Criteria, *, by: Worker, at: datetime) -> Criteria:
    """Make a version that has not begun yet a draft again."""
    locked = _of_service(version, by)
    if locked.in_force_from is None:
        raise Refused("This is a draft already.")
    if locked.in_force_from <= day_of(at):
        raise Refused("This version is in force and never changes. Begin a draft from it instead.")
    was, locked.in_force_from = locked.in_force_from, None
    locked.save(update_fields=["in_force_from"])
    record("criteria.taken-back", on=locked, by=by, at=at, from_day=was)
    return locked


def mark_of(toml: str) -> str:
    """Return a short mark of a text, by which a page says which one it was made from."""
    return hashlib.sha256(toml.encode()).hexdigest()[:16]


def dated(toml: str, *, version: int, from_day: date) -> str:
    """Return a pack's text with its number and first day, remarks and order kept if they can be."""
    meant = replace(pack_from_toml(toml, "The draft"), version=version, in_force_from=from_day)
    head, mark, rest = toml.partition("\n[[")
    head = re.sub(r"(?m)^(version\s*=\s*)\d+", rf"\g<1>{version}", head)
    head = re.sub(r"(?m)^(in_force_from\s*=\s*)[\d-]+", rf"\g<1>{from_day}", head)
    text = head + mark + rest
    return text if _reads_as(text, meant) else pack_to_toml(meant)


def _reads_as(text: str, meant: Pack) -> bool:
    try:
        return pack_from_toml(text, "The draft") == meant
    except PackRefused:
        return False


def _own_draft(draft: Criteria, by: Worker) -> Criteria:
    locked = _of_service(draft, by)
    if locked.in_force_from is not None:
        raise Refused("This version is in force and never changes. Begin a draft from it instead.")
    return locked


def _of_service(criteria: Criteria, by: Worker) -> Criteria:
    """Return a version locked; all of a service wait here, so that no two begin on one day."""
    _may_edit(criteria.service_id, by)
    list(Service.objects.select_for_update().filter(pk=criteria.service_id))
    return (
        Criteria.objects.select_for_update(of=("self",))
        .select_related("written_by")
        .get(pk=criteria.pk)
    )


def _may_edit(service_id: int, by: Worker) -> None:
    services_edited_for(by).get(pk=service_id)
