"""A pack: the criteria of one service or document, in force from a day, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from alongside.kernel.rules import Mark, Source
from alongside.policy.eligibility.bounds import JUDGED
from alongside.policy.eligibility.conditions import Condition

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland", "any")


# The judgement on “a number of” supporting criteria is kept under this name.
SUPPORTING = "supporting"


class Kind(Enum):
    """What a criterion does to the outcome when it is met."""

    REQUIRED = "required"
    SUPPORTING = "supporting"
    EXCLUDING = "excluding"


@dataclass(frozen=True)
class Criterion:
    """One criterion: its wording, the paragraph that it comes from, and when it is met.

    An example threshold (“for example more than two admissions”) can be set aside by a named
    person with a reason. A mark of its own says that this criterion is known less well, or
    better, than the document of the pack.
    """

    id: str
    kind: Kind
    says: str
    place: str
    when: Condition
    example: bool = False
    mark: Mark | None = None

    @property
    def is_open_to_judgement(self) -> bool:
        """Whether a person may answer in place of the number, or for want of one."""
        return self.example or any(part.asks_a_person for part in self.when.walk())


@dataclass(frozen=True)
class Supporting:
    """How many supporting criteria are asked: a number, a person's judgement, or none at all."""

    minimum: int | None = None
    judged: bool = False

    def __str__(self) -> str:
        """Return it as people say it."""
        if self.judged:
            return JUDGED
        return "for information" if self.minimum is None else f"at least {self.minimum}"


FOR_INFORMATION = Supporting()


@dataclass(frozen=True)
class Pack:
    """The criteria that a service works by: required first, then supporting, then excluding."""

    id: str
    title: str
    nation: str
    version: int
    in_force_from: date
    source: Source
    criteria: tuple[Criterion, ...]
    supporting: Supporting = FOR_INFORMATION
    notes: str = ""

    def of_kind(self, kind: Kind) -> tuple[Criterion, ...]:
        """Return the criteria of one kind, in their order."""
        return tuple(criterion for criterion in self.criteria if criterion.kind is kind)

    def criterion(self, criterion_id: str) -> Criterion | None:
        """Return the criterion with an id, if the pack has it."""
        return next((one for one in self.criteria if one.id == criterion_id), None)

    def mark_of(self, criterion: Criterion) -> Mark:
        """Return how sure we are of a criterion: its own mark, or that of the document."""
        return criterion.mark or self.source.mark

    def may_only_inform(self, criterion: Criterion) -> bool:
        """Whether a criterion is recalled and was not seen, so that it may turn nobody away."""
        return self.mark_of(criterion) is Mark.RECALLED

    def source_of(self, criterion: Criterion) -> Source:
        """Return where a criterion comes from: the document and the paragraph."""
        return Source(self.source.title, criterion.place, self.mark_of(criterion), self.source.url)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a pack: where, and what to do about it."""

    says: str
    path: tuple[str | int, ...] = ()
    line: int | None = None


class PackRefused(Exception):
    """A pack that cannot be used; its text is every problem, each with file and line."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self.name = name
        self.problems = problems
        super().__init__(
            "\n".join(f"{_place(name, problem)}: {problem.says}" for problem in problems)
        )


def _place(name: str, problem: Problem) -> str:
    return name if problem.line is None else f"{name}, line {problem.line}"
