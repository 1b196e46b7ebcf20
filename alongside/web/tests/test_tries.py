"""Wrong passwords and codes are counted, and a stranger's keep nobody out of their account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.access.tries import ADDRESS, ANYWHERE, AT_ADDRESS
from tests.cast import NOW, PASSWORD, Cast
from tests.signing_in import SECOND_STEP, second_step

pytestmark = pytest.mark.django_db
NGOZI = "ngozi@alongside.example"
HOME, OFFICE = "192.0.2.7", "198.51.100.20"


def try_password(
    password: str, *, at: str, client: Client | None = None, email: str = NGOZI
) -> Any:
    """Send a password from an address, as a browser that was never here unless one is given."""
    typed = {"login": email, "password": password}
    return (client or Client()).post("/sign-in/", typed, REMOTE_ADDR=at)


def is_refused(answer: Any) -> bool:
    return "Too many tries did not work" in answer.content.decode()


def strangers_try_everywhere() -> None:
    """Guess until the account is not asked any more from anywhere."""
    for number in range(ANYWHERE.tries):
        assert not is_refused(try_password("guess", at=f"203.0.113.{number // 4}"))


def test_five_wrong_passwords_at_an_address_are_heard_and_the_next_waits(cast: Cast) -> None:
    for _ in range(AT_ADDRESS.tries):
        answer = try_password("wrong", at=HOME).content.decode()
        assert "Check your email address and your password" in answer
    refused = try_password(PASSWORD, at=HOME)
    assert is_refused(refused)
    assert "try again at 9.06am" in refused.content.decode()
    assert "There is a problem" in refused.content.decode()

    assert try_password(PASSWORD, at=OFFICE).status_code == 302, "elsewhere they go on"
    other = try_password(PASSWORD, at=HOME, email="tom@alongside.example")
    assert other.status_code == 302, "and others here"
    with time_machine.travel(NOW + timedelta(minutes=6), tick=True):
        assert try_password(PASSWORD, at=HOME).status_code == 302


def test_waiting_is_not_made_longer_by_trying(cast: Cast) -> None:
    for _ in range(AT_ADDRESS.tries):
        try_password("wrong", at=HOME)
    with time_machine.travel(NOW + timedelta(minutes=4), tick=True):
        assert is_refused(try_password("wrong", at=HOME))
    with time_machine.travel(NOW + timedelta(minutes=6), tick=True):
        assert not is_refused(try_password("wrong", at=HOME))


def test_right_passwords_are_not_counted(cast: Cast) -> None:
    for _ in range(AT_ADDRESS.tries + 1):
        assert try_password(PASSWORD, at=HOME).status_code == 302


def test_guesses_from_many_addresses_come_to_an_end_for_strangers_alone(cast: Cast) -> None:
    ngozis = Client()
    try_password(PASSWORD, at=OFFICE, client=ngozis)
    second_step(ngozis)
    ngozis.post("/sign-out/")
    strangers_try_everywhere()
    refused = try_password(PASSWORD, at="203.0.113.99")
    assert is_refused(refused)
    assert "try again at 10.01am" in refused.content.decode()

    assert try_password(PASSWORD, at=OFFICE, client=ngozis).status_code == 302
    forged = Client()
    forged.cookies["last_account"] = f"{cast.ngozi.account_id}:0:forged"
    assert is_refused(try_password(PASSWORD, at=OFFICE, client=forged))
    toms = Client()
    try_password(PASSWORD, at=OFFICE, client=toms, email="tom@alongside.example")
    second_step(toms)
    toms.post("/sign-out/")
    assert is_refused(try_password(PASSWORD, at=OFFICE, client=toms))
    with time_machine.travel(NOW + timedelta(minutes=61), tick=True):
        assert try_password(PASSWORD, at=HOME).status_code == 302


def test_an_address_that_guesses_for_everybody_waits(cast: Cast) -> None:
    for number in range(ADDRESS.tries):
        assert not is_refused(try_password("x", at=HOME, email=f"{number}@alongside.example"))
    assert is_refused(try_password(PASSWORD, at=HOME))
    assert try_password(PASSWORD, at=OFFICE).status_code == 302


def test_an_address_that_nobody_has_is_answered_alike(cast: Cast) -> None:
    for email in (NGOZI, "nobody@alongside.example"):
        answers = [try_password("x", at=HOME, email=email) for _ in range(AT_ADDRESS.tries + 1)]
        assert [is_refused(answer) for answer in answers] == [False] * 5 + [True], email


def test_wrong_codes_wait_too(cast: Cast) -> None:
    client = Client()
    try_password(PASSWORD, at=HOME, client=client)
    for _ in range(AT_ADDRESS.tries):
        answer = client.post(SECOND_STEP, {"code": "000000"}, REMOTE_ADDR=HOME)
        assert "This code is not right" in answer.content.decode()
    again = Client()
    try_password(PASSWORD, at=HOME, client=again)
    assert is_refused(again.post(SECOND_STEP, {"code": "000000"}, REMOTE_ADDR=HOME))
    elsewhere = Client()
    try_password(PASSWORD, at=OFFICE, client=elsewhere)
    assert second_step(elsewhere).status_code == 302, "who stole the password keeps nobody out"


def test_codes_are_guessed_from_nowhere(cast: Cast) -> None:
    for number in range(ANYWHERE.tries + 1):
        client = Client()
        address = f"203.0.113.{number // 4}"
        try_password(PASSWORD, at=address, client=client)
        answer = client.post(SECOND_STEP, {"code": "000000"}, REMOTE_ADDR=address)
        assert is_refused(answer) == (number == ANYWHERE.tries)
