"""Which words nobody who chooses a password here may build it on: whoever guesses tries them first.

Beside the lists and the length that Django checks, as the settings say. Kept in
docs/security/sign-in.md for people.
"""

from __future__ import annotations

import re
from functools import cache

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# Of the program, the work, and the week: each of them with a year behind it is a guess.
WORDS = (
    "alongside", "outreach", "assertive", "password", "welcome", "letmein", "recovery",
    "mentalhealth", "hospital", "nurse", "doctor", "manager", "admin", "trust", "nhs",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "spring", "summer", "autumn", "winter", "christmas",
)  # fmt: skip
MOST_LOOKED_AT = 200  # characters for rows and pieces
PIECE = 5  # characters that a password must have before it begins again
_ROWS = (
    "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
)  # fmt: skip
_RUNS = tuple(run for row in _ROWS for run in (3 * row, 3 * row[::-1]))
OWN = 8  # letters that a password must have beside such words
_NUMBERS = re.compile(r"\d{2,}")
_NO_LETTER = re.compile(r"[\W\d_]+")
_READ_AS = str.maketrans("013457@$!", "oleastasi")


class NotOfThisPlace:
    """Refuse a password that is little else than words of the program, the work or the provider."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        """Raise what is wrong, in a sentence that says what to do."""
        whole = rest = _letters(password)
        for word in sorted((*WORDS, *_of_the_provider()), key=len, reverse=True):
            rest = rest.replace(word, "")
        if rest != whole and len(rest) < OWN:
            raise ValidationError(
                "This is built on words that are guessed first, such as the name of the program or"
                " a day. Use three or four words that do not belong together",
                code="of_this_place",
            )

    def get_help_text(self) -> str:
        """Return what Django would show beside the box; ours says it in its hint."""
        return "Not built on words of the program, the work or the organisation."


class NotARun:
    """Refuse a password that is a run over the keys, one piece over and over, or a word and a year.

    Django's list of what everybody has holds few that are as long as ours have to be.
    """

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        """Raise what is wrong, in a sentence that says what to do."""
        text = password.casefold()[:MOST_LOOKED_AT]
        word = _piece(_NO_LETTER.sub("", text))
        if len(_piece(text)) < PIECE or _is_run(text) or word in _common() or _is_run(word):
            raise ValidationError(
                "This is guessed first: a row of keys, one piece over and over, or one word and a"
                " number. Use three or four words that do not belong together",
                code="run",
            )

    def get_help_text(self) -> str:
        """Return what Django would show beside the box; ours says it in its hint."""
        return "Not a row of keys, one piece over and over, or one word and a number."


def _piece(text: str) -> str:
    """Return what a text repeats from its beginning to its end, or all of it."""
    found = re.fullmatch(r"(.+?)\1*", text, re.DOTALL)
    return found[1] if found else text


def _is_run(text: str) -> bool:
    return len(text) >= PIECE and any(text in run for run in _RUNS)


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _letters(text: str) -> str:
    """Return the letters of a text without numbers, with the signs that stand for letters read."""
    return _NO_LETTER.sub("", _NUMBERS.sub("", text.casefold()).translate(_READ_AS))


def _of_the_provider() -> list[str]:
    return [_letters(word) for word in settings.ORGANISATION.split() if len(_letters(word)) > 2]
