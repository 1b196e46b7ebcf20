"""Rules with a source, policies made of rules, and the refusal that names every objection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

Facts = TypeVar("Facts")


class Mark(Enum):
    """How sure we are of a source. A recalled rule may warn and never block."""

    SEEN = "S"
    RECALLED = "R"
    DERIVED = "D"


@dataclass(frozen=True)
class Source:
    """Where a rule comes from: the document, the place in it, and how well we know it."""

    title: str
    place: str = ""
    mark: Mark = Mark.SEEN
    url: str = ""

    def __str__(self) -> str:
        """Return the citation as people read it."""
        cited = f"{self.title}, {self.place}" if self.place else self.title
        return f"{cited} (recalled, to be checked)" if self.mark is Mark.RECALLED else cited


@dataclass(frozen=True)
class Rule(Generic[Facts]):
    """One clause: true when the facts satisfy it. Its sentence is what workers read."""

    id: str
    sentence: str
    source: Source
    holds: Callable[[Facts], bool]

    def __call__(self, facts: Facts) -> bool:
        """Whether the facts satisfy this rule."""
        return self.holds(facts)


def rule(rule_id: str, *, source: Source) -> Callable[[Callable[[Facts], bool]], Rule[Facts]]:
    """Make a rule of a pure function whose docstring is the sentence shown to workers."""

    def declare(holds: Callable[[Facts], bool]) -> Rule[Facts]:
        if not holds.__doc__:
            raise TypeError(f"Rule {rule_id} has no sentence: write its docstring")
        sentence = " ".join(holds.__doc__.split())
        return Rule(id=rule_id, sentence=sentence, source=source, holds=holds)

    return declare


@dataclass(frozen=True)
class Decision(Generic[Facts]):
    """What a policy answered, with every rule that objects. True when none does."""

    question: str
    objections: tuple[Rule[Facts], ...]

    def __bool__(self) -> bool:
        """Whether nothing objects."""
        return not self.objections

    def __str__(self) -> str:
        """Return the sentences of all objections."""
        return " ".join(objection.sentence for objection in self.objections)


class Policy(Generic[Facts]):
    """A question answered by rules, all of which must hold."""

    def __init__(self, question: str, *rules: Rule[Facts]) -> None:
        self.question = question
        self.rules = rules

    def __call__(self, facts: Facts) -> Decision[Facts]:
        """Ask every rule, so that a refusal names all that objects and not just the first."""
        return Decision(self.question, tuple(rule for rule in self.rules if not rule(facts)))


class Refused(Exception):
    """An action was refused; its text is every reason, in sentences for the person who asked.

    What it is about, where that is one thing that was told, is the box beside which a page says it.
    Where a policy refused, its objections are kept, so that a page can say each beside its own box.
    """

    def __init__(
        self, says: str, *, about: str = "", objections: tuple[Rule[Any], ...] = ()
    ) -> None:
        super().__init__(says)
        self.about = about
        self.objections = objections

    @classmethod
    def unless(cls, decision: Decision[Facts]) -> None:
        """Raise with every objection unless the policy agreed."""
        if not decision:
            raise cls(str(decision), objections=decision.objections)
