"""Static files can be collected, under names that say what is in them."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

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
