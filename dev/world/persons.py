"""People: who they are, where they live, what they wish. All invented; NHS numbers begin with 999.

The shares come from published figures: 58% men and a mean age of 39 (SD 11) in the REACT trial,
substance use in 29% (London, 2003), psychosis in 95% (North East England, 2006).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from dev.world.chance import Chance
from dev.world.clock import moment
from dev.world.names import CITIES, Origin, spelled
from dev.world.places import CAFES, City, Outcode, Practice, address, postcode
from dev.world.rows import Numbers, Rows
from dev.world.rows_arriving import Agency, Person, Wish
from dev.world.spec import Frame
from dev.world.staffing import Colleague

MEN, MEAN_AGE, SPREAD_OF_AGE = 0.58, 39, 11
SUBSTANCE_USE, PSYCHOSIS = 0.29, 0.95


@dataclass(frozen=True)
class Needs:
    """How somebody is understood and what they come from, with what nobody asked left open."""

    first_language: str
    needs_interpreter: bool | None
    communication_needs: str
    ethnicity: str
    religion: str

    @classmethod
    def of(cls, origin: Origin, chance: Chance) -> Needs:
        """Draw what may go with where somebody comes from."""
        interpreter = bool(origin.language) and chance.odds(0.15)
        return cls(
            first_language=origin.language if interpreter or chance.odds(0.3) else "",
            needs_interpreter=True if interpreter else None if chance.odds(0.15) else False,
            communication_needs=chance.choice(_COMMUNICATION) if chance.odds(0.25) else "",
            ethnicity="Z" if chance.odds(0.03) else chance.choice(origin.ethnicities),
            religion="" if chance.odds(0.2) else chance.choice(origin.religions),
        )


@dataclass(eq=False)
class Someone:
    """Somebody whom a team knows, as far as the rest of their story needs to know."""

    id: str
    given_name: str
    family_name: str
    known_as: str
    born_on: date
    nhs_number: str
    gender: str
    origin: Origin
    outcode: Outcode
    practice: Practice
    address: str
    postcode: str
    homeless: bool
    uses_substances: bool
    diagnosis: str
    chance: Chance

    @property
    def name(self) -> str:
        """What they like to be called."""
        return self.known_as or self.given_name

    @cached_property
    def needs(self) -> Needs:
        """What a referral tells of them and their record holds: drawn by itself, once."""
        return Needs.of(self.origin, Chance.of(self.id, "needs"))

    @property
    def is_woman(self) -> bool:
        """Whether they say that they are a woman."""
        return self.gender == "2"


class NhsNumbers:
    """Gives out numbers of the test range, each once, each with its valid check digit."""

    def __init__(self, seed: int) -> None:
        self._start = Random(seed).randrange(1_000_000)
        self._given = 0

    def next(self) -> str:
        """Return the next number; the step is prime to the range, so none comes twice."""
        while True:
            drawn = (self._start + self._given * 611_953) % 1_000_000
            self._given += 1
            nine = f"999{drawn:06d}"
            weights = range(10, 1, -1)
            total = sum(int(digit) * weight for digit, weight in zip(nine, weights, strict=True))
            check = (11 - total % 11) % 11
            if check < 10 and drawn != 999_999:
                return f"{nine}{check}"


class Population:
    """Makes people of a city, with the practices where they are registered."""

    def __init__(self, frame: Frame, numbers: Numbers) -> None:
        self.frame = frame
        self.numbers = numbers
        self.nhs_numbers = NhsNumbers(frame.seed)
        self.agencies: dict[str, int] = {}

    def surgeries(self, city: City) -> Rows:
        """Yield the GP practices of a city and the drug service and hostel there, once."""
        if city.practices[0].ods in self.agencies:
            return
        for each in city.practices:
            self.agencies[each.ods] = self.numbers.next(Agency)
            yield Agency(
                self.agencies[each.ods], each.name, "gp practice", each.ods, each.address,
                each.postcode,
            )  # fmt: skip
        for name, kind in (("harm reduction service", "harm reduction"), ("night shelter",
                           "homelessness")):  # fmt: skip
            self.agencies[f"{city.name} {kind}"] = self.numbers.next(Agency)
            yield Agency(self.agencies[f"{city.name} {kind}"], f"{city.name} {name}", kind)

    def someone(self, city: City, chance: Chance) -> Someone:
        """Make somebody who lives in a city."""
        origin = chance.weighted(CITIES[city.name])
        man = chance.odds(MEN)
        outcode = chance.choice(city.outcodes)
        given = spelled(chance.choice(origin.men if man else origin.women))
        return Someone(
            id=chance.id(),
            given_name=given,
            family_name=spelled(chance.choice(origin.family)),
            known_as=given[:3] if len(given) > 5 and chance.odds(0.18) else "",
            born_on=_born(self.frame.today, chance),
            nhs_number=self.nhs_numbers.next(),
            gender="1" if man else chance.choices("23", (0.985, 0.015))[0],
            origin=origin,
            outcode=outcode,
            practice=_nearest(city, outcode, chance),
            address=address(city, outcode, chance),
            postcode=postcode(outcode, chance),
            homeless=chance.odds(0.07),
            uses_substances=chance.odds(SUBSTANCE_USE),
            diagnosis=chance.weighted(_DIAGNOSES[city.name == "Leicester"]),
            chance=chance,
        )

    def person(self, who: Someone, known_from: date) -> Person:
        """Return somebody's row, with what nobody asked left open."""
        chance, needs = who.chance, who.needs
        return Person(
            id=who.id,
            recorded_at=moment(known_from, 11),
            given_name=who.given_name,
            family_name=who.family_name,
            known_as=who.known_as,
            born_on=who.born_on,
            nhs_number="" if chance.odds(0.02) else who.nhs_number,
            gender=who.gender,
            pronouns="they/them" if who.gender == "3" else "",
            ethnicity=needs.ethnicity,
            religion=needs.religion,
            first_language=needs.first_language,
            needs_interpreter=needs.needs_interpreter,
            communication_needs=needs.communication_needs,
            address="" if who.homeless else who.address,
            postcode="" if who.homeless else who.postcode,
            ward=who.outcode.area,
            no_fixed_address=who.homeless,
            where_to_find=_found(who) if who.homeless or chance.odds(0.5) else "",
            phone="" if chance.odds(0.12) else f"07700 900{chance.randint(0, 999):03d}",
            gp_practice_id=None if chance.odds(0.04) else self.agencies[who.practice.ods],
            before_knocking=chance.choice(_BEFORE_KNOCKING) if chance.odds(0.45) else "",
        )

    def wishes(self, who: Someone, asked_on: date, by: Colleague) -> Rows:
        """Yield what somebody answered when asked whom they would like to work with."""
        for about in ("gender", "culture", "religion", "language"):
            answer, value, words = _wish(about, who)
            yield Wish(
                self.numbers.next(Wish), who.id, about, answer, moment(asked_on, 14), by.id,
                value, words,
            )  # fmt: skip


