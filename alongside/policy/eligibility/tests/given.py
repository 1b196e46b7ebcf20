"""Any facts, any conditions, any packs: what hypothesis draws from."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from alongside.kernel.fact import NOT_KNOWN, Fact, Known
from alongside.kernel.rules import Mark, Source
from alongside.policy.eligibility import (
    VOCABULARY,
    Criterion,
    FactKind,
    Facts,
    FactType,
    FactValue,
    Kind,
    Pack,
    Spell,
    Supporting,
    asked,
)
from alongside.policy.eligibility.bounds import Bounds, Duration, Unit
from alongside.policy.eligibility.conditions import (
    AllOf,
    Among,
    AnyOf,
    Basis,
    Compared,
    Condition,
    Has,
    InArea,
    Is,
    Not,
    Recent,
    SomeOf,
)
from alongside.policy.eligibility.hospital_use import Care, Measure, Only, Used
from alongside.policy.eligibility.pack import NATIONS

days = st.dates(date(2020, 1, 1), date(2027, 12, 31))
truths = st.sampled_from([True, False, None])
areas = st.sampled_from(
    ["LS", "LS1", "LS12", "LS12 3", "LS12 3QE", "LE1", "CF", "ZZ99", "ZZ99 3VZ"]
)


@st.composite
def spells(draw: st.DrawFn) -> Spell:
    first = draw(days)
    length = draw(st.none() | st.integers(0, 900))
    last = None if length is None else first + timedelta(days=length)
    return Spell(first, last, detained=draw(truths), planned=draw(truths))


def values(kind: FactKind) -> st.SearchStrategy[Any]:
    choices = st.sampled_from(sorted(kind.choices) or ["-"])
    return {
        FactType.YES_NO: st.booleans(),
        FactType.NUMBER: st.integers(0, 30),
        FactType.CHOICE: choices,
        FactType.CHOICES: st.frozensets(choices, max_size=4),
        FactType.SPELLS: st.lists(spells(), max_size=4).map(tuple),
        FactType.DAY: st.dates(date(1930, 1, 1), date(2019, 12, 31)),
        FactType.AREA: areas,
    }[kind.type]


def told_facts(kind: FactKind) -> st.SearchStrategy[Fact[FactValue]]:
    known = st.builds(Known, values(kind), st.none() | days, st.sampled_from(["", "CMHT"]))
    return st.just(NOT_KNOWN) | known


facts = st.builds(
    Facts, days, st.fixed_dictionaries({}, optional={k.id: told_facts(k) for k in asked()})
)

durations = st.builds(Duration, st.integers(1, 30), st.sampled_from(Unit))


def bounds_of(amounts: st.SearchStrategy[Any]) -> st.SearchStrategy[Bounds]:
    maybe = st.none() | amounts
    return st.builds(Bounds, maybe, maybe, maybe, maybe).filter(lambda one: one.problem() is None)


numbers = bounds_of(st.integers(0, 30))
lengths = bounds_of(durations)
by_type = {
    kind: sorted(one.id for one in VOCABULARY.values() if one.type is kind) for kind in FactType
}


def words_of(fact: str) -> st.SearchStrategy[tuple[str, ...]]:
    words = st.sampled_from(sorted(VOCABULARY[fact].words))
    return st.lists(words, min_size=1, max_size=4, unique=True).map(tuple)


@st.composite
def uses(draw: st.DrawFn) -> Used:
    measure, care = draw(st.sampled_from(Measure)), draw(st.sampled_from(Care))
    amounts = numbers if measure is Measure.COUNT else lengths
    within = draw(st.none() | durations)
    begun = within is not None and measure is Measure.COUNT and draw(st.booleans())
    law = [Only.DETAINED, Only.INFORMAL] if care is Care.INPATIENT else []
    only = draw(st.sampled_from([(), *((one,) for one in [*law, Only.PLANNED, Only.UNPLANNED])]))
    return Used(measure, care, draw(st.none() | amounts), within, begun, only)


choice_ids = st.sampled_from(by_type[FactType.CHOICE])
set_ids = st.sampled_from(by_type[FactType.CHOICES])
leaves: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Is, st.sampled_from(by_type[FactType.YES_NO]), st.booleans()),
    choice_ids.flatmap(
        lambda fact: st.builds(Is, st.just(fact), st.sampled_from(sorted(VOCABULARY[fact].choices)))
    ),
    choice_ids.flatmap(lambda fact: st.builds(Among, st.just(fact), words_of(fact))),
    set_ids.flatmap(lambda fact: st.builds(Has, st.just(fact), words_of(fact), st.booleans())).map(
        lambda has: Has(has.fact, has.values, has.every or len(has.values) == 1)
    ),
    st.builds(Compared, st.sampled_from(by_type[FactType.NUMBER]), numbers),
    st.builds(Recent, st.sampled_from(by_type[FactType.DAY]), durations),
    st.builds(
        InArea,
        st.lists(areas, min_size=1, max_size=3, unique=True).map(tuple),
        st.sampled_from(Basis),
    ),
    uses(),
)


def groups(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        st.builds(AllOf, several),
        st.builds(AnyOf, several),
        st.builds(Not, inner),
        several.flatmap(
            lambda members: st.builds(
                SomeOf, st.just(members), st.none() | st.integers(1, len(members))
            )
        ),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(leaves, groups, max_leaves=6)

words = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40)
lines = st.lists(words, max_size=3).map("\n".join)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Any pack that an editor could make, its criteria in the order of a file."""
    kinds = draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=5))
    criteria = tuple(
        Criterion(
            f"c{number}",
            kind,
            draw(words),
            draw(words),
            draw(conditions),
            draw(st.booleans()),
            draw(st.sampled_from([None, Mark.SEEN, Mark.DERIVED])),
        )
        for number, kind in enumerate(sorted(kinds, key=list(Kind).index))
    )
    number = kinds.count(Kind.SUPPORTING)
    counted = [Supporting(minimum) for minimum in range(1, number + 1)]
    supporting = draw(st.sampled_from([Supporting(), Supporting(judged=True), *counted]))
    return Pack(
        id="drawn",
        title=draw(words),
        nation=draw(st.sampled_from(NATIONS)),
        version=draw(st.integers(1, 100)),
        in_force_from=draw(st.dates(date(1990, 1, 1), date(2100, 1, 1))),
        source=Source(draw(words), draw(st.just("") | words), Mark.SEEN, "https://example.org/a"),
        criteria=criteria,
        supporting=supporting if number else Supporting(),
        notes=draw(lines),
    )
