"""Every request of another system begins here: its key, and who it acts as, as for a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from alongside.access import actions, context
from alongside.access.deciding import Action
from alongside.access.models import Key
from alongside.access.noticed import address_of, notice
from alongside.access.queries import key_shown
from alongside.api.problems import Problem
from alongside.kernel.period import day_of
from alongside.nhsuk.words import day
from alongside.referrals.files.content import Wrong
from alongside.staff.models import Worker
from alongside.staff.queries import worker_of_account

MOST_TRIES, REST_SECONDS = 20, 300
_BEARER = re.compile(r"Bearer +([\x21-\x7e]{1,200})", re.IGNORECASE)
Given = ParamSpec("Given")
Asked = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def for_systems(*methods: str) -> Callable[[Asked[Given]], Asked[Given]]:
    """Make a view answer other systems: in JSON, to some methods, with no sign-in and no cookie.

    A browser's cookie is never looked at, so no page can make a browser send anything here.
    """

    def make(view: Asked[Given]) -> Asked[Given]:
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def run(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
            try:
                if settings.SECURE_SSL_REDIRECT and not request.is_secure():
                    raise _in_the_clear(request)
                if methods and request.method not in methods:
                    raise _no_such_method(methods)
                return view(request, *args, **kwargs)
            except Problem as problem:
                return problem.answer

        return run

    return make


def with_key(
    view: Callable[Concatenate[HttpRequest, Worker, Key, Given], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """Give a view the worker whose key was shown, in whose name everything is done, and the key.

    Runs inside the transaction of the request, for which the database then knows who is asking.
    """

    @wraps(view)
    def run(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        now = timezone.now()
        shown = _BEARER.fullmatch(request.headers.get("Authorization", ""))
        key = key_shown(shown[1]) if shown else None
        if key is None:
            raise _not_opened(request)
        if key.has_ended(day_of(now)):
            notice("key that has ended", request, key=key.pk)
            raise _ended(key)
        worker = worker_of_account(key.account_id, at=now)
        if worker is None or not worker.may(Action.REFER):
            raise Problem(
                HTTPStatus.FORBIDDEN,
                Wrong("Whoever this key belongs to refers for no team today."),
            )
        context.enter(
            worker_id=worker.pk,
            team_ids=worker.team_ids,
            account_id=key.account_id,
            request=f"{request.method} {request.path} with key {key.pk}"[:200],
        )
        actions.note_use(key, by=worker, at=now)
        return view(request, worker, key, *args, **kwargs)

    return run


def _no_such_method(methods: tuple[str, ...]) -> Problem:
    allowed = ", ".join(methods)
    return Problem(
        HTTPStatus.METHOD_NOT_ALLOWED, Wrong(f"This address answers {allowed}."), Allow=allowed
    )


def _in_the_clear(request: HttpRequest) -> Problem:
    """Say that what was sent could be read on the way; a browser would be sent on instead."""
    notice("key in the clear", request)
    says = (
        "Send this over https://. What was sent without it could be read on the way: have the key"
        " revoked, and use another."
    )
    return Problem(HTTPStatus.FORBIDDEN, Wrong(says))


def _ended(key: Key) -> Problem:
    """Say to whoever has it that a key has ended: it is no guess, and is not counted as one."""
    says = f"The last day of this key was {day(key.ends_on)}. Ask an administrator for another."
    return Problem(HTTPStatus.UNAUTHORIZED, Wrong(says), WWW_Authenticate="Bearer")


def _not_opened(request: HttpRequest) -> Problem:
    """Count a wrong key. Only wrong ones wait: a right one cannot be guessed, and is let in."""
    counted = f"wrong-keys:{address_of(request)}"
    tries = cache.get(counted, 0) + 1
    cache.set(counted, tries, REST_SECONDS)
    notice("wrong key", request, tries=tries)
    if tries > MOST_TRIES:
        return Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            Wrong("Too many wrong keys came from your address. Wait five minutes."),
            Retry_After=str(REST_SECONDS),
        )
    return Problem(
        HTTPStatus.UNAUTHORIZED,
        Wrong("Show a key that is in use: Authorization: Bearer, a space, and the key."),
        WWW_Authenticate="Bearer",
    )
