"""What the program refuses to start with, or to run as."""

from __future__ import annotations

import base64
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from alongside.access import demo
from alongside.config.database import from_url

IN_EARNEST = {
    "SECRET_KEY": "k" * 64,
    "RECORD_KEYS": base64.b64encode(b"r" * 32).decode(),
    "ALLOWED_HOSTS": "alongside.example.org",
    "DATABASE_URL": "postgresql://alongside_app@nowhere.example/alongside?sslmode=verify-full",
}


def _started(
    says: str = "s.ALLAUTH_TRUSTED_PROXY_COUNT", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Read the settings as a server would, with nothing else in the environment."""
    say = f"from alongside.config import settings as s; print({says})"
    return subprocess.run(
        [sys.executable, "-c", say],
        env={"PATH": os.environ["PATH"]} | IN_EARNEST | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "secret"}, "Set SECRET_KEY"),
        ({"SECRET_KEY": "only for the demo and the tests"}, "Set SECRET_KEY"),
        ({"RECORD_KEYS": ""}, "Set RECORD_KEYS"),
        ({"RECORD_KEYS": "c2hvcnQ="}, "Set RECORD_KEYS"),
        ({"RECORD_KEYS": "not base64"}, "Set RECORD_KEYS"),
        ({"SEAL_KEY": "c2hvcnQ="}, "Set SEAL_KEY"),
        ({"SEAL_KEY": "not base64"}, "Set SEAL_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "Set ALLOWED_HOSTS"),
        ({"RECORD_KEYS": base64.b64encode(demo.CIPHER_KEY).decode()}, "the key of the demo"),
        ({"ALONGSIDE_DEMO": "1"}, "never set where people are real"),
        ({"ALONGSIDE_TESTING": "1"}, "never set where people are real"),
        ({"ALONGSIDE_DEMO": "1", "SECRET_KEY": "", "RECORD_KEYS": ""}, "unset ALLOWED_HOSTS"),
        ({"OIDC_ISSUER": "http://cis2.example"}, "Set OIDC_ISSUER"),
        ({"OIDC_ISSUER": "https://cis2.example"}, "set OIDC_CLIENT_ID"),
        ({"OIDC_SECOND_STEP": "AAL3_ANY"}, "Set OIDC_SECOND_STEP"),
        ({"DATABASE_URL": "postgresql://a@db.example/a"}, "?sslmode=verify-full"),
        ({"DATABASE_URL": "postgresql://a@db.example/a?sslmode=require"}, "?sslmode=verify-full"),
        ({"SMTP_URL": "smtp://mail.example:25"}, "Set SMTP_URL"),
        ({"PROXIES": "0"}, "Set PROXIES"),
        ({"PROXIES": "many"}, "Set PROXIES"),
    ],
)
def test_it_does_not_start_insecure(environment: dict[str, str], sentence: str) -> None:
    tried = _started(**environment)
    assert tried.returncode
    assert sentence in tried.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"DATABASE_URL": "postgresql:///alongside?host=/run/postgresql"},
        {"DATABASE_URL": "postgresql://a:b@127.0.0.1/alongside"},
        {"SMTP_URL": "smtp+tls://mail.example:587"},
    ],
)
def test_what_stays_on_the_machine_or_is_enciphered_on_the_way_starts(
    environment: dict[str, str],
) -> None:
    assert _started(**environment).returncode == 0


def test_nobody_knows_the_second_step_of_others_in_earnest() -> None:
    assert _started(says="s.KNOWN_SECRET").stdout.strip() == ""
    here = {"SECRET_KEY": "", "RECORD_KEYS": "", "ALLOWED_HOSTS": "localhost"}
    in_demo = _started(says="s.KNOWN_SECRET", ALONGSIDE_DEMO="1", **here)
    assert in_demo.stdout.strip() == demo.SECRET


def test_tries_to_sign_in_are_counted_for_who_tries_and_not_for_the_proxy() -> None:
    """Without it, ten wrong passwords of anybody keep everybody out."""
    assert _started().stdout.strip() == "1"
    assert _started(PROXIES="2").stdout.strip() == "2"


@pytest.mark.django_db
def test_the_program_does_not_run_as_the_owner_of_the_tables() -> None:
    settings = from_url(os.environ["DATABASE_OWNER_URL"])
    as_owner = ConnectionHandler({"default": settings})["default"]
    with pytest.raises(ImproperlyConfigured, match="alongside_app"):
        as_owner.ensure_connection()


@pytest.mark.django_db
def test_a_server_that_would_lose_or_show_records_is_refused_in_earnest() -> None:
    """The one of the tests is quick because it would lose them."""
    settings = from_url(os.environ["DATABASE_URL"])
    here = ConnectionHandler({"default": settings})["default"]
    here.ensure_connection()
    lost = ["fsync is off", "full_page_writes is off", "synchronous_commit is off"]
    assert here.unsafe() == lost  # type: ignore[attr-defined]  # of our own engine
    here.close()
    settings["OPTIONS"]["options"] += " -c row_security=off -c synchronous_commit=on"
    in_earnest = ConnectionHandler({"default": settings | {"IN_EARNEST": True}})["default"]
    with pytest.raises(ImproperlyConfigured, match=r"fsync is off.*row_security is off"):
        in_earnest.ensure_connection()


def test_cookies_are_sent_over_tls_alone_and_set_by_nobody_else() -> None:
    names = (
        "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT", "DEBUG",
        "DATABASES['default']['IN_EARNEST']",
    )  # fmt: skip
    said = _started(says=", ".join(f"s.{name}" for name in names)).stdout.split()
    assert said == ["__Host-sessionid", "__Host-csrftoken", *4 * ["True"], "False", "True"]


def test_browsers_come_over_tls_alone_for_a_year() -> None:
    names = ("SECURE_SSL_REDIRECT", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_SECONDS")
    said = _started(says=", ".join(f"s.{name}" for name in names)).stdout.split()
    assert said == ["True", "True", str(365 * 24 * 60 * 60)]


def test_what_the_next_page_says_is_in_a_cookie_of_this_host_alone() -> None:
    storage = "__import__('alongside.web.said_once', fromlist=['_']).EncipheredCookie.cookie_name"
    said = _started(says=storage, DJANGO_SETTINGS_MODULE="alongside.config.settings")
    assert said.stdout.strip() == "__Host-messages", said.stderr


def test_another_identity_provider_is_read_from_the_environment() -> None:
    cis2 = {
        "OIDC_ISSUER": "https://cis2.example", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b",
        "OIDC_SECOND_STEP": "acr=AAL3_ANY amr=N3_SMARTCARD",
    }  # fmt: skip
    says = "s.OIDC_NAME, s.OIDC_SECOND_STEP, s.SOCIALACCOUNT_PROVIDERS"
    said = _started(says=says, **cis2).stdout
    assert "NHS CIS2 [('acr', 'AAL3_ANY'), ('amr', 'N3_SMARTCARD')]" in said
    assert "'oauth_pkce_enabled': True" in said
    assert _started(says=says).stdout.split() == ["[]", "{}"]
