"""What the next page says was done: in a cookie that only the program can read.

A sentence often names somebody: "The referral of … was taken in". Django signs such a cookie, and
anybody who looks at what a browser keeps reads it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage, MessageDecoder
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

from alongside.access.cipher import Unreadable, decipher, encipher

PLACE = "cookie.messages"


class EncipheredCookie(CookieStorage):
    """Django's messages in a cookie, enciphered; a browser takes it from this host alone."""

    cookie_name = "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"

    def _encode_parts(self, messages: Sequence[str], encode_empty: bool = False) -> str | None:
        """Return messages, each of them JSON, as they are kept; nothing when there are none."""
        if not (messages or encode_empty):
            return None
        return base64.urlsafe_b64encode(encipher(f"[{','.join(messages)}]", place=PLACE)).decode()

    def _decode(self, data: str | None) -> Any:
        """Return the messages of a cookie; none when it was changed, or its key is gone."""
        if not data:
            return None
        try:
            kept = decipher(base64.urlsafe_b64decode(data), place=PLACE)
            return json.loads(kept, cls=MessageDecoder)
        except (Unreadable, ValueError):
            return None


class SaidOnce(FallbackStorage):
    """The cookie, and the session for what is too long for it."""

    storage_classes = (EncipheredCookie, SessionStorage)
