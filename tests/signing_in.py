"""Signs somebody in as the pages do, without asking them: most tests are about what comes after."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from alongside.access.models import Account
from alongside.access.sign_ins import note_roles
from alongside.staff.queries import worker_of_account

SECOND_STEP = "/sign-in/second-step/"


def signed_in(
    account: Account, *, second_step: bool = True, client: Client | None = None
) -> Client:
    """Return a client on which an account is signed in, with its second step just taken."""
    client = client or Client()
    client.force_login(account)
    request = HttpRequest()
    request.session = client.session
    worker = worker_of_account(account.pk, at=timezone.now())
    note_roles(request, worker.roles if worker else {})
    if second_step:
        record_authentication(request, account, "mfa", type="totp")
    request.session.save()
    return client


def second_step(client: Client, *, address: str = SECOND_STEP, **more: str) -> Any:
    """Type the six digits where they are asked for, as the page of the tests fills them in."""
    filled_in = re.search(r'name="code"[^>]* value="(\d{6})"', client.get(address).text)
    assert filled_in, "no digits are filled in"
    return client.post(address, {"code": filled_in[1]} | more)


def some_time_later(client: Client, *, seconds: float) -> None:
    """Let the second step of whoever is signed in be some time ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - seconds
    session.save()
