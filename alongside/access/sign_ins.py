"""What a sign-in is: a password or a passkey, a second step, and the roles of that moment.

All of it stands in the session. A session without it is none, whatever account it names.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpRequest

from alongside.access.deciding import Role
from alongside.access.models import Account

# Before what leaves in bulk, or opens the record to somebody else, people show again that it is
# they. Ten minutes: who welcomes five new colleagues in a row is asked once, and a screen that
# was left open over a coffee opens none of it.
FRESH_FOR = timedelta(minutes=10)

# However often what a session holds is saved meanwhile, which lets Django keep it anew.
LASTS = timedelta(seconds=settings.SESSION_COOKIE_AGE)

ELSEWHERE = "elsewhere"  # the kind of a second step that another identity provider has seen
_ROLES = "roles"


def note_second_step(request: HttpRequest, account: Account, kind: str) -> None:
    """Note in a session that its account took its second step now, by setting it up."""
    record_authentication(request, account, "mfa", type=kind)


def took_second_step(request: HttpRequest) -> bool:
    """Whether whoever is signed in took their second step in this session."""
    return bool(_second_steps(request))


def is_fresh(request: HttpRequest) -> bool:
    """Whether somebody showed a few minutes ago, with a second step, that it is they."""
    taken = _second_steps(request)
    return bool(taken) and time.time() - taken[-1]["at"] < FRESH_FOR.total_seconds()


def is_over(request: HttpRequest) -> bool:
    """Whether a sign-in began so long ago that it has to be made anew."""
    records = _shown(request)
    return bool(records) and time.time() - records[0]["at"] >= LASTS.total_seconds()


def _second_steps(request: HttpRequest) -> list[dict[str, Any]]:
    return [record for record in _shown(request) if record["method"] == "mfa"]


def _shown(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what somebody has shown in this session of who they are, the first of it first."""
    if not isinstance(request.user, Account):
        return []
    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found


def showed_elsewhere(request: HttpRequest, account: Account) -> bool:
    """Whether another identity provider has just seen a second step of whoever signs in."""
    return any(
        record.get("type") == ELSEWHERE and time.time() - record["at"] < FRESH_FOR.total_seconds()
        for record in get_authentication_records(request, account)
    )


def note_roles(request: HttpRequest, roles: Mapping[int, frozenset[Role]]) -> None:
    """Note in a session with which roles its sign-in goes on."""
    request.session[_ROLES] = _as_kept(roles)


def has_roles_of_sign_in(request: HttpRequest, roles: Mapping[int, frozenset[Role]]) -> bool:
    """Whether somebody has the roles with which they signed in, no more and no fewer."""
    return request.session.get(_ROLES) == _as_kept(roles)


def _as_kept(roles: Mapping[int, frozenset[Role]]) -> list[list[Any]]:
    """Return the roles in teams; what is opened in an emergency begins and ends beside them."""
    of_teams = [(team_id, role) for team_id, held in roles.items() for role in held]
    return sorted([team_id, role.value] for team_id, role in of_teams if role != Role.EMERGENCY)
