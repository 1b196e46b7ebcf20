"""What a contact is: places, means, outcomes, what was done, and the one definition of "seen"."""

from __future__ import annotations

from alongside.kernel.rules import Source
from alongside.policy.sources import (
    LEEDS_5,
    LEICESTERSHIRE_SERVICE,
    OTNEWS,
    RETHINK_1,
    WALES_3,
    WALES_5,
    derived,
)
from alongside.policy.terms import Term


class Place(Term):
    """Where a contact happens, with the national code of England and of Wales."""

    england: str
    wales: str
    source: Source

    HOME = "home", "At home", "A01", "01", RETHINK_1
    CARERS_HOME = "carers-home", "At a carer's home", "A02", "37", RETHINK_1
    CAFE = "cafe", "Café", "N02", "36", RETHINK_1
    PARK = "park", "Park", "N01", "36", RETHINK_1
    STREET = "street", "Street", "N01", "36", RETHINK_1
    SHOP_OR_LIBRARY = "shop-or-library", "Shop, library or the like", "N02", "36", RETHINK_1
    WARD = "ward", "Ward", "E02", "04", LEICESTERSHIRE_SERVICE
    OUTPATIENT_CLINIC = "clinic", "Outpatient clinic", "E01", "17", LEICESTERSHIRE_SERVICE
    TEAM_BASE = "team-base", "Team base", "J01", "22", derived("to compare with outreach")
    DAY_CENTRE = "day-centre", "Day centre", "H01", "16", LEEDS_5
    HOSTEL = "hostel", "Hostel or shelter", "N03", "34", WALES_3
    CARE_HOME = "care-home", "Care home", "G01", "12", derived("people live there")
    WORKPLACE = "workplace", "Place of work or study", "A03", "37", RETHINK_1
    VOLUNTARY_AGENCY = "voluntary-agency", "Charity or partner's premises", "N03", "34", LEEDS_5
    GP_PRACTICE = "gp-practice", "GP practice", "C01", "03", derived("physical checks")
    PHARMACY = "pharmacy", "Pharmacy", "N05", "37", derived("daily collection")
    EMERGENCY_DEPARTMENT = "emergency", "Emergency department", "E04", "04", derived("crisis")
    PROBATION = "probation", "Probation office", "M02", "37", WALES_3
    POLICE_STATION = "police-station", "Police station", "M03", "36", WALES_3
    PRISON = "prison", "Prison", "M01", "35", derived("contact is kept up wherever they are")
    ELSEWHERE = "elsewhere", "Somewhere else", "X01", "37", RETHINK_1

    @property
    def is_in_the_community(self) -> bool:
        """Whether this place is where people live their lives, not a ward, clinic or base."""
        return self not in _ON_SERVICE_PREMISES


_ON_SERVICE_PREMISES = frozenset(
    {Place.WARD, Place.OUTPATIENT_CLINIC, Place.TEAM_BASE, Place.EMERGENCY_DEPARTMENT}
)


class Means(Term):
    """How a contact happens, with its national code (consultation mechanism)."""

    mhsds: str

    FACE_TO_FACE = "face-to-face", "Face to face", "01"
    PHONE = "phone", "Phone", "02"
    TALK_TYPE = "talk-type", "Talk-type device", "04"
    VIDEO = "video", "Video call", "11"
    TEXT = "text", "Text message", "09"
    INSTANT_MESSAGE = "instant-message", "Instant message", "10"
    EMAIL = "email", "Email", "05"
    LETTER = "letter", "Letter or card", "98"


class Outcome(Term):
    """How a planned or attempted contact ended, with its national code (attendance status)."""

    mhsds: str

    SEEN = "seen", "Seen or spoken to", "5"
    SEEN_LATE = "seen-late", "Seen or spoken to, later than planned", "6"
    NO_ANSWER = "no-answer", "No answer", "3"
    DECLINED = "declined", "Met, but declined the contact", "3"
    NOT_FOUND = "not-found", "Not found", "3"
    TOO_LATE = "too-late", "Came too late to be seen", "7"
    CANCELLED_BY_PERSON = "cancelled-by-person", "Cancelled by the person or their family", "2"
    CANCELLED_BY_TEAM = "cancelled-by-team", "Cancelled by the team", "4"
    # No contact at all: the row that strikes out one that was about somebody else, or never was.
    TAKEN_BACK = "taken-back", "Taken back: written by mistake", ""

    @property
    def is_missed(self) -> bool:
        """Whether this outcome starts the ladder: an attempt that did not reach the person."""
        return self in MISSED


MISSED = frozenset({Outcome.NO_ANSWER, Outcome.DECLINED, Outcome.NOT_FOUND})
ATTENDED = frozenset({Outcome.SEEN, Outcome.SEEN_LATE})
DIRECT_MEANS = frozenset({Means.FACE_TO_FACE, Means.PHONE, Means.TALK_TYPE, Means.VIDEO})
SIGHTED_MEANS = frozenset({Means.FACE_TO_FACE, Means.VIDEO})


def is_direct(outcome: Outcome, means: Means) -> bool:
    """Whether the person took part in a live conversation: what national figures count.

    MHSDS counts attendance 5 and 6 by mechanism 01, 02, 04 and 11.
    """
    return outcome in ATTENDED and means in DIRECT_MEANS


def is_face_to_face(outcome: Outcome, means: Means) -> bool:
    """Whether somebody was with the person: what the fidelity scale (DACTS) counts."""
    return outcome in ATTENDED and means is Means.FACE_TO_FACE


def was_seen(outcome: Outcome, means: Means) -> bool:
    """Whether somebody of the team set eyes on the person and they took part.

    A voice on the phone is a contact and does not end a silent interval: how somebody looks
    and lives is what the inquiries found that nobody had seen.
    """
    return outcome in ATTENDED and means in SIGHTED_MEANS


class Intervention(Term):
    """What was done in a contact: the list of the Welsh guidance and of the factsheet."""

    sources: tuple[Source, ...]

    ENGAGEMENT = "engagement", "Building trust and engagement", (WALES_5,)
    CONTACT = "contact", "Keeping in frequent contact", (WALES_5, LEICESTERSHIRE_SERVICE)
    DAILY_LIVING = "daily-living", "Daily living: shopping, budget, chores", (WALES_5, RETHINK_1)
    FAMILY = "family", "Support to family and carers", (WALES_5, RETHINK_1)
    MEDICATION = "medication", "Medication and side effects", (WALES_5, RETHINK_1)
    PSYCHOLOGICAL = "psychological", "Psychological and psychosocial therapy", (WALES_5, RETHINK_1)
    SUBSTANCE_USE = "substance-use", "Help with alcohol and drugs", (WALES_5, RETHINK_1)
    SOCIAL = "social", "Social life and support", (WALES_5, RETHINK_1)
    PHYSICAL_HEALTH = "physical-health", "Physical health", (WALES_5, RETHINK_1)
    WORK_LEARNING_LEISURE = (
        "work-learning-leisure",
        "Work, learning and leisure",
        (WALES_5, RETHINK_1),
    )
    RELAPSE_PREVENTION = "relapse-prevention", "Relapse prevention", (WALES_5, RETHINK_1)
    CRISIS = "crisis", "Help in a crisis", (WALES_5, RETHINK_1)
    HOUSING = "housing", "Finding and keeping a home", (RETHINK_1,)
    IN_REACH = (
        "in-reach",
        "In-reach and planning to leave hospital",
        (OTNEWS, LEICESTERSHIRE_SERVICE),
    )
