"""Wrong passwords and wrong codes are counted, so that nobody guesses one and nobody is kept out.

Counted are an account at an address, an account from everywhere, and an address for all accounts,
in the cache that all processes share. Whoever tries from elsewhere keeps an owner out of nothing:
the first is the stranger's own, and the second is not asked on a browser on which the account has
signed in lately; nor is any of them of a passkey, which cannot be guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.core.internal.ratelimit import consume, get_cache_key, get_ip, parse_rate
from django.core.cache import cache
from django.http import HttpRequest

_APP = "alongside"


@dataclass(frozen=True)
class Limit:
    """How many wrong tries there may be in how many minutes."""

    of: str
    tries: int
    minutes: int

    @property
    def rate(self) -> str:
        """The limit as allauth reads it."""
        return f"{self.tries}/{self.minutes}m/key"


# Five: two for a slip, two for the old password, and one more. Twenty an hour from everywhere: of
# a million codes, of which three are right at a time, that finds one in two years on average.
AT_ADDRESS = Limit("account-at-address", 5, 5)
ANYWHERE = Limit("account", 20, 60)
# Behind the address of a trust sit thousands: their slips in five minutes, and no more.
ADDRESS = Limit("address", 100, 5)


class TooMany(Exception):
    """There were too many wrong tries; the next one is heard at a later moment."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Nothing is tried before {until}")
        self.until = until


@dataclass
class Try:
    """A try that was counted as wrong before it is known whether it is."""

    counted: list[Any] = field(default_factory=list)

    def rollback(self) -> None:
        """Count it no more: it was right."""
        for each in self.counted:
            each.rollback()


def count(request: HttpRequest, what: str, *, is_known_here: bool) -> Try:
    """Count a try of a password or a code of an account, or raise TooMany."""
    address = get_ip(request)
    made = Try()
    limits = [(AT_ADDRESS, f"{what} {address}"), (ADDRESS, address)]
    if not is_known_here:
        limits.append((ANYWHERE, what))
    for limit, key in limits:
        usage = consume(request, app=_APP, action=limit.of, config={limit.of: limit.rate}, key=key)
        if usage is None:
            made.rollback()  # nothing was tried
            raise TooMany(_free_again(request, limit, key))
        made.counted.append(usage)
    return made


def _free_again(request: HttpRequest, limit: Limit, key: str) -> datetime:
    """Return when the oldest of the tries is forgotten."""
    rate = parse_rate(limit.rate)
    kept = cache.get(get_cache_key(request, app=_APP, action=limit.of, rate=rate, key=key), [])
    now = datetime.now(UTC)
    oldest = datetime.fromtimestamp(kept[-1], UTC) if kept else now
    return max(oldest + timedelta(minutes=limit.minutes), now)
