"""What whoever watches over sign-ins finds in the log of the program: a line of JSON for each.

Who signed in and how, what was wrong or came too often, and which pages were shut to somebody. No
name, no address of e-mail, no password and nothing typed stands in it; who looked at whom is in the
record itself, which keeps it. docs/security/inventory.md says what is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from alongside.access.models import Account

_log = logging.getLogger("alongside.noticed")
LONGEST = 200


def notice(what: str, request: HttpRequest, **more: object) -> None:
    """Write down what happened, from where and on which page, and whose account it was."""
    user = getattr(request, "user", None)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "noticed": what,
        "account": str(user.pk) if isinstance(user, Account) else None,
        "from": address_of(request),
        "page": f"{request.method} {request.path}"[:LONGEST],
    }
    _log.info(json.dumps(line | more, default=str))


def like(text: str) -> str:
    """Return what shows that the same was typed again, and not what: it may be a password."""
    key = f"noticed {settings.SECRET_KEY}".encode()
    return hmac.new(key, text.lower().encode(errors="replace"), hashlib.sha256).hexdigest()[:16]


def address_of(request: HttpRequest) -> str:
    """Return the address that the nearest proxy saw."""
    try:
        return str(get_adapter().get_client_ip(request))[:60]
    except PermissionDenied:  # no proxy said one: it is not set up as it should be
        return str(request.META.get("REMOTE_ADDR", ""))
