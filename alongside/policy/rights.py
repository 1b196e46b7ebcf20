"""Where somebody turns when they are unhappy with care: each nation has services of its own.

The words are for the person. Names, numbers and addresses are the provider's; where the provider
names nobody, the letter names the service of the nation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from alongside.kernel.rules import Source
from alongside.policy.sources import LLAIS_ADVOCACY, PUTTING_THINGS_RIGHT, RETHINK_7
from alongside.policy.values import Nation


@dataclass(frozen=True)
class Turn:
    """One way to turn: the name of the service, what it does, since when, and who says so."""

    name: str
    helps: str
    source: Source
    in_force_from: date | None = None


@dataclass(frozen=True)
class RightsOfNation:
    """Who listens and helps, how to complain, and what anybody who asks for help is told."""

    listens: Turn
    complains: Turn
    to_anybody: str


RIGHTS: Mapping[Nation, RightsOfNation] = {
    Nation.ENGLAND: RightsOfNation(
        listens=Turn(
            "PALS",
            "The Patient Advice and Liaison Service listens, answers questions and helps to put "
            "things right.",
            RETHINK_7,
        ),
        complains=Turn(
            "Complaints team",
            "You can make a formal complaint. PALS or an advocate can help you to write it.",
            RETHINK_7,
        ),
        to_anybody="The Patient Advice and Liaison Service (PALS) of your NHS trust helps with "
        "questions and worries, and tells you how to complain.",
    ),
    Nation.WALES: RightsOfNation(
        listens=Turn(
            "Llais",
            "Llais is independent of the NHS. It listens, and its advocates help you to raise a "
            "concern, free of charge and in confidence.",
            LLAIS_ADVOCACY,
            in_force_from=date(2023, 4, 1),
        ),
        complains=Turn(
            "Concerns team",
            "You can raise a concern or make a formal complaint. In Wales this is called Putting "
            "Things Right. Llais or an advocate can help you to write it.",
            PUTTING_THINGS_RIGHT,
        ),
        to_anybody="Llais, which is independent of the NHS, helps you to raise a concern, free of "
        "charge. Your health board tells you how it answers concerns: this is called Putting "
        "Things Right.",
    ),
}


def rights_in(nation: str) -> RightsOfNation:
    """Return where to turn in a nation, by its name."""
    return RIGHTS[Nation(nation)]
