"""Real cities: outcodes with coordinates, GP practices, parks. Streets and cafés are invented."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dev.world.chance import Chance


@dataclass(frozen=True)
class Outcode:
    """The first half of a postcode, the area that it stands for, and where that is."""

    code: str
    area: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Practice:
    """A GP practice with its code in the Organisation Data Service."""

    ods: str
    name: str
    address: str
    postcode: str


@dataclass(frozen=True)
class City:
    """A city and what a visitor of people there needs to know of it."""

    name: str
    nation: str
    hospital: str
    wards: tuple[str, ...]
    parks: tuple[str, ...]
    outcodes: tuple[Outcode, ...]
    practices: tuple[Practice, ...]

    @classmethod
    def of(cls, name: str, told: Mapping[str, Any]) -> City:
        """Read a city from its table in the file."""
        return cls(
            name=name,
            nation=told["nation"],
            hospital=told["hospital"],
            wards=tuple(told["wards"]),
            parks=tuple(told["parks"]),
            outcodes=tuple(Outcode(**each) for each in told["outcodes"]),
            practices=tuple(Practice(**each) for each in told["practices"]),
        )


_TOLD = tomllib.loads(Path(__file__).with_name("places.toml").read_text(encoding="utf-8"))
CITIES = {name: City.of(name, told) for name, told in _TOLD.items()}

STREETS = (
    "Canal Row", "Weaver Street", "Kiln Lane", "Mill Rise", "Tannery Close", "Ropewalk",
    "Bobbin Court", "Foundry Place", "Station Terrace", "Chapel Mount", "Orchard Grove",
    "Linnet Drive", "Heron Court", "Alma Street", "Balaclava Road", "Inkerman Terrace",
    "Jubilee Walk", "Salem Place", "Ebenezer Street", "Bethesda Court", "Lockkeeper's Way",
    "Saltersgate", "Poplar View", "Rowan Avenue", "Elder Crescent", "Hawthorn Mount",
    "Bramble Close", "Fuller's Yard",
)  # fmt: skip
CAFES = (
    "the Lantern café", "Rosie's café", "the market café", "Bluebird café", "the Corner Cup",
    "the library café", "Amal's", "the Green Bench café",
)  # fmt: skip
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"  # letters that end a postcode


def postcode(outcode: Outcode, chance: Chance) -> str:
    """Return a postcode with a real first half and an invented second one."""
    return f"{outcode.code} {chance.randint(1, 9)}{''.join(chance.choices(_INWARD, k=2))}"


def address(city: City, outcode: Outcode, chance: Chance) -> str:
    """Return an invented address in a real part of a city."""
    flat = f"Flat {chance.randint(1, 12)}, " if chance.odds(0.4) else ""
    area = "" if outcode.area.startswith("the ") else f"{outcode.area}\n"
    return f"{flat}{chance.randint(1, 140)} {chance.choice(STREETS)}\n{area}{city.name}"
