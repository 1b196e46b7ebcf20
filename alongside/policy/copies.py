"""A copy of one's own record: who may ask, by when it is given, and what is left out of it."""

from __future__ import annotations

from datetime import date

from alongside.kernel.period import months_after
from alongside.policy.sources import DPA_204, ICO_ACCESS
from alongside.policy.team import Profession
from alongside.policy.terms import Term
from alongside.policy.values import Nation, Value, in_force
from alongside.policy.working_days import next_working_day


class AskedAs(Term):
    """Who asks for a copy: the person, or somebody who may ask for them."""

    THEMSELF = "themself", "The person themself"
    ON_BEHALF = "on behalf", "Somebody whom they asked to: a solicitor, an advocate, a relative"
    ATTORNEY = "attorney", "An attorney or deputy, who decides for them"
    COURT = "court", "By order of a court"


class AskedHow(Term):
    """In which way somebody asked. Any way counts."""

    SAID = "said", "Said it"
    LETTER = "letter", "In a letter"
    EMAIL = "email", "By email"
    FORM = "form", "On a form"
    OWN_SIGN_IN = "on screen", "With their own sign-in"


class Harm(Term):
    """What a health professional holds: whether reading it would do somebody serious harm."""

    NONE = "none", "No: all of it may be given"
    PARTS = "parts", "In part: some passages are left out"
    ALL = "all", "Yes: it may not be given"


class LeftOut(Term):
    """Why a passage is left out of a copy."""

    OTHER = "other", "It is about somebody else, who does not agree"
    HARM = "harm", "Reading it would do somebody serious harm"


class Came(Term):
    """What came of a request for a copy."""

    RELEASED = "released", "It was given"
    REFUSED = "refused", "It was refused"
    WITHDRAWN = "withdrawn", "They no longer want it"


class Given(Term):
    """How a copy was given."""

    HAND = "by hand", "By hand, on a stick with a password"
    PAPER = "paper", "By hand, printed"
    POST = "post", "By post, tracked"
    ONLINE = "online", "Sent enciphered"


# Of the professions of a team, those that the Act counts: doctors, nurses, and what the Health
# Professions Order extends to. Social workers have a rule of their own, for records of social care.
HEALTH_PROFESSIONALS = frozenset(
    {
        Profession.NURSE,
        Profession.OCCUPATIONAL_THERAPIST,
        Profession.PSYCHOLOGIST,
        Profession.PSYCHIATRIST,
        Profession.DOCTOR,
    }
)
WHO_IS_ONE, WHO_SAYS_SO = DPA_204, ICO_ACCESS


def copy_due(asked_on: date, *, nation: Nation, is_longer: bool) -> tuple[date, tuple[Value, ...]]:
    """Return by when a copy is to be given, and the rules that say so."""
    rules = [in_force("copy.given", nation=nation, on=asked_on)]
    if is_longer:
        rules.append(in_force("copy.longer", nation=nation, on=asked_on))
    months = sum(rule.whole for rule in rules)
    # Counted at once: three months from 31 January end on 30 April, and not on the 28th.
    return next_working_day(months_after(asked_on, months)), tuple(rules)


def last_day_to_say_longer(asked_on: date, *, nation: Nation) -> date:
    """Return until when they can be told that it takes longer."""
    return copy_due(asked_on, nation=nation, is_longer=False)[0]
