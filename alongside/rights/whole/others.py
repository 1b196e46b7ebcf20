"""Which passages a human has to read before a copy is given: those that may speak of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from alongside.people.queries import people_for
from alongside.rights.whole.reading import Passage, Whole
from alongside.staff.models import Worker

# Whoever is called so is somebody else. That a text names none of them proves nothing: a human
# reads the rest as well, where they choose to.
_KIN = """
mother father mum mam dad parent parents sister brother sibling son daughter child children wife
husband partner girlfriend boyfriend ex aunt auntie uncle cousin niece nephew grandmother
grandfather nan gran grandad family friend friends neighbour neighbours landlord landlady flatmate
housemate
"""
_CODE = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)+")  # of a closed list, such as family-support
# Columns that hold another's name or words by what they are.
_OF_OTHERS = {
    ("sharing_recipient", "name"): "names somebody about whom they were asked",
    ("sharing_statement", "said_by"): "names who said it, who agrees",
    ("careplans_invitation", "name"): "names who was asked to a review",
    ("careplans_review", "familys_view"): "is what the family said",
    ("careplans_review", "who_took_part"): "names who took part",
    ("referrals_referral", "referrer_name"): "names who referred them",
    ("referrals_referral", "referrer_contact"): "says how to reach who referred them",
    ("sharing_informationrequest", "asked_by"): "names who asked about them",
    ("sharing_informationrequest", "asks_for"): "is what somebody else asked",
    ("sharing_informationrequest", "says_why"): "is what somebody else said",
    ("sharing_requestdecision", "why"): "says why it was given or refused",
    ("sharing_requestdecision", "known_by"): "says how it was found who asks",
    ("sharing_disclosure", "to_whom"): "names who was told",
    ("sharing_disclosure", "why"): "says on which ground it was told",
    ("documents_sent", "addressee"): "names to whom it went",
    ("rights_recourse", "who"): "names who told, helped or answered",
}


@dataclass(frozen=True)
class Flag:
    """A passage that a human reads before it is given, and why."""

    passage: Passage
    why: str


def flags_for(worker: Worker, whole: Whole) -> Iterator[Flag]:
    """Yield every passage that may speak of somebody else, in the order of the copy."""
    named = _named(worker, whole)
    speaks, own = _speaking(named), whole.person.full_name
    to_others = {
        f"{row['id']}" for row in whole.rows_of("documents_sent") if row["addressee"] != own
    }
    for each in whole.passages():
        if each.column == "title" and each.key in to_others:
            yield Flag(each, "is a letter to somebody else. Left out, the whole letter is")
        elif each.text != own:
            yield from _flagged(each, named, speaks)


def everything(whole: Whole) -> Iterator[Flag]:
    """Yield every passage, for whoever reads the whole of it through."""
    return (Flag(each, "everything is read through") for each in whole.passages())


def _flagged(each: Passage, named: Mapping[str, str], speaks: re.Pattern[str]) -> Iterator[Flag]:
    table = each.table.name.removesuffix("event")
    if why := _OF_OTHERS.get((table, each.column)):
        yield Flag(each, why)
    elif (found := speaks.search(each.text)) and not _CODE.fullmatch(each.text):
        name = found[0]
        yield Flag(each, named.get(name.casefold(), f"says “{name.lower()}”"))


def _named(worker: Worker, whole: Whole) -> dict[str, str]:
    """Return whom the record or the teams know by name, each with what a passage then does."""
    recipients = [row["name"] for row in whole.rows_of("sharing_recipient")]
    invited = [row["name"] for row in whole.rows_of("careplans_invitation")]
    took_part = [
        str(each.get("name", ""))
        for row in whole.rows_of("careplans_review")
        for each in row["who_took_part"]
    ]
    person = whole.person
    called = (person.full_name, person.given_name, person.family_name, person.known_as)
    own = {"", *(name.casefold() for name in called)}
    found = {
        name: f"names {name}, another person whom the team knows"
        for name in _others(worker, person.pk)
    }
    for told in (*recipients, *invited, *took_part):
        found |= {name: f"names {name}" for name in _names_in(told)}
    return {name.casefold(): why for name, why in found.items() if name.casefold() not in own}


def _others(worker: Worker, person_id: UUID) -> list[str]:
    people = people_for(worker).exclude(pk=person_id).values_list("given_name", "family_name")
    return [f"{given} {family}" for given, family in people if given and family]


def _names_in(told: str) -> list[str]:
    """Return the name of “Orla Ó Briain, sister”, and what she is called for short."""
    name = told.split(",", maxsplit=1)[0].strip()
    first = name.split(" ")[0]
    return [each for each in (name, first) if len(each) > 2 and each[:1].isupper()]


def _speaking(named: Iterable[str]) -> re.Pattern[str]:
    words = sorted({*named, *_KIN.split()}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
