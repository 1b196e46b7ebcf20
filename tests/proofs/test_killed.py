from __future__ import annotations

import pytest

from dev import testing
from tests.cast import Cast
from tests.proofs.killed import killed_in_between

FORGETS = b"""
CREATE FUNCTION forgets() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER forgets BEFORE INSERT ON access_opening FOR EACH ROW EXECUTE FUNCTION forgets()"""


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_server_had_sent_was_logged(cast: Cast) -> None:
    found = killed_in_between(cast, 4, seed=1)
    assert (found.held, found.unlogged) == (4, [])


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_not_written_is_found_out(cast: Cast) -> None:
    """The database takes the row and throws it away, as a program would that logs too late."""
    with testing.CLUSTER.connect(testing.NAME) as superuser:
        superuser.execute(FORGETS)
    found = killed_in_between(cast, 4, seed=1)
    assert found.held == len(found.unlogged) == 4
