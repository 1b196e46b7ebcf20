"""What is known about one person on one day, in the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from alongside.kernel.fact import NOT_KNOWN, Fact, Known
from alongside.kernel.period import years_between
from alongside.policy.eligibility.kinds import FactValue, suggest
from alongside.policy.eligibility.vocabulary import VOCABULARY


@dataclass(frozen=True)
class Facts(Mapping[str, Fact[FactValue]]):
    """What is known about one person, and the day on which it is asked.

    Every fact of the vocabulary can be looked up; what nobody has told is NOT_KNOWN.
    """

    on: date
    told: Mapping[str, Fact[FactValue]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a fact that the vocabulary does not have, or a value of the wrong kind."""
        problems = [found for item in self.told.items() if (found := _problem(*item))]
        born = self.told.get("born_on", NOT_KNOWN)
        if isinstance(born, Known) and not problems and born.value > self.on:  # type: ignore[operator]  # its type was checked with it
            problems.append("The date of birth is after the day that is asked about.")
        if problems:
            raise ValueError(" ".join(problems))

    def __getitem__(self, fact_id: str) -> Fact[FactValue]:
        """Return the fact, worked out where it is derived, or NOT_KNOWN."""
        if fact_id == "age":
            return self._age()
        return self.told.get(fact_id, NOT_KNOWN)

    def __iter__(self) -> Iterator[str]:
        """Go through the facts that were told."""
        return iter(self.told)

    def __len__(self) -> int:
        """Return how many facts were told."""
        return len(self.told)

    def _age(self) -> Fact[FactValue]:
        born = self.told.get("born_on", NOT_KNOWN)
        if not isinstance(born, Known) or not isinstance(born.value, date):
            return NOT_KNOWN
        return Known(years_between(born.value, self.on), as_of=born.as_of, source=born.source)


def _problem(fact_id: str, fact: Fact[FactValue]) -> str | None:
    kind = VOCABULARY.get(fact_id)
    if kind is None:
        return f"There is no fact “{fact_id}”.{suggest(fact_id, VOCABULARY)}"
    if kind.derived_from:
        return f"“{kind.label}” is worked out from “{kind.derived_from}”; give that instead."
    return kind.problem_with(fact.value) if isinstance(fact, Known) else None
