"""Where the log takes nothing, nothing is shown; but to whoever opened a record in an emergency."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client

from alongside.access import spool
from alongside.access.models import Opening
from alongside.staff.models import Worker
from dev import testing
from tests.cast import Cast, asking

pytestmark = pytest.mark.django_db(transaction=True)
Clients = Callable[[Worker], Client]
WHY = "He is in our waiting room and says he took all his tablets"


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.SPOOL = str(tmp_path / "spool")
    return tmp_path / "spool"


def log(*, takes_lines: bool) -> None:
    """Let the database take lines of the log, or no more."""
    way = (
        "GRANT INSERT ON access_opening TO"
        if takes_lines
        else "REVOKE INSERT ON access_opening FROM"
    )
    with testing.CLUSTER.connect(testing.NAME) as superuser:
        superuser.execute(f"{way} alongside_app".encode())


def opened(cast: Cast) -> list[str]:
    with asking(cast.sian):
        found = Opening.objects.filter(worker_id=cast.sian.pk, purpose="")
        return [each.page for each in found if each.person_ids == [cast.sam.pk]]


def test_an_emergency_goes_on_and_is_brought_into_the_log(
    cast: Cast, client_of: Clients, folder: Path
) -> None:
    sian, page = client_of(cast.sian), f"/people/{cast.sam.pk}/"
    sian.post("/emergency/", {"because": WHY, "nhs_number": cast.sam.nhs_number})
    log(takes_lines=False)
    shown = sian.get(page)
    assert shown.status_code == 200
    assert cast.sam.family_name in shown.text
    assert "written down on this server" in shown.text
    [line] = (folder / "openings.jsonl").read_text().splitlines()
    assert json.loads(line)[1:4] == [str(cast.sian.pk), [str(cast.sam.pk)], page]
    assert cast.sam.family_name not in line
    assert (folder / "openings.jsonl").stat().st_mode & 0o077 == 0
    log(takes_lines=True)
    assert opened(cast) == []
    assert spool.bring_in() == 1
    assert opened(cast) == [page]
    assert not list(folder.glob("*.jsonl"))
    assert "written down on this server" not in sian.get(page).text


def test_nobody_else_is_shown_anything(cast: Cast, client_of: Clients, folder: Path) -> None:
    ngozi = client_of(cast.ngozi)
    log(takes_lines=False)
    for page in (f"/people/{cast.sam.pk}/", "/board/", "/people/?q=sam"):
        shown = ngozi.get(page, follow=True)
        assert shown.status_code == 503, page
        assert "cannot write down at this moment who looks at a record" in shown.text
        assert cast.sam.family_name not in shown.text
    assert not folder.exists()


def test_without_a_folder_nothing_is_shown_in_an_emergency_either(
    cast: Cast, client_of: Clients, settings: LazySettings
) -> None:
    settings.SPOOL = ""
    sian = client_of(cast.sian)
    sian.post("/emergency/", {"because": WHY, "nhs_number": cast.sam.nhs_number})
    log(takes_lines=False)
    assert sian.get(f"/people/{cast.sam.pk}/").status_code == 503
    with pytest.raises(CommandError, match="SPOOL names no folder"):
        call_command("bring_in_spool")


def test_what_was_brought_in_when_the_server_stopped_is_brought_in_once(
    cast: Cast, client_of: Clients, folder: Path
) -> None:
    sian = client_of(cast.sian)
    sian.post("/emergency/", {"because": WHY, "nhs_number": cast.sam.nhs_number})
    log(takes_lines=False)
    sian.get(f"/people/{cast.sam.pk}/")
    log(takes_lines=True)
    kept = (folder / "openings.jsonl").read_text()
    spool.bring_in()
    (folder / "taken-1.jsonl").write_text(kept)  # as if it had not been removed
    spool.bring_in()
    assert len(opened(cast)) == 1
