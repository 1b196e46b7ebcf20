"""Read a database URL as Django wants it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for postgresql://role:password@host:port/name?host=/socket/dir."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "alongside.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(options.pop("port", parts.port or "")),
        # Bound by the server and prepared when it is asked again, a statement is planned once for a
        # connection and not once for a page. Django prepares nothing unless it is told to, and
        # PostgreSQL would plan anew whatever is asked for the ids in an array: it guesses at ten,
        # and thinks a plan for the one that is there cheaper than it is to make.
        # Compiling a statement (jit) costs more than any of ours takes to run.
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 2,
            "options": "-c jit=off -c plan_cache_mode=force_generic_plan",
        }
        | options,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # their rows would come past our reader of moments
    }
