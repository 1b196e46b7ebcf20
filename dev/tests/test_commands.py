"""What is missing or in the way is said in a sentence that says what to do."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from dev import Unready, browser, run, setup


def test_a_port_in_use_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(run, "PORT", str(taken.getsockname()[1]))
        with pytest.raises(Unready, match="make run PORT="):
            run._check_port()


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_said(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PORT", port)
    with pytest.raises(Unready, match="from 1 to 65535"):
        run._check_port()


def test_a_checkout_is_served_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "CHECKOUT", tmp_path)
    with run._only_one(), pytest.raises(Unready, match="already"), run._only_one():
        pass
    with run._only_one():
        pass


def test_a_given_database_needs_its_owner_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL")
    with pytest.raises(Unready, match="DATABASE_OWNER_URL"):
        run._given()


def test_a_python_that_is_too_old_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "OLDEST", (3, 99))
    with pytest.raises(SystemExit, match=r"Python 3\.99 or newer is needed"):
        setup._python()


def test_this_python_is_new_enough() -> None:
    assert setup._python() == sys.executable


def test_a_browser_that_was_named_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = tmp_path / "my-browser"
    named.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(named))
    assert browser.launch_arguments()["executable_path"] == str(named)


def test_a_browser_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="apt-get install chromium"):
        browser.install()
    with pytest.raises(FileNotFoundError, match="CHROMIUM"):
        browser.launch_arguments()
