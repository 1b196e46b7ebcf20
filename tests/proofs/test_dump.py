"""A backup holds nothing in the clear that is enciphered in the record."""

from __future__ import annotations

import os
import subprocess

import pytest
from django.db import transaction

from alongside.people.actions import write_restricted
from alongside.sharing import actions as sharing
from dev import testing
from dev.binaries import account
from dev.postgres import OWNER
from tests.cast import NOW, Cast, asking

SAID = {"entry_code": "4471-behind-the-meter", "safe_address": "9 Rue Secrète", "safe_contact": ""}


@pytest.mark.django_db(transaction=True)
def test_a_dump_shows_nothing_that_is_enciphered(cast: Cast) -> None:
    """As the install guide says: as the owner, whose policy shows every row."""
    tool = testing.CLUSTER.binaries.folder / "pg_dump"
    if not tool.exists():
        pytest.skip("this PostgreSQL comes without pg_dump")
    with transaction.atomic(), asking(cast.ngozi) as ngozi:
        write_restricted(cast.sam, texts=SAID, seen={}, by=ngozi, at=NOW)
        sharing.keep_statement(
            cast.sam, said_by="His aunt Orla", said="He sold the blue bicycle",
            told_on=NOW.date(), by=ngozi, at=NOW,
        )  # fmt: skip
    url = testing.CLUSTER.url(OWNER, testing.NAME)
    dump = subprocess.run(
        [tool, "--enable-row-security", url], capture_output=True, check=True, cwd="/",
        env={"PATH": os.environ["PATH"]}, **account(),
    ).stdout.decode()  # fmt: skip
    assert "Canal Row" in dump  # the address, which is not enciphered: every row is there
    assert "people_restricted" in dump
    for words in ("4471-behind", "Rue Secr", "aunt Orla", "blue bicycle"):
        assert words not in dump
        assert words.encode().hex() not in dump  # nor as bytes are written
