"""Static files can be collected, under names that say what is in them."""

from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from dev import CHECKOUT

HASHED = {"staticfiles": {"BACKEND": "alongside.web.storage.HashedStatic"}}


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collect once: compressing takes a few seconds."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=root, STORAGES=HASHED):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


def test_scripts_find_each_other_by_their_hash(collected: Path) -> None:
    [shell] = collected.glob("web/shell.*.js")
    [keyboard] = collected.glob("web/keyboard.*.js")
    assert f'"./{keyboard.name}"' in shell.read_text()


def test_files_are_compressed_and_fetch_nothing_from_elsewhere(collected: Path) -> None:
    [style] = collected.glob("nhsuk/nhsuk-frontend.min.*.css")
    assert style.with_name(f"{style.name}.br").exists()
    assert "https://" not in style.read_text()
    assert "Frutiger" not in style.read_text()


def test_a_test_reads_nothing_that_was_collected(live_server: LiveServer) -> None:
    """What `make run` or `make bench` left behind may be older than the apps."""
    assert not Path(settings.STATIC_ROOT).exists()
    with urlopen(f"{live_server.url}/static/today/meeting.js") as served:
        assert served.read() == (CHECKOUT / "alongside/today/static/today/meeting.js").read_bytes()
