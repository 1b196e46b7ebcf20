"""A request as it came: JSON, read with the columns and the sentences of a file of referrals."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

from alongside.api.problems import Problem
from alongside.nhsuk.fields import Text
from alongside.policy.eligibility.kinds import FactType, suggest
from alongside.referrals.facts import REFERRERS
from alongside.referrals.files.columns import Column, column_called, columns
from alongside.referrals.files.content import Content, Wrong
from alongside.staff.models import Team, Worker

MOST_BYTES = 1024 * 1024
MOST_STRANGE = 20  # names that nobody reads are told one by one, as far as that helps
Said = dict[str, Any]

# A file tells of referrals that were; over the API they are made, so these are not asked.
_OF_FILES = ("their_reference", "received_on", "discharged_on")
_TAKES: Mapping[FactType | None, str] = {
    None: "text, in quotation marks",
    FactType.YES_NO: "true, false or “not known”",
    FactType.NUMBER: "a whole number or “not known”",
    FactType.CHOICES: "a list of texts",
    FactType.SPELLS: "a list of texts, like “2025-03-01 to 2025-04-12 detained”",
}
_TEXT = Text(required=False)


@cache
def fields() -> dict[str, Column]:
    """Return what a referral over the API may say: the columns of a file of referrals."""
    return {name: column for name, column in columns().items() if name not in _OF_FILES}


@dataclass(frozen=True)
class Sent:
    """A referral as another system sent it, read and found right."""

    content: Content
    to_team: Team
    from_team: Team


def object_in(request: HttpRequest) -> Said:
    """Return the JSON object that a request holds, or raise what is wrong with it."""
    try:
        said = json.loads(_body(request), object_pairs_hook=_each_once, parse_constant=_no_number)
    except (ValueError, RecursionError, UnreadablePostError, RawPostDataException):
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            Wrong("This is not JSON, or was damaged on the way. Nothing was changed."),
        ) from None
    if not isinstance(said, dict):
        raise wrong(Wrong("Send one JSON object: {…}."))
    return said


def wrong(*wrongs: Wrong) -> Problem:
    """Return what is said when something in a request is wrong: a sentence for each thing."""
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, *wrongs)


def refuse_others(said: Said, *known: str) -> list[Wrong]:
    """Return a sentence for each field that nobody reads, with the one that may be meant."""
    strange = [name for name in said if name not in known][:MOST_STRANGE]
    return [
        Wrong(f"There is no field of this name.{_meant(name, known)}", name) for name in strange
    ]


def id_in(said: Said) -> UUID:
    """Return the id that the sender made."""
    found = uuid_of(said.get("id"))
    if found is None:
        sentence = (
            "Make an id for each referral, a UUID like 0f8fad5b-d9cb-469f-a165-70867728950e:"
            " sent again under the same id, it is the same referral."
        )
        raise wrong(Wrong(sentence, "id"))
    return found


def uuid_of(text: object) -> UUID | None:
    """Return the UUID that a text is, however it is written, or None."""
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def digest_of(said: Said) -> str:
    """Return a digest of what was said, whatever the order of its fields."""
    content = {name: value for name, value in said.items() if name != "id"}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def referral_in(
    said: Said, *, by: Worker, to_teams: list[Team], from_teams: list[Team], today: date
) -> Sent:
    """Return the referral that was sent, or raise everything that is wrong with it."""
    content = Content()
    content.wrongs += refuse_others(said, "id", "from_team", *fields())
    to_team = _team(content, "team", said, to_teams)
    from_team = _team(content, "from_team", said, from_teams)
    for name in fields().keys() & said.keys() - {"team"}:
        _read(content, fields()[name], said[name], today)
    content.fields["received_on"] = today
    content.fields["referrer_name"] = content.fields.get("referrer_name") or by.name
    if from_team is not None:
        _check_kind(content, from_team)
    content.check()
    if content.wrongs or to_team is None or from_team is None:
        order = ["id", "from_team", *fields()]
        raise wrong(*sorted(content.wrongs, key=lambda one: _place(one, order)))
    return Sent(content, to_team, from_team)


def cell(value: object, shape: FactType | None) -> str:
    """Return a JSON value as a cell of a file would hold it, or raise ValueError."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _typed(value)
    if isinstance(value, bool):
        if shape is FactType.YES_NO:
            return "yes" if value else "no"
    elif isinstance(value, int | float) and shape is FactType.NUMBER:
        return str(value)
    elif isinstance(value, list) and shape in {FactType.CHOICES, FactType.SPELLS}:
        if not all(isinstance(one, str) and one.strip() for one in value):
            raise ValueError(f"This takes {_TAKES[shape]}, none of them empty.")
        return _typed("; ".join(value)) or "none"
    raise ValueError(f"This takes {_TAKES.get(shape, _TAKES[None])}.")


