"""Whether two descriptions are of one person: by several signs, each said aloud, none decisive.

A program never joins two records. It says what speaks for and against; a worker decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

_LETTERS = {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
_STRANGE = re.compile("[" + "".join(_LETTERS) + "]")
_PARTS = re.compile(r"[^\W\d_]+")
_JOINED = re.compile("['\u2019`-]")


@dataclass(frozen=True)
class Identity:
    """What tells somebody from others; anything but a name may be not known."""

    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    former_names: str = ""
    born_on: date | None = None
    nhs_number: str = ""
    postcode: str = ""
    phone: str = ""

    @cached_property
    def names(self) -> frozenset[str]:
        """Every part of every name, in plain small letters."""
        parts = (self.given_name, self.family_name, self.known_as, self.former_names)
        return frozenset(part for name in parts for part in name_parts(name))


@dataclass(frozen=True)
class Sign:
    """One thing that speaks for two descriptions being of one person, or against it."""

    says: str
    weight: int


LIKELY = 3  # what the weights must come to before a worker is shown the pair
NEARLY_SURE = 7  # nearly always one person


@dataclass(frozen=True)
class Likeness:
    """How alike two descriptions are, with every sign."""

    signs: tuple[Sign, ...]

    @property
    def weight(self) -> int:
        """What the signs come to together."""
        return sum(sign.weight for sign in self.signs)

    @property
    def is_likely(self) -> bool:
        """Whether a worker should look at the two side by side."""
        return self.weight >= LIKELY

    @property
    def is_nearly_sure(self) -> bool:
        """Whether the two would hardly ever be different people."""
        return self.weight >= NEARLY_SURE

    @property
    def says(self) -> tuple[str, ...]:
        """The sentences of all signs, those that weigh most first."""
        return tuple(sign.says for sign in sorted(self.signs, key=lambda sign: -abs(sign.weight)))


def likeness(one: Identity, other: Identity) -> Likeness:
    """Compare two descriptions, sign by sign."""
    return Likeness(tuple(_signs(one, other)))


def _signs(one: Identity, other: Identity) -> Iterator[Sign]:
    for sign in (
        _by_number(one.nhs_number, other.nhs_number),
        _by_name(one, other),
        _by_birth(one.born_on, other.born_on),
        _by_place(one, other),
    ):
        if sign is not None:
            yield sign


def _by_number(one: str, other: str) -> Sign | None:
    if not one or not other:
        return None
    if one == other:
        return Sign("The NHS number is the same.", 5)
    if _differ_in_one_place(one, other):
        return Sign("The NHS numbers differ in one place.", 1)
    return Sign("The NHS numbers are different.", -2)


def _by_name(one: Identity, other: Identity) -> Sign | None:
    """Compare names in either order, with known-as and former names, spelt alike or nearly."""
    if not one.names or not other.names:
        return None
    fewer, more = sorted((one.names, other.names), key=lambda names: (len(names), sorted(names)))
    same = fewer & more
    near = {name for name in fewer - same if any(_mistyped(name, each) for each in more - same)}
    if len(same) >= 2:
        order = ", in the other order" if _is_swapped(one, other) else ""
        return Sign(f"The names are the same{order}.", 3)
    if len(same | near) >= 2:
        return Sign("The names are nearly the same, spelt a little differently.", 2)
    if same and any(_is_initial(name, more - same) for name in fewer - same - near):
        return Sign("One name and one initial are the same.", 2)
    return Sign("One name is the same.", 1) if same else None


def _is_swapped(one: Identity, other: Identity) -> bool:
    return (
        name_parts(one.given_name) == name_parts(other.family_name)
        and name_parts(one.family_name) == name_parts(other.given_name)
        and name_parts(one.given_name) != name_parts(one.family_name)
    )


def _by_birth(one: date | None, other: date | None) -> Sign | None:
    if one is None or other is None:
        return None
    if one == other:
        return Sign("The date of birth is the same.", 2)
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Sign("Day and month of birth are the other way round.", 1)
    if _differ_in_one_place(one.isoformat(), other.isoformat()):
        return Sign("The dates of birth differ in one place.", 1)
    return Sign("The dates of birth are different.", -2)


def _by_place(one: Identity, other: Identity) -> Sign | None:
    phones = {_digits(one.phone), _digits(other.phone)}
    if len(phones) == 1 and "" not in phones:
        return Sign("The telephone number is the same.", 1)
    places = {plain(one.postcode).replace(" ", ""), plain(other.postcode).replace(" ", "")}
    if len(places) == 1 and "" not in places:
        return Sign("The postcode is the same.", 1)
    return None


def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name: Ó Briain and O'Briain are both (obriain,); initials stay."""
    words = _PARTS.findall(_JOINED.sub("", plain(name)))
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _PREFIXES:
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


