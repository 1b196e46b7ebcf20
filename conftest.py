"""What every test may ask for: the database, the browser."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from dev import Unready, browser, testing

# As Hypothesis itself does it where it knows that a machine is shared: how long the machine took
# over an example says nothing of ours. Every example is still tried.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

if TYPE_CHECKING:  # the models cannot be imported before Django is set up
    from alongside.staff.models import Worker
    from tests.cast import Cast


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[bytes]:
    """Give the session its own database, on which the program may do no more than in earnest.

    The cast is raised in it once: to raise it costs more than most tests do. Django would empty
    the tables after a test that commits; the program's role may not.
    """
    from django.db import connections
    from django.test import TransactionTestCase

    from tests.cast import raise_cast

    def renew(test_case: TransactionTestCase) -> None:
        connections.close_all()
        testing.renew()

    with ExitStack() as session:
        try:
            session.enter_context(testing.database())
        except Unready as reason:
            pytest.exit(str(reason), returncode=1)
        session.callback(connections.close_all)
        with django_db_blocker.unblock(), time_machine.travel(_begins(), tick=True):
            cast = pickle.dumps(raise_cast())
            connections.close_all()
        testing.keep()
        session.enter_context(patch.object(TransactionTestCase, "_fixture_teardown", renew))
        yield cast


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Run the Chromium of this machine, silent on the network."""
    return browser_type_launch_args | browser.launch_arguments()


@pytest.fixture(autouse=True)
def now() -> Iterator[datetime]:
    """Begin every test at the moment of the cast, and let the clock go on from there.

    What was planned for "in two hours" is otherwise tomorrow's for whoever tests late in the
    evening. ALONGSIDE_TEST_AT=2026-11-23T23:50+00:00 looks for what depends on the hour.
    """
    with time_machine.travel(_begins(), tick=True):
        yield _begins()


@pytest.fixture
def cast(db: None, django_db_setup: bytes) -> Cast:
    """Give the one small world of invented people, which is in the database from the beginning."""
    cast: Cast = pickle.loads(django_db_setup)  # noqa: S301 - our own, a minute old
    return cast


@pytest.fixture
def nobody(transactional_db: None) -> None:
    """Take the cast away: the database of a service that has not begun."""
    from django.db import connections

    connections.close_all()
    testing.renew(empty=True)


@pytest.fixture
def client_of() -> Callable[[Worker], Client]:
    """Sign a worker in, and give the client through which they read pages."""
    from tests.signing_in import signed_in

    def sign_in(worker: Worker) -> Client:
        assert worker.account
        return signed_in(worker.account)

    return sign_in


def _begins() -> datetime:
    from tests.cast import NOW

    begins = os.environ.get("ALONGSIDE_TEST_AT")
    return datetime.fromisoformat(begins) if begins else NOW
