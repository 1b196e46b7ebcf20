"""The second step of the demo, which everybody may know: all of its people are invented.

Every account of the demo and of the tests has the same app, whose six digits the sign-in page
shows. In earnest there is none of this: no page shows digits, what such an account keeps is
enciphered with a key that the settings refuse, and settings.KNOWN_SECRET is empty.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

SECRET = "INVENTEDINVENTEDINVENTEDINVENTED"  # noqa: S105 - base32, and no secret
CIPHER_KEY = hashlib.sha256(b"only for the demo and the tests").digest()
SECONDS = 30  # for which six digits are shown


def digits(secret: str, moment: float) -> str:
    """Return the six digits that an app shows at a moment: RFC 6238, with SHA-1 as all apps do."""
    counter = int(moment // SECONDS).to_bytes(8, "big")
    mac = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"
