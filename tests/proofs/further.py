"""Further kinds of actor, each beside one of access.toml and shown other pages than that one.

How each differs stands in further.toml, which is kept apart from the code as access.toml is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.test import Client

from alongside.access.deciding import Role
from alongside.access.models import Account
from alongside.api.tests.systems import key_of
from alongside.partners.models import Practitioner, Protocol
from alongside.partners.tests.partnered import join
from alongside.staff.models import Membership, Worker
from tests.cast import Cast, asking, hire
from tests.signing_in import signed_in

TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "further.toml").read_text("utf-8")
)


WITH_KEY_OF = {"system": "Ruth Adeyemi", "other system": "Kim Elsewhere"}


class SentFirst(Client):
    """The browser of somebody who is sent to one page first, whatever they ask for."""

    def __init__(self, comes_first: str) -> None:
        super().__init__()
        self.comes_first = comes_first


def is_shown(actor: str, page: str, shown_to: Sequence[str]) -> bool:
    """Whether an actor of either table is shown a page that access.toml shows to some."""
    if actor not in TABLE:
        return actor in shown_to
    told = TABLE[actor]
    named = page in told.get("also", ())
    return named or (told["like"] in shown_to and page not in told.get("without", ()))


def further(cast: Cast, client_of: Callable[[Worker], Client]) -> dict[str, Client]:
    """Sign in everybody of the table, each in a browser of their own."""
    return {
        "other practitioner": signed_in(_other_practitioner(cast).account),
        "other manager": client_of(hire("Ivan Elsewhere", cast.south, Role.MANAGER, "manager")),
        "other officer": client_of(hire("Olu Elsewhere", cast.south, Role.PRIVACY_OFFICER)),
        "other referrer": client_of(_other_referrer(cast)),
        "two teams": client_of(_of_two_teams(cast)),
        "system": _with_key(cast, cast.ruth),
        "other system": _with_key(cast, hire("Kim Elsewhere", cast.armley, Role.REFERRER)),
        "half signed in": _half_signed_in(cast),
        "first password": _with_first_password(cast),
    }


def _other_practitioner(cast: Cast) -> Practitioner:
    """Let somebody of the same agency in, of whom Sam was asked nothing."""
    with asking(cast.tom) as tom:
        return join(cast, Protocol.objects.latest("written_at"), by=tom, name="Kit Other")


def _other_referrer(cast: Cast) -> Worker:
    return hire("Rob Elsewhere", cast.armley, Role.REFERRER)


def _of_two_teams(cast: Cast) -> Worker:
    """Hire a worker of Sam's team who co-ordinates care in another one."""
    both = hire("Lou Both", cast.north, Role.WORKER)
    Membership.objects.create(
        worker=both, team=cast.south, role=Role.CARE_COORDINATOR, began_on=date(2024, 1, 1)
    )
    return both


def _with_key(cast: Cast, worker: Worker) -> Client:
    _, secret = key_of(worker, cast.ada)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def _half_signed_in(cast: Cast) -> Client:
    """Sign in with a password alone a colleague of Sam's co-ordinator who has a second step."""
    client = SentFirst("/still-you/")
    account = _account(hire("Hal Half", cast.north, Role.MANAGER))
    signed_in(account, second_step=False, client=client)
    return client


def _with_first_password(cast: Cast) -> Client:
    """Sign in a colleague who has not chosen a password yet."""
    account = _account(hire("Nia New", cast.north, Role.MANAGER))
    account.must_change_password = True
    account.save(update_fields=["must_change_password"])
    client = SentFirst("/password/")
    signed_in(account, client=client)
    return client


def _account(worker: Worker) -> Account:
    assert worker.account
    return worker.account