_PREFIXES = frozenset({"o", "mc", "mac", "de", "da", "van", "von", "al", "el", "ap", "ab", "st"})


def plain(text: str) -> str:
    """Return text in small letters without accents and other marks: ŵ is w."""
    folded = _STRANGE.sub(lambda found: _LETTERS[found[0]], text.casefold())
    letters = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M"))


def _is_initial(name: str, others: Iterable[str]) -> bool:
    return any(name[0] == other[0] and 1 in (len(name), len(other)) for other in others)


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-10:]


def _mistyped(one: str, other: str) -> bool:
    """Whether one slip makes one of the other: a letter wrong, missing, added or two swapped.

    Long names may differ by two. Short names must be longer than three letters to differ at all,
    because Ann and Jan are two people.
    """
    longest = max(len(one), len(other))
    slips = 2 if longest >= 8 else 1
    if min(len(one), len(other)) <= 3 or abs(len(one) - len(other)) > slips:
        return False
    if len(set(one) ^ set(other)) > 2 * slips:  # too many letters of their own: no need to count
        return False
    return _slips(one, other) <= slips


def _differ_in_one_place(one: str, other: str) -> bool:
    """Whether two numbers of one length differ in one digit, or have two neighbours swapped."""
    places = [at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right]
    if len(one) != len(other) or not 1 <= len(places) <= 2:
        return False
    first, last = places[0], places[-1]
    return first == last or (
        last == first + 1 and (one[first], one[last]) == (other[last], other[first])
    )


def _slips(one: str, other: str) -> int:
    """Return how many slips lie between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, other_letter in enumerate(other, start=1):
            cost = letter != other_letter
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + cost)
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], other_letter):
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]


class Register:
    """Many descriptions, so kept that the few worth comparing are found at once."""

    def __init__(self, known: Iterable[tuple[str, Identity]]) -> None:
        self._known = dict(known)
        self._keys: dict[str, set[str]] = {}
        for key, identity in self._known.items():
            self._index(key, identity)

    def add(self, key: str, identity: Identity) -> None:
        """Take in one more description."""
        self._known[key] = identity
        self._index(key, identity)

    def like(self, identity: Identity) -> list[tuple[str, Likeness]]:
        """Return everybody who is likely to be this person, the likeliest first."""
        near = {key for sign in _keys_of(identity) for key in self._keys.get(sign, ())}
        found = [(key, likeness(identity, self._known[key])) for key in sorted(near)]
        likely = [(key, alike) for key, alike in found if alike.is_likely]
        return sorted(likely, key=lambda pair: -pair[1].weight)

    def _index(self, key: str, identity: Identity) -> None:
        for sign in _keys_of(identity):
            self._keys.setdefault(sign, set()).add(key)


def _keys_of(identity: Identity) -> Iterator[str]:
    """Yield what two likely descriptions share at least one of, and strangers hardly ever.

    No key is one name alone: in a file of thousands half the rows would be compared with half.
    """
    if identity.nhs_number:
        yield f"number {identity.nhs_number}"
    if digits := _digits(identity.phone):
        yield f"phone {digits}"
    for pair in combinations(sorted(identity.names), 2):
        yield f"names {pair}"
    if born := identity.born_on:
        yield f"born {born}"
        for name in identity.names:
            yield f"name {name} year {born.year}"
            yield f"name {name} day {sorted((born.day, born.month))}"
