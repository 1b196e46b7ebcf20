"""What every test may ask for: the database, the browser."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

import pytest

from dev import browser, testing
from dev.postgres import Unready


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> Iterator[None]:
    """Give the session its own database, on which the program may do no more than in earnest.

    Django would empty the tables after a test that commits; the program's role may not.
    """
    from django.db import connections
    from django.test import TransactionTestCase

    def renew(test_case: TransactionTestCase) -> None:
        connections.close_all()
        testing.renew()

    with ExitStack() as session:
        try:
            session.enter_context(testing.database())
        except Unready as reason:
            pytest.exit(str(reason), returncode=1)
        session.callback(connections.close_all)
        session.enter_context(patch.object(TransactionTestCase, "_fixture_teardown", renew))
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Run the Chromium of this machine, silent on the network."""
    return browser_type_launch_args | browser.launch_arguments()