# 95% live with psychosis, whichever name it goes by, and all do where the criteria ask for it; ids
# of policy.eligibility.
_PSYCHOSES = {
    "schizophrenia": 62, "schizoaffective": 16, "bipolar_with_psychosis": 12,
    "psychotic_depression": 4, "delusional_disorder": 3, "other_psychosis": 3,
}  # fmt: skip
_OTHERS = 100 / PSYCHOSIS - 100
_DIAGNOSES: Mapping[bool, Mapping[str, float]] = {
    True: _PSYCHOSES,
    False: {**_PSYCHOSES, "bipolar": _OTHERS / 2, "personality_disorder": _OTHERS / 2},
}
_COMMUNICATION = (
    "Hears better on the left side. Sit where your face can be seen.",
    "Prefers text messages to calls.",
    "Reads large print. Read letters through together.",
    "Needs time to answer. Do not finish sentences for them.",
    "Finds long meetings hard: twenty minutes at most.",
)
_BEFORE_KNOCKING = (
    "The bell does not work. Knock on the front window and wait.",
    "A large dog, friendly once it has had its biscuit. Biscuits are in the team's drawer.",
    "Ring ten minutes before, so that the door is not a surprise.",
    "Use the side gate. The front door has been stuck since the spring.",
    "Neighbours ask questions. Say only that you are visiting a friend.",
    "Two of us after dark: the stairwell has no light.",
    "Rarely up before eleven. Afternoons go better.",
    "Take your shoes off inside. It matters.",
    "Does not like being called by the surname.",
    "Two workers together until the dispute with the flat below is settled.",
)


def _born(today: date, chance: Chance) -> date:
    age = chance.gauss(MEAN_AGE, SPREAD_OF_AGE)
    while not 21.5 <= age <= 65:
        age = chance.gauss(MEAN_AGE, SPREAD_OF_AGE)
    return today - timedelta(days=round(age * 365.25))


def _nearest(city: City, outcode: Outcode, chance: Chance) -> Practice:
    near = [each for each in city.practices if each.postcode.startswith(f"{outcode.code} ")]
    return chance.choice(near or city.practices)


def _found(who: Someone) -> str:
    place = who.chance.choice(CAFES)
    hours = who.chance.choice(("most mornings", "from about two", "in the rain", "on market days"))
    return f"Often at {place} {hours}."


def _wish(about: str, who: Someone) -> tuple[str, str, str]:
    """Return an answer, what is wished for, and the words in which it was said."""
    chance, origin = who.chance, who.origin
    if about == "gender" and chance.odds(0.35 if who.is_woman else 0.12):
        return "wish", "woman", chance.choice(("", "I talk better to women.", "A woman, please."))
    if about == "language" and origin.language and chance.odds(0.4):
        return "wish", origin.language, ""
    if about == "culture" and origin.culture and chance.odds(0.25):
        return "wish", origin.culture, "Somebody who does not need everything explained."
    if about == "religion" and chance.odds(0.06):
        return "wish", origin.religions[0], ""
    return ("declined" if chance.odds(0.08) else "none"), "", ""
