"""What the API answers: JSON, also when something is wrong, and never a page."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

from alongside.referrals.files.content import Wrong

ROOT = "/api/"
LONGEST = 500  # letters of a sentence


class Problem(Exception):
    """Why a request is not answered with what it asked for: a status, and everything wrong."""

    def __init__(self, status: HTTPStatus, *wrongs: Wrong, **headers: str) -> None:
        super().__init__(status)
        self.status = status
        self.wrongs = wrongs
        self.headers = headers

    @property
    def answer(self) -> JsonResponse:
        """The problem as it is sent."""
        answer = said(_listed(self.wrongs), status=self.status)
        for name, value in self.headers.items():
            answer[name.replace("_", "-")] = value
        return answer


def said(content: dict[str, Any], *, status: HTTPStatus = HTTPStatus.OK) -> JsonResponse:
    """Return an answer in JSON, with letters as they are."""
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def absent() -> Problem:
    """Return what is said of what is not there and of what is somebody else's: the same."""
    return Problem(HTTPStatus.NOT_FOUND, Wrong("There is nothing here that this key can see."))


def is_asked(request: HttpRequest) -> bool:
    """Whether a request is one of another system's, which reads no pages."""
    return request.path.startswith(ROOT)


def in_place_of_page(status: HTTPStatus, sentences: Iterable[str]) -> JsonResponse:
    """Return in JSON what a page of errors says to people."""
    return Problem(status, Wrong(" ".join(sentences))).answer


def _listed(wrongs: Iterable[Wrong]) -> dict[str, Any]:
    return {
        "errors": [{"field": _cut(one.field), "sentence": _cut(one.sentence)} for one in wrongs]
    }


def _cut(text: str) -> str:
    """Return text short enough to be read: a sentence repeats what was sent."""
    whole = text.encode(errors="replace").decode()  # half a letter cannot be sent back
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}…"
