"""Who works in a team: professions and what counts how. Anyone's skills stay their own words."""

from __future__ import annotations

from alongside.kernel.rules import Source
from alongside.policy.sources import (
    DACTS_LIVED_EXPERIENCE,
    LEICESTERSHIRE_SERVICE,
    OTNEWS,
    RETHINK_2,
)
from alongside.policy.terms import Term


class Gender(Term):
    """A worker's gender, in the words in which a person wishes for it."""

    WOMAN = "woman", "Woman"
    MAN = "man", "Man"
    NON_BINARY = "non-binary", "Non-binary"

    @classmethod
    def wished_for(cls, words: str) -> Gender | None:
        """Return the gender that a wish names, however it was typed; None for other words."""
        typed = words.casefold().strip(" .").removeprefix("a ").removeprefix("an ")
        return next((each for each, names in _WISHED.items() if typed in names), None)


# As people write a wish down. What is in none of these is left to whoever reads it.
_WISHED = {
    Gender.WOMAN: {"woman", "women", "female", "lady", "female worker", "woman worker"},
    Gender.MAN: {"man", "men", "male", "gentleman", "male worker", "man worker"},
    Gender.NON_BINARY: {"non-binary", "nonbinary", "non binary", "non-binary person"},
}


class Profession(Term):
    """What somebody in the team is by training or post.

    `usually_coordinates` only suggests: the service names its care co-ordinators itself.
    `counts_in_ratio` follows the fidelity scale, which leaves out psychiatrists and offices.
    """

    usually_coordinates: bool
    counts_in_ratio: bool
    source: Source

    NURSE = "nurse", "Community psychiatric nurse", True, True, RETHINK_2
    SOCIAL_WORKER = "social-worker", "Social worker", True, True, RETHINK_2
    OCCUPATIONAL_THERAPIST = (
        "occupational-therapist",
        "Occupational therapist",
        True,
        True,
        RETHINK_2,
    )
    PSYCHOLOGIST = "psychologist", "Psychologist", True, True, RETHINK_2
    PSYCHOTHERAPIST = "psychotherapist", "Psychotherapist", False, True, RETHINK_2
    OT_TECHNICAL_INSTRUCTOR = (
        "ot-technical-instructor",
        "Occupational therapy technical instructor",
        False,
        True,
        OTNEWS,
    )
    SUPPORT_WORKER = "support-worker", "Support worker", False, True, LEICESTERSHIRE_SERVICE
    PEER_WORKER = "peer-worker", "Peer support worker", False, True, DACTS_LIVED_EXPERIENCE
    PSYCHIATRIST = "psychiatrist", "Psychiatrist", False, False, RETHINK_2
    DOCTOR = "doctor", "Doctor", False, False, LEICESTERSHIRE_SERVICE
    MANAGER = "manager", "Team manager", False, True, RETHINK_2
    ADMINISTRATOR = "administrator", "Administrator", False, False, RETHINK_2


# Their word counts at the bedside and in the office; a clinical judgement is not theirs to make.
NOT_CLINICIANS = frozenset(
    {
        Profession.OT_TECHNICAL_INSTRUCTOR,
        Profession.SUPPORT_WORKER,
        Profession.PEER_WORKER,
        Profession.MANAGER,
        Profession.ADMINISTRATOR,
    }
)
