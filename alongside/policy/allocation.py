"""Who could be somebody's care co-ordinator: each candidate with reasons for and against.

There is no score. The order is the one stated in ORDER, read from the top; people choose, and a
wish that the choice leaves unmet is recorded with why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from alongside.kernel.fact import Answer
from alongside.kernel.rules import Policy, rule
from alongside.policy.caseload import Caseload, Fullness
from alongside.policy.sources import RETHINK_5, RETHINK_7, WALES_4_1
from alongside.policy.team import Gender
from alongside.policy.terms import Term


class WishAbout(Term):
    """What a wish about one's care co-ordinator is about."""

    GENDER = "gender", "Man or woman"
    LANGUAGE = "language", "Language"
    CULTURE = "culture", "Culture"
    RELIGION = "religion", "Religion"
    SKILL = "skill", "Skill"


@dataclass(frozen=True)
class Wish:
    """One wish: what about, and what is wished for; only in their words when `value` is empty."""

    about: WishAbout
    value: str = ""
    in_their_words: str = ""

    def __str__(self) -> str:
        """Return the wish as pages show it."""
        return f"{self.about.label}: {self.value or self.in_their_words}"


@dataclass(frozen=True)
class PossibleWorker:
    """What the choice needs to know of a worker."""

    id: str
    caseload: Caseload
    gender: str = ""
    languages: frozenset[str] = frozenset()
    cultures: frozenset[str] = frozenset()  # cultures and religions that they know well
    skills: frozenset[str] = frozenset()
    times_met: int = 0  # in the look-back that the caller chose
    may_coordinate: bool = True
    not_wanted: bool = False  # the person asked not to work with them
    coordinates_now: bool = False  # the person is on their caseload already


@dataclass(frozen=True)
class Candidate:
    """One worker with the reasons for and against, and the wishes that the choice leaves."""

    worker: PossibleWorker
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    unmet: tuple[Wish, ...]
    to_judge: tuple[Wish, ...]


ORDER = (
    "Those whom the person asked not to work with come last.",
    "Then whoever meets the person's first wish, then the second, and so on in their own order.",
    "Then whoever has room on their caseload.",
    "Then whoever has met the person most often.",
    "Then whoever has most room.",
)


def candidates(
    wishes: Iterable[Wish], workers: Iterable[PossibleWorker], *, places: Decimal = Decimal(1)
) -> tuple[Candidate, ...]:
    """Return everybody who may co-ordinate care, in the stated order, with the reasons.

    `wishes` come in the person's own order of importance; `places` is what they would take.
    """
    wished = tuple(wishes)
    found = [w for w in workers if w.may_coordinate]
    ordered = sorted(found, key=lambda worker: _place_in_order(worker, wished, places))
    return tuple(_candidate(worker, wished, places) for worker in ordered)


def meets(worker: PossibleWorker, wish: Wish) -> Answer:
    """Whether a worker meets a wish; one only in the person's own words is left to people."""
    if not wish.value:
        return Answer.CANNOT_TELL
    if wish.about is WishAbout.GENDER:
        wished = Gender.wished_for(wish.value)
        known = worker.gender and wished
        return Answer.of(worker.gender == wished) if known else Answer.CANNOT_TELL
    has = {
        WishAbout.LANGUAGE: worker.languages,
        WishAbout.CULTURE: worker.cultures,
        WishAbout.RELIGION: worker.cultures,
        WishAbout.SKILL: worker.skills,
    }[wish.about]
    return Answer.of(wish.value.casefold() in {each.casefold() for each in has})


_RANK = {Answer.MET: 0, Answer.CANNOT_TELL: 1, Answer.NOT_MET: 2}


def _place_in_order(
    worker: PossibleWorker, wishes: tuple[Wish, ...], places: Decimal
) -> tuple[bool, tuple[int, ...], bool, int, Decimal, str]:
    return (
        worker.not_wanted,
        tuple(_RANK[meets(worker, wish)] for wish in wishes),
        _breaks_limit(worker, places),
        -worker.times_met,
        -worker.caseload.room_left,
        worker.id,
    )


def _breaks_limit(worker: PossibleWorker, places: Decimal) -> bool:
    return (
        not worker.coordinates_now
        and worker.caseload.with_one_more(places).fullness is Fullness.OVER
    )


def _candidate(worker: PossibleWorker, wishes: tuple[Wish, ...], places: Decimal) -> Candidate:
    answers = {wish: meets(worker, wish) for wish in wishes}
    reasons_for = [f"Meets the wish. {w}" for w, a in answers.items() if a is Answer.MET]
    against = [f"Does not meet the wish. {w}" for w, a in answers.items() if a is Answer.NOT_MET]
    if worker.times_met:
        times = {1: "once", 2: "twice"}.get(worker.times_met, f"{worker.times_met} times")
        reasons_for.append(f"Has met them {times} lately")
    if worker.coordinates_now:
        reasons_for.append("Co-ordinates their care now")
    elif warning := worker.caseload.warning_before(places):
        against.append(warning)
    else:
        reasons_for.append(f"Caseload: {worker.caseload.sentence}")
    if worker.not_wanted:
        against.insert(0, "The person asked not to work with them")
    return Candidate(
        worker,
        tuple(reasons_for),
        tuple(against),
        unmet=tuple(wish for wish, answer in answers.items() if answer is Answer.NOT_MET),
        to_judge=tuple(wish for wish, answer in answers.items() if answer is Answer.CANNOT_TELL),
    )


@dataclass(frozen=True)
class AllocationFacts:
    """What is known when a care co-ordinator is named."""

    may_coordinate: bool
    wishes_asked: bool
    why_not_asked: str = ""
    unmet: tuple[Wish, ...] = ()
    why_unmet: str = ""


@rule("allocation.may-coordinate", source=RETHINK_5)
def worker_may_coordinate(facts: AllocationFacts) -> bool:
    """A care co-ordinator must be somebody whom the service has named as able to be one."""
    return facts.may_coordinate


@rule("allocation.wishes-asked", source=WALES_4_1)
def wishes_were_asked(facts: AllocationFacts) -> bool:
    """The person must be asked whom they would like, or the record must say why not yet."""
    return facts.wishes_asked or bool(facts.why_not_asked.strip())


@rule("allocation.unmet-wish", source=RETHINK_7)
def unmet_wish_is_explained(facts: AllocationFacts) -> bool:
    """A wish that cannot be met must be recorded with why."""
    return not facts.unmet or bool(facts.why_unmet.strip())


may_allocate = Policy(
    "May this worker be named as care co-ordinator?",
    worker_may_coordinate,
    wishes_were_asked,
    unmet_wish_is_explained,
)
