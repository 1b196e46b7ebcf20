"""The facts that make up who somebody is, in the order and the words in which pages ask for them.

Each fact has one home, here; a form shows what is stored and asks whether it is still right.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alongside.people.models import Person


@dataclass(frozen=True)
class Section:
    """Facts that are asked together."""

    id: str
    title: str
    facts: tuple[str, ...]


SECTIONS = {
    section.id: section
    for section in (
        Section("names", "Names", ("given_name", "family_name", "known_as", "former_names")),
        Section("birth", "Birth and numbers", ("born_on", "nhs_number", "gender", "pronouns")),
        Section("door", "Before you knock", ("before_knocking",)),
        Section(
            "where",
            "Where to find them",
            ("address", "postcode", "ward", "no_fixed_address", "where_to_find", "phone"),
        ),
        Section(
            "language",
            "Language and communication",
            ("first_language", "needs_interpreter", "communication_needs"),
        ),
        Section("culture", "Culture and religion", ("ethnicity", "religion")),
        Section("gp", "GP practice", ("gp_practice_id",)),
        Section("died", "Death", ("died_on",)),
    )
}

LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "known_as": "Likes to be called",
    "former_names": "Earlier or other names",
    "born_on": "Date of birth",
    "nhs_number": "NHS number",
    "gender": "Gender",
    "pronouns": "Pronouns",
    "before_knocking": "Before you knock",
    "address": "Address",
    "postcode": "Postcode",
    "ward": "Ward of residence",
    "no_fixed_address": "No fixed address",
    "where_to_find": "Where to find them",
    "phone": "Phone",
    "first_language": "First language",
    "needs_interpreter": "Needs an interpreter",
    "communication_needs": "Communication needs",
    "ethnicity": "Ethnicity",
    "religion": "Religion",
    "gp_practice_id": "GP practice",
    "died_on": "Died on",
}

ETHNICITY_NOT_KNOWN = "99"
# The codes of the NHS Data Dictionary, with the words of the census.
ETHNICITIES = {
    "A": "White: British",
    "B": "White: Irish",
    "C": "White: any other background",
    "D": "Mixed: White and Black Caribbean",
    "E": "Mixed: White and Black African",
    "F": "Mixed: White and Asian",
    "G": "Mixed: any other background",
    "H": "Asian or Asian British: Indian",
    "J": "Asian or Asian British: Pakistani",
    "K": "Asian or Asian British: Bangladeshi",
    "L": "Asian or Asian British: any other background",
    "M": "Black or Black British: Caribbean",
    "N": "Black or Black British: African",
    "P": "Black or Black British: any other background",
    "R": "Chinese",
    "S": "Any other ethnic group",
    "Z": "Did not want to say",
    ETHNICITY_NOT_KNOWN: "Not known",
}

# Marks that turn the direction of what follows, and letters that nobody sees: a name that holds one
# would change how the rest of the line reads, and a reason of nothing else would be none. The
# joiners of Persian and of Indian scripts stay.
_TURNING = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0"
    "\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]"
)
_BLANKS = re.compile(r"\s+")


def one_line(text: str) -> str:
    """Return a name or a line as it is kept: composed letters, single blanks, nothing hidden."""
    plain = "".join(
        " " if unicodedata.category(letter) == "Cc" else letter for letter in _TURNING.sub("", text)
    )
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", plain)).strip()


def without_turning(text: str) -> str:
    """Return text of several lines without marks that change how the page around it reads."""
    return _TURNING.sub("", unicodedata.normalize("NFC", text))


def said(person: Person, fact: str) -> Any:
    """Return a fact as pages say it: a choice by its words, the rest as it is."""
    if fact == "gp_practice_id":
        return person.gp_practice
    return in_words(fact, getattr(person, fact))


def in_words(fact: str, value: Any) -> Any:
    """Return the value of a fact as pages say it."""
    if fact == "gender":
        return Person.Gender(value).label if value in Person.Gender.values else value
    if fact == "ethnicity":
        return ETHNICITIES.get(value, value)
    return value


def facts_of(person: Person, section: Section) -> dict[str, Any]:
    """Return the stored facts of a section."""
    return {fact: getattr(person, fact) for fact in section.facts}


def mark_of(facts: Mapping[str, Any]) -> str:
    """Return a short mark that differs when any of these facts does."""
    text = repr(sorted((name, str(value)) for name, value in facts.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
