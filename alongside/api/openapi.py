"""The API as OpenAPI 3.1, made of the columns and the vocabulary that requests are read with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from alongside.api.reading import MOST_BYTES, fields
from alongside.policy.eligibility.kinds import FactKind, FactType
from alongside.referrals.files.columns import Column
from alongside.referrals.stages import Stage

Json = dict[str, Any]

_JSON = "application/json"
_UUID: Json = {"type": "string", "format": "uuid"}
_MOMENT: Json = {"type": "string", "format": "date-time"}
_TEXT: Json = {"type": "string"}
_NOT_KNOWN: Json = {"const": "not known"}
_YES_NO: Json = {"anyOf": [{"type": "boolean"}, _NOT_KNOWN]}
_NEEDED = ("id", "reason", "who_holds_care")
_MORE = {
    "id": "A UUID that the sender makes, once for each referral. Sent again under the same id, a "
    "referral is the same referral",
    "team": "The name of the team referred to; may be left out where there is only one",
    "from_team": "The name of the team that refers; may be left out when the key refers for one",
    "referrer": "What kind of team refers. Left out, it is what the organisation knows",
    "referrer_name": "The name of the referrer. Left out, it is whoever the key belongs to",
}


@dataclass(frozen=True)
class Described:
    """One field of a referral, as the page for those who set a system up shows it."""

    name: str
    holds: str
    is_needed: bool


def fields_described() -> list[Described]:
    """Return every field that a referral over the API may have, those it must have first."""
    found = ["id", "from_team", *fields()]
    described = [Described(name, _holds(name), name in _NEEDED) for name in found]
    return sorted(described, key=lambda one: not one.is_needed)


def addresses() -> list[tuple[str, str, str]]:
    """Return what can be asked: the method, the address, and what it does."""
    return [
        (method.upper(), path, operation["summary"])
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
    ]


@cache
def described() -> Json:
    """Return the whole document."""
    one = "/api/referrals/{id}"
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Alongside: referrals from other systems",
            "version": "1",
            "description": "Send a referral, read what became of it, answer the team’s questions, "
            "take it back. Every error is JSON, with a sentence for each thing that is wrong.",
        },
        "security": [{"key": []}],
        "paths": {
            "/api/referrals": {
                "get": _operation("listReferrals", "Your referrals, newest first", "List")
                | {"parameters": [_page()]},
                "post": _operation("sendReferral", "Send a referral", "Referral", body="ToSend"),
            },
            one: {
                "get": _operation("readReferral", "What became of a referral", "Referral", one=True)
            },
            f"{one}/answers": {
                "post": _operation(
                    "answerQuestion",
                    "Answer a question of the team",
                    "Referral",
                    "Answer",
                    one=True,
                )
            },
            f"{one}/withdrawal": {
                "post": _operation(
                    "withdrawReferral", "Take a referral back", "Referral", "Withdrawal", one=True
                )
            },
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _operation(name: str, says: str, gives: str, body: str = "", *, one: bool = False) -> Json:
    """Return one thing that can be asked: of all, or of one, with a body or without."""
    problems = {
        401: "No key that is in use, or one whose last day is over",
        403: "The key refers for no team, or was sent without TLS",
        422: "Sentences",
    }
    problems[429] = "Too many wrong keys"
    if one:
        problems[404] = "Not there, or not yours"
    if body:
        problems |= {400: "Not JSON", 409: "Not possible any more", 413: f"Over {MOST_BYTES} bytes"}
    found: Json = {
        "operationId": name,
        "summary": says,
        "responses": {"200": _holding(gives, says)}
        | ({"201": _holding(gives, "It is new")} if body == "ToSend" else {})
        | {str(code): _holding("Problem", text) for code, text in sorted(problems.items())},
    }
    if one:
        found["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": _UUID}]
    if body:
        found["requestBody"] = {"required": True, "content": {_JSON: {"schema": _ref(body)}}}
    return found


def _page() -> Json:
    page = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    return {"name": "page", "in": "query", "schema": page}


def _holding(schema: str, says: str) -> Json:
    return {"description": says, "content": {_JSON: {"schema": _ref(schema)}}}


def _ref(schema: str) -> Json:
    return {"$ref": f"#/components/schemas/{schema}"}


def _schemas() -> Json:
    listed = {
        "id": _UUID,
        "name": _TEXT,
        "team": _TEXT,
        "from_team": _TEXT,
        "sent_at": _MOMENT,
        "state": {"enum": [stage.value for stage in Stage if stage is not Stage.DRAFT]},
        "state_in_words": _TEXT,
        "open_questions": {"type": "integer"},
    }
    decision = {
        "decided_at": _MOMENT,
        "explanation": _TEXT,
        "in_the_way": {
            "type": "array",
            "items": _object({"says": _TEXT, "because": _TEXT, "source": _TEXT}),
        },
        "criteria": _TEXT,
    }
    question = {
        "id": {"type": "integer"},
        "asks": _TEXT,
        "fact": _or_null(_TEXT),
        "asked_at": _MOMENT,
        "answer": _or_null(_TEXT),
        "answered_at": _or_null(_MOMENT),
        "answered_by_others": {"type": "boolean"},
    }
    return {
        "ToSend": _object(
            {"id": _UUID | {"description": _MORE["id"]}, "from_team": _TEXT | _about("from_team")}
            | {name: _field(column) for name, column in fields().items()},
            needed=_NEEDED,
        ),
        "Answer": _object(
            {
                "question": {"type": "integer"},
                "answer": {"description": "As the field of the same fact in a referral"},
                "words": {"type": "string", "maxLength": 20_000},
            },
            needed=("question",),
        ),
        "Withdrawal": _object({"why": {"type": "string", "minLength": 1, "maxLength": 2000}}),
        "Listed": _object(listed),
        "List": _object(
            {
                "referrals": {"type": "array", "items": _ref("Listed")},
                "page": {"type": "integer"},
                "pages": {"type": "integer"},
                "count": {"type": "integer"},
            }
        ),
        "Question": _object(question),
        "Referral": _object(
            listed
            | {
                "questions": {"type": "array", "items": _ref("Question")},
                "decision": _or_null(_object(decision)),
            }
        ),
        "Problem": _object(
            {"errors": {"type": "array", "items": _object({"field": _TEXT, "sentence": _TEXT})}}
        ),
    }


def _object(properties: Json, *, needed: tuple[str, ...] | None = None) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties if needed is None else needed),
        "additionalProperties": False,
    }


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _field(column: Column) -> Json:
    about = _about(column.name)
    if column.kind is not None:
        return _or_null(_fact(column.kind)) | about
    if column.shape is FactType.YES_NO:
        return _or_null(_YES_NO) | about
    longest = {"maxLength": column.longest} if column.longest else {}
    return _or_null(_TEXT | longest) | about


def _fact(kind: FactKind) -> Json:
    texts: Json = {"type": "array", "items": _TEXT, "maxItems": 100}
    by_type: dict[FactType, Json] = {
        FactType.YES_NO: _YES_NO,
        FactType.NUMBER: {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 999}, _NOT_KNOWN]},
        FactType.CHOICE: {"enum": [*kind.choices, "not known"]},
        FactType.CHOICES: {
            "anyOf": [texts | {"items": {"enum": [*kind.choices]}}, _NOT_KNOWN],
        },
        FactType.SPELLS: {"anyOf": [texts, _NOT_KNOWN]},
    }
    return by_type.get(kind.type, _TEXT)


def _about(name: str) -> Json:
    return {"description": _holds(name)}


def _holds(name: str) -> str:
    return _MORE.get(name) or fields()[name].holds
