"""The columns that a file of referrals may have, as they are described to whoever makes one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from alongside.people.told import ETHNICITIES
from alongside.policy.eligibility.kinds import FactKind, FactType
from alongside.policy.eligibility.referring import REFERRERS
from alongside.policy.eligibility.vocabulary import asked
from alongside.referrals.facts import IN_THE_REFERRAL
from alongside.referrals.files import cells

WHAT_IS_WRONG = "what is wrong"  # the column that we add when we give rows back


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, other names for it, and how a cell of it is read."""

    name: str
    holds: str
    read: Callable[..., Any]
    example: str = ""
    needed: bool = False
    longest: int = 0
    also: tuple[str, ...] = ()
    takes_today: bool = False
    kind: FactKind | None = None
    shape: FactType | None = None  # how a system answers it, where text is not all; API only

    def value(self, text: str, *, today: date) -> Any:
        """Return what a cell means, or raise ValueError with a sentence."""
        if self.longest and len(text) > self.longest:
            raise ValueError(f"It has {len(text):,} characters, and at most {self.longest} fit.")
        return self.read(text, today=today) if self.takes_today else self.read(text)


def _text(name: str, holds: str, longest: int, *also: str, **more: Any) -> Column:
    return Column(name, holds, str, longest=longest, also=also, **more)


def _day(name: str, holds: str, *also: str, **more: Any) -> Column:
    return Column(name, holds, cells.past_day, also=also, takes_today=True, **more)


_NEEDED = {"needed": True}
_OF_THE_REFERRAL = (
    _text(
        "their_reference",
        "The reference of the referral in the other system",
        60,
        "reference",
        "referral_id",
        example="R-1044",
    ),
    _text("team", "The team referred to; may be left out", 200, "to_team", example="North team"),
    _day(
        "received_on",
        "The day on which the referral was received",
        "referral_date",
        "referred_on",
        "date_received",
        example="03/11/2026",
        **_NEEDED,
    ),
    _day(
        "discharged_on",
        "The day on which the other system ended it, if it did",
        "discharge_date",
        "closed_on",
    ),
    Column(
        "referrer",
        "What kind of team or service refers, by its code or its words: "
        + ", ".join(f"{kind.value} ({words})" for kind, words in REFERRERS.items()),
        cells.referrer,
        example="cmht",
        needed=True,
        also=("source", "referred_by", "referral_source"),
    ),
    _text(
        "referrer_name",
        "The name of the referrer, with the team",
        200,
        example="Ruth Adeyemi, Armley CMHT",
        **_NEEDED,
    ),
    _text(
        "referrer_contact",
        "How the referrer is reached",
        200,
        "referrer_phone",
        "referrer_email",
        example="0113 496 0200",
    ),
    Column(
        "nhs_number",
        "NHS number, 10 digits",
        cells.nhs_number,
        example="999 735 4680",
        also=("nhs_no", "nhs"),
    ),
    _text("given_name", "Given name", 100, "forename", "first_name", example="Wei"),
    _text("family_name", "Family name", 100, "surname", "last_name", example="Zhang"),
    _text("known_as", "What they like to be called", 100, "preferred_name"),
    _day("born_on", "Date of birth", "date_of_birth", "dob", "birth_date", example="02/05/1991"),
    Column(
        "gender",
        "Gender, as they state it: Male, Female, Non-binary, Other, Not known",
        cells.gender,
        example="Male",
    ),
    _text("address", "Address", 1000),
    Column(
        "postcode",
        "Postcode, or its beginning",
        cells.postcode,
        example="LS12 1AA",
        also=("post_code",),
    ),
    _text("phone", "Telephone", 40, "telephone", "mobile"),
    _text("gp_practice", "GP practice", 200, "gp", "gp_surgery"),
    _text(
        "first_language",
        "First language",
        40,
        "language",
        "preferred_language",
        "main_language",
        example="Cantonese",
    ),
    Column(
        "needs_interpreter",
        "Whether they need an interpreter: yes, no or not known",
        cells.interpreter,
        example="yes",
        also=("interpreter", "interpreter_required", "interpreter_needed"),
        shape=FactType.YES_NO,
    ),
    _text(
        "communication_needs",
        "Communication needs, such as large print, easy words, a hearing loop",
        2_000,
        "communication",
    ),
    Column(
        "ethnicity",
        "Ethnicity, as they state it, by its code or its words: "
        + ", ".join(f"{code} ({words})" for code, words in ETHNICITIES.items()),
        cells.ethnicity,
        example="R",
        also=("ethnic_category", "ethnic_group"),
    ),
    _text("religion", "Religion", 60, "faith"),
    _text(
        "wishes",
        "Whom they would like to work with, in their own words if you can: a man or a woman, a"
        " language, somebody who knows their culture or religion",
        20_000,
        example="A woman, please. Cantonese, if anybody can.",
    ),
    _text(
        "reason",
        "Why they are referred",
        20_000,
        "referral_reason",
        example="Three admissions in two years",
        **_NEEDED,
    ),
    _text("person_wants", "What the person wants", 20_000),
    _text(
        "who_holds_care",
        "Who holds the care until there is a decision",
        200,
        example="Armley CMHT",
        **_NEEDED,
    ),
    Column("pathway", "early or established", cells.pathway, example="established"),
    Column(
        "priority",
        "Routine, Urgent or Very urgent; routine when empty",
        cells.priority,
        example="Routine",
    ),
)

_HOW = {
    FactType.YES_NO: "yes, no or not known",
    FactType.NUMBER: "a whole number",
    FactType.CHOICE: "one of: {}",
    FactType.CHOICES: "any of these with semicolons between, or none: {}",
    FactType.SPELLS: "01/03/2025 to 12/04/2025 detained; 05/01/2026 to now; or none",
    FactType.DAY: "a day",
    FactType.AREA: "a postcode, or its beginning",
}


def _of_fact(kind: FactKind) -> Column:
    how = _HOW[kind.type].format(", ".join(kind.choices))
    return Column(
        kind.id,
        f"{kind.label}: {how}",
        partial(cells.fact, kind),
        takes_today=True,
        kind=kind,
        shape=kind.type,
    )


@cache
def columns() -> dict[str, Column]:
    """Return every column by its name: those of the referral, then a column for each fact."""
    facts = [_of_fact(kind) for kind in asked() if kind.id not in IN_THE_REFERRAL]
    return {column.name: column for column in (*_OF_THE_REFERRAL, *facts)}


def column_called(heading: str) -> Column | None:
    """Return the column that a heading names: “Date of birth” is born_on."""
    return _by_name().get(_plain(heading))


@cache
def _by_name() -> dict[str, Column]:
    return {name: column for column in columns().values() for name in (column.name, *column.also)}


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
