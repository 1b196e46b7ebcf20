"""The parts of a referral, one page each: who, why, and what the criteria in force ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.policy.eligibility.kinds import FactKind, Group
from alongside.policy.eligibility.vocabulary import asked
from alongside.referrals.facts import IN_THE_REFERRAL, asked_by, pack_of
from alongside.referrals.models import Referral
from alongside.referrals.queries.criteria_in_force import criteria_in_force

SENDER, WHO, NEEDS, WHY = "sender", "who", "language", "why"

NEEDS_TITLE = "Language, culture and wishes"


@dataclass(frozen=True)
class Section:
    """One page of a referral, with the facts it asks for under their headings."""

    id: str
    title: str
    groups: tuple[tuple[Group, tuple[FactKind, ...]], ...] = ()

    @property
    def kinds(self) -> tuple[FactKind, ...]:
        """The facts that the page asks for."""
        return tuple(kind for _, kinds in self.groups for kind in kinds)


_OF_FACTS = (
    ("illness", "Illness and circumstances", (Group.ILLNESS, Group.PERSON)),
    ("hospital", "Hospital and crisis team", (Group.HOSPITAL,)),
    ("needs", "Contact, needs and risks", (Group.ENGAGEMENT, Group.NEEDS, Group.SUBSTANCE_USE)),
    ("agreement", "Agreement and documents", (Group.FRAMEWORK, Group.DOCUMENTS)),
)


def kinds_asked(service_id: int, *, on: date) -> tuple[FactKind, ...]:
    """Return what a service's criteria ask, or everything while it has none in force."""
    criteria = criteria_in_force(service_id, on=on)
    if criteria is not None:
        return asked_by(pack_of(criteria))
    return tuple(kind for kind in asked() if kind.id not in IN_THE_REFERRAL)


def sections_of(referral: Referral, *, on: date) -> list[Section]:
    """Return the pages of a referral in their order."""
    first = [Section(SENDER, "Who refers")] if is_paper(referral) else []
    kinds = kinds_asked(referral.to_team.service_id, on=on)
    told = (Section(WHO, "Who they are"), Section(NEEDS, NEEDS_TITLE), Section(WHY, "Why now"))
    return [*first, *told, *of_facts(kinds)]


def of_facts(kinds: Iterable[FactKind]) -> list[Section]:
    """Return the pages that ask for some facts; a page that would ask for none is left out."""
    wanted = tuple(kinds)
    found = []
    for section_id, title, groups in _OF_FACTS:
        filled = [(group, tuple(k for k in wanted if k.group is group)) for group in groups]
        if any(of_group for _, of_group in filled):
            asked_here = tuple((group, of_group) for group, of_group in filled if of_group)
            found.append(Section(section_id, title, asked_here))
    return found


def is_paper(referral: Referral) -> bool:
    """Whether a referral came on paper and is typed in by the team."""
    return referral.channel == Referral.Channel.PAPER
