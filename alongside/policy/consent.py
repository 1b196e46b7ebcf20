"""What a person is asked before anything is told about them: by kind of information, and whom."""

from __future__ import annotations

from alongside.policy.terms import Term


class Asked(Term):
    """A kind of information that somebody may be told, or not; and as the person reads it."""

    to_them: str

    IN_CARE = "in-care", "That they are in our care", "That you are in our care"
    HOW_THEY_ARE = (
        "how-they-are", "How they are, and what worries us", "How you are, and what worries us",
    )  # fmt: skip
    PLAN = "plan", "What is in their plan", "What is in your plan"
    CRISIS = (
        "crisis", "When there is a crisis, and what is done",
        "When there is a crisis, and what is done",
    )  # fmt: skip
    MEDICATION = "medication", "Their medication", "Your medication"
    WHERE = "where", "Where they are, in hospital too", "Where you are, in hospital too"
    # Of a practitioner of a partner, and of nobody else.
    MINIMUM = (
        "minimum", "Working together: the minimum, and risk that bears on them",
        "Working together: the minimum, and risk that bears on them",
    )  # fmt: skip


class Answer(Term):
    """What the person answered. Nobody asked is no answer, and nothing is told."""

    YES = "yes", "May be told"
    LISTEN = "listen", "Listen, do not tell"
    NO = "no", "May not be told"


class How(Term):
    """How the person answered. What they said counts, and is written down wherever possible."""

    VERBAL = "verbal", "Said it"
    WRITTEN = "written", "Signed it"
    ON_SCREEN = "on screen", "With their own sign-in"