def _read(content: Content, column: Column, value: object, today: date) -> None:
    try:
        text = cell(value, column.shape)
    except ValueError as unread:
        content.blame(str(unread), column.name)
    else:
        content.read(column, text, today=today)


def _typed(text: str) -> str:
    """Return text as a box of the form takes it: without blanks around it, and fit to be kept."""
    try:
        return _TEXT.to_python(text)
    except ValidationError as unkeepable:
        raise ValueError(f"{unkeepable.messages[0]}.") from None


def _check_kind(content: Content, from_team: Team) -> None:
    """Put what kind of team refers, as the organisation has it; refuse to be told another."""
    ours = REFERRERS[Team.Kind(from_team.kind)].value
    told = content.fields.get("referrer") or ours
    content.fields["referrer"] = told
    content.check_sender()
    if told != ours and not content.is_blamed("referrer"):
        content.blame(f"{from_team.name} is another kind of team. Leave this out.", "referrer")


def _team(content: Content, field: str, said: Said, offered: list[Team]) -> Team | None:
    """Return the team that is named, or the only one there is; keep a sentence when there is no."""
    try:
        named = cell(said.get(field), None)
    except ValueError as unread:
        content.blame(str(unread), field)
        return None
    found = [team for team in offered if not named or _is_called(team, named)]
    if len(found) == 1:
        return found[0]
    content.blame(_which_team(named, found, offered), field)
    return None


def _which_team(named: str, found: list[Team], offered: list[Team]) -> str:
    """Return a sentence for a team that is not named, not there, or there more than once."""
    names = "; ".join(sorted({team.name for team in offered})[:20])
    if not offered:
        return "There is no such team today."
    if not found:
        return f"There is no team called “{named}” here. Use one of: {names}."
    if not named:
        return f"Name the team. Use one of: {names}."
    numbers = "; ".join(f"{team.pk} ({team.service.name})" for team in found)
    return f"Several teams are called “{named}”. Send a number: {numbers}."


def _is_called(team: Team, named: str) -> bool:
    return named.casefold() == team.name.casefold() or named == str(team.pk)


def _meant(name: str, known: tuple[str, ...]) -> str:
    """Return “ Did you mean …?”, for another name of a column as for one that is misspelt."""
    if len(name) > 60:
        return ""
    column = column_called(name)
    if column is not None and column.name in known:
        return f" Did you mean “{column.name}”?"
    return suggest(name, dict.fromkeys(known))


def _place(one: Wrong, order: list[str]) -> int:
    return order.index(one.field) if one.field in order else len(order)


def _body(request: HttpRequest) -> bytes:
    """Return what was sent; also in pieces that say no length, of which Django would read none."""
    if not request.META.get("CONTENT_LENGTH") and request.META.get("wsgi.input_terminated"):
        body: bytes = request.META["wsgi.input"].read(MOST_BYTES + 1)
    else:
        body = request.body if _length(request) <= MOST_BYTES else b""
    if max(len(body), _length(request)) > MOST_BYTES:
        raise Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            Wrong(f"At most {MOST_BYTES:,} bytes are read. Send each referral by itself."),
        )
    return body


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isascii() and length.isdigit() else 0


def _each_once(pairs: list[tuple[str, Any]]) -> Said:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A field stands twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")
