"""Who asks for information about somebody, on what ground it is given, and what is asked first.

Nothing leaves the team without the person's permission, but to their GP (RETHINK_8); each ground
beside their permission is written out by whoever decides, and none is a box to tick.
"""

from __future__ import annotations

from alongside.policy.terms import Term


class AsksAs(Term):
    """What sort of body asks, or is told."""

    POLICE = "police", "Police"
    COURT = "court", "Court, coroner or solicitor"
    HOUSING = "housing", "Housing provider or landlord"
    HEALTH = "health", "Another health service"
    GP = "gp", "Their GP"
    SOCIAL_CARE = "social-care", "Social care"
    BENEFITS = "benefits", "Benefits office or employer"
    FAMILY = "family", "Family, a friend or a carer"
    OTHER = "other", "Somebody else"


class Ground(Term):
    """Why information about somebody may be given, with what has to be said about it."""

    asks: str

    CONSENT = (
        "consent",
        "They said that it may be told",
        "Choose below what they answered",
    )
    GP = "gp", "To their GP, who works alongside", "Say what the GP needs it for"
    BEST_INTEREST = (
        "best-interest",
        "They cannot decide this now, and it is in their interest",
        "Say how it was found that they cannot, and what is in their interest",
    )
    SAFEGUARDING = (
        "safeguarding",
        "To protect a child or an adult at risk",
        "Say who is at risk of what, and what this prevents",
    )
    LIFE = (
        "life",
        "To save a life or prevent serious harm",
        "Say whose life, and why it cannot wait",
    )
    LAW = "law", "A law or a court requires it", "Say which law or order, and of what day"


class Sent(Term):
    """How information was given."""

    TELEPHONE = "telephone", "By telephone"
    EMAIL = "email", "By secure e-mail"
    POST = "post", "By post"
    MEETING = "meeting", "Said in person"


class PersonTold(Term):
    """Whether the person knows that information about them was given."""

    BEFORE = "before", "Told before it was given"
    AFTER = "after", "Told afterwards"
    NOT_YET = "not-yet", "Not told yet"
    NEVER = "never", "Not to be told: it would put somebody in danger"


class BreachStep(Term):
    """What is done about a breach of confidentiality (LEEDS_6), until it is closed."""

    CONTAINED = "contained", "Contained: what was done so that it goes no further"
    INVESTIGATED = "investigated", "Investigated: how it came about, and what follows"
    PERSON_TOLD = "person-told", "The people whom it is about were told"
    REPORTED = "reported", "Reported outside: to the Information Commissioner or a partner"
    CLOSED = "closed", "Closed"


# A breach is closed when these stand: who it happened to is told before the team puts it away.
BEFORE_CLOSING = (BreachStep.CONTAINED, BreachStep.INVESTIGATED, BreachStep.PERSON_TOLD)
