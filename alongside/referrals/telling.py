"""What a referral tells, as rows that a page shows: every absence said aloud."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from alongside.kernel.fact import Fact, Known, NotKnown
from alongside.kernel.nhs_number import NhsNumber
from alongside.people.models import Person
from alongside.people.told import ETHNICITY_NOT_KNOWN, LABELS, in_words
from alongside.policy.eligibility.kinds import FactKind, FactValue
from alongside.policy.eligibility.referring import REFERRERS, Referrer
from alongside.policy.eligibility.saying import spell_in_words, value_in_words
from alongside.policy.eligibility.spells import Spell
from alongside.policy.eligibility.vocabulary import VOCABULARY
from alongside.referrals.facts import told_by, told_in
from alongside.referrals.models import Referral
from alongside.referrals.needs import WISHES_TOLD
from alongside.referrals.sections import NEEDS, SENDER, WHO, WHY, Section

_NOTHING = (None, "", ETHNICITY_NOT_KNOWN)
NOT_ANSWERED, NOT_KNOWN = "Not answered", "Not known"
BY_OTHERS = "The team was told this by somebody else, so it is not shown here"


@dataclass(frozen=True)
class Told:
    """One thing that was asked, and what was answered; lines where there are several."""

    asks: str
    says: tuple[str, ...]
    is_known: bool
    aside: str = ""


def told_rows(referral: Referral, page: Section) -> list[Told]:
    """Return what one part of a referral tells."""
    if page.id == SENDER:
        return _sender(referral)
    if page.id == WHO:
        return who_rows(referral)
    if page.id == NEEDS:
        return needs_rows(referral)
    if page.id == WHY:
        return why_rows(referral)
    told = told_in(referral)
    return [fact_row(kind, told.get(kind.id)) for kind in page.kinds]


def own_rows(referral: Referral, page: Section, *, by: str) -> list[Told]:
    """Return what a referrer of this name told; what others told the team is not theirs to read."""
    if not page.kinds:
        return told_rows(referral, page)
    told, theirs = told_in(referral), {by, referral.referrer_name, told_by(referral)}
    return [_own_row(kind, told.get(kind.id), theirs) for kind in page.kinds]


def _own_row(kind: FactKind, fact: Fact[FactValue] | None, theirs: AbstractSet[str]) -> Told:
    if isinstance(fact, Known) and fact.source not in theirs:
        return Told(kind.asks, (BY_OTHERS,), is_known=False)
    return fact_row(kind, fact)


def who_rows(referral: Referral) -> list[Told]:
    """Return who the referrer says that the person is."""
    number = NhsNumber(referral.nhs_number).spaced if referral.nhs_number else ""
    gender = Person.Gender(referral.gender).label if referral.gender else ""
    born = f"{referral.born_on:%-d %B %Y}" if referral.born_on else ""
    return [
        _typed("Name", f"{referral.given_name} {referral.family_name}".strip()),
        _typed("Known as", referral.known_as),
        _typed("Date of birth", born),
        _typed("NHS number", number),
        _typed("Gender", gender),
        _typed("Address", ", ".join(referral.address.splitlines())),
        _typed("Postcode", referral.postcode),
        _typed("Telephone", referral.phone),
        _typed("GP practice", referral.gp_practice),
    ]


def needs_rows(referral: Referral, *, beside: Person | None = None) -> list[Told]:
    """Return how they are understood, what they come from, and whom they would like.

    Beside somebody in our record, each row says what the record holds where that differs.
    """
    interpreter = referral.get_needs_interpreter_display()
    rows = {
        "first_language": _typed(LABELS["first_language"], referral.first_language),
        "needs_interpreter": _chosen(LABELS["needs_interpreter"], interpreter),
        "communication_needs": _typed(LABELS["communication_needs"], referral.communication_needs),
        "ethnicity": _chosen(LABELS["ethnicity"], in_words("ethnicity", referral.ethnicity)),
        "religion": _typed(LABELS["religion"], referral.religion),
    }
    asides = {name: _in_our_record(referral, beside, name) if beside else "" for name in rows}
    told = [replace(row, aside=asides[name]) for name, row in rows.items()]
    return [*told, _typed(WISHES_TOLD, referral.wishes)]


def differing_rows(referral: Referral, person: Person) -> list[Told]:
    """Return what the referrer told of language and culture that our record does not say."""
    return [row for row in needs_rows(referral, beside=person) if row.is_known and row.aside]


def _in_our_record(referral: Referral, person: Person, name: str) -> str:
    """Return what our record says of a fact, where the referrer says it otherwise or not at all."""
    is_interpreter = name == "needs_interpreter"
    told = referral.interpreter_is_needed if is_interpreter else getattr(referral, name)
    recorded = getattr(person, name)
    is_told, is_recorded = (one not in _NOTHING for one in (told, recorded))
    if not (is_told or is_recorded) or _plain(told) == _plain(recorded):
        return ""
    if not is_recorded:
        return "Not in our record"
    words = {True: "Yes", False: "No"}.get(recorded) or in_words(name, recorded)
    return f"Our record says: {words}"


def _plain(value: object) -> object:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def why_rows(referral: Referral) -> list[Told]:
    """Return why somebody is referred, what they want, and who holds the care."""
    return [
        _typed("Why they are referred", referral.reason),
        _typed("What the person wants", referral.person_wants),
        _typed("Who holds their care until there is a decision", referral.who_holds_care),
        _chosen("Which pathway", referral.get_pathway_display()),
        _chosen("How soon", referral.get_priority_display()),
        _typed("How to reach the referrer", referral.referrer_contact),
    ]


def fact_row(kind: FactKind, fact: Fact[FactValue] | None) -> Told:
    """Return what was answered to one question of the criteria, with the day and who said so."""
    if fact is None:
        return Told(kind.asks, (NOT_ANSWERED,), is_known=False)
    if isinstance(fact, NotKnown):
        return Told(kind.asks, (NOT_KNOWN,), is_known=False)
    told_on = f"{fact.as_of:%-d %B %Y}" if fact.as_of else ""
    aside = ", ".join(part for part in (fact.source, told_on) if part)
    return Told(kind.asks, _says(kind, fact), is_known=True, aside=aside)


def _says(kind: FactKind, fact: Known[FactValue]) -> tuple[str, ...]:
    if isinstance(fact.value, tuple) and fact.value:
        return tuple(spell_in_words(spell) for spell in fact.value if isinstance(spell, Spell))
    words = value_in_words(kind, fact.value)
    return (words[:1].upper() + words[1:],)


def answer_in_words(fact: str, answer: Fact[FactValue] | None, words: str) -> str:
    """Return an answer as people read it: what was chosen, and what was written beside it."""
    chosen = NOT_KNOWN if isinstance(answer, NotKnown) else ""
    if isinstance(answer, Known):
        said = value_in_words(VOCABULARY[fact], answer.value)
        chosen = said[:1].upper() + said[1:]
    return ". ".join(part for part in (chosen, words) if part)


def _sender(referral: Referral) -> list[Told]:
    told = told_in(referral).get("referrer")
    kind = REFERRERS[Referrer(str(told.value))] if isinstance(told, Known) else ""
    return [
        _typed("Who refers", kind),
        _typed("Name of the referrer", referral.referrer_name),
        _typed("How to reach the referrer", referral.referrer_contact),
    ]


def _chosen(asks: str, text: str) -> Told:
    return Told(asks, (text or NOT_ANSWERED,), is_known=text not in {"", NOT_KNOWN})


def _typed(asks: str, text: str) -> Told:
    return Told(asks, (text or "Not recorded",), is_known=bool(text))


def fact_groups(
    referral: Referral, kinds: Iterable[FactKind]
) -> list[tuple[str, list[tuple[FactKind, Told]]]]:
    """Return what was answered to everything the criteria ask, under the headings of the form."""
    told = told_in(referral)
    groups: dict[str, list[tuple[FactKind, Told]]] = {}
    for kind in kinds:
        row = (kind, fact_row(kind, told.get(kind.id)))
        groups.setdefault(kind.group.value, []).append(row)
    return list(groups.items())
