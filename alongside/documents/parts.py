"""The parts of letters: whom to ask, criteria with their answers, goals, questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from alongside.kernel.fact import Answer
from alongside.kernel.period import LONDON

_PARTS = re.compile(r"[,;\n]")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()-]*")


class Reader(Enum):
    """Who reads a letter; each is told the same facts in words that suit."""

    PERSON = "person"
    REFERRER = "referrer"
    INVITED = "invited"


class Role(Enum):
    """What a criterion does in its pack."""

    REQUIRED = "required"
    SUPPORTING = "supporting"
    EXCLUDING = "excluding"


class Refers(Enum):
    """Who asked, when the team takes referrals from mental health teams only."""

    SELF = "self"
    FAMILY = "family"
    FRIEND = "friend"
    OTHER = "other"


class Agreement(Enum):
    """Whether the person agrees with their plan."""

    AGREED = "agreed"
    IN_PART = "agreed in part"
    NOT_AGREED = "not agreed"
    NOT_ASKED = "not asked"


class Space(Enum):
    """How a question of the paper form is answered by hand."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes or no"
    ONE_OF = "one of"
    ANY_OF = "any of"


@dataclass(frozen=True, kw_only=True)
class WhomToAsk:
    """Somebody the reader can turn to, how to reach them, and how they can help."""

    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""
    how_they_help: str = ""

    @classmethod
    def read(cls, kept: str, *, name: str) -> WhomToAsk:
        """Return whom to ask from one line, as in "PALS, 0113 496 0101, pals@example.nhs.uk".

        Whatever is neither a number nor an e-mail address is the name first, then the address.
        """
        said = [part.strip() for part in _PARTS.split(kept) if part.strip()]
        phones = [part for part in said if _PHONE.fullmatch(part)]
        emails = [part for part in said if "@" in part]
        others = [part for part in said if part not in phones and part not in emails]
        return cls(
            name=others[0] if others else name,
            phone=" or ".join(phones),
            email=" or ".join(emails),
            address=", ".join(others[1:]),
        )


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes: the organisation and its team.."""

    organisation: str
    team: str
    address: tuple[str, ...]
    phone: str
    email: str = ""
    hours: str = ""
    formats_phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Whom a letter goes to, where, and how they are greeted ("Sam", "Dr Okafor")."""

    name: str
    address: tuple[str, ...]
    greeting: str


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs, and what they are."""

    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class About:
    """The person a letter between professionals is about."""

    name: str
    born_on: date | None = None
    nhs_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Rights:
    """Where to turn when unhappy: PALS, the complaint route, and an advocate."""

    pals: WhomToAsk
    complaints: WhomToAsk
    advocacy: WhomToAsk


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The criteria in use when a decision was made, and how to get a copy of them."""

    title: str
    version: str
    in_force_from: date
    source: str = ""
    copy_from: str = ""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One criterion with its answer, the reason, and the paragraph it comes from.

    Whether it stood in the way is said by the pack that was asked, not worked out here: a
    supporting criterion may be unmet in a referral that is accepted.
    """

    wording: str
    role: Role
    answer: Answer
    reason: str
    source: str
    stood_in_the_way: bool = False
    override: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question to the referrer, why it is asked, and the criterion that waits for it."""

    text: str
    why: str = ""
    criterion: str = ""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Something the person asked for in who works with them: met, or not and why."""

    wish: str
    met: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what was written under it; empty means that nothing was recorded."""

    heading: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of the paper form, with the room to answer it."""

    label: str
    space: Space = Space.LINE
    help: str = ""
    options: tuple[str, ...] = ()
    lines: int = 3
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Questions that belong together, under one heading."""

    heading: str
    intro: str = ""
    questions: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What the person wants, in their words, with the steps towards it."""

    in_own_words: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """Who does what, and when or how often."""

    area: str
    what: str
    who: str
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class Looker:
    """A worker who has seen the reader's record: who, how often, and why where that is asked."""

    name: str
    role: str
    times: str
    reasons: tuple[str, ...] = ()


def plain(value: object) -> Any:
    """Return a value as JSON can hold it: days as 2026-11-22, moments as lived in London."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
