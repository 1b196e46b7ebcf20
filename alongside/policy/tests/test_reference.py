from pathlib import Path
from typing import Any

import pytest

from alongside.policy import reference
from alongside.policy.catalogue import RULES
from alongside.policy.eligibility import shipped_packs
from alongside.policy.ladder import SHIPPED as LADDER
from alongside.policy.reference.criteria import in_words
from alongside.policy.standards import STANDARDS
from alongside.policy.values import SHIPPED as VALUES


def test_the_committed_pages_say_what_the_rules_say() -> None:
    assert reference.stale() == [], f"run {reference.COMMAND}"


def test_every_rule_value_rung_and_standard_is_on_a_page() -> None:
    told = "\n".join(reference.pages().values())
    ids = [r.id for r in RULES] + [v.id for v in VALUES] + [s.id for s in LADDER.steps]
    for each in [*ids, *STANDARDS]:
        assert f"`{each}`" in told, each


def test_a_changed_a_missing_and_a_left_over_page_are_stale(tmp_path: Path) -> None:
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []
    (tmp_path / "ladder.md").write_text("After three letters, discharge.", "utf-8")
    (tmp_path / "zones.md").unlink()
    (tmp_path / "old.md").write_text("An old rule.", "utf-8")
    assert reference.stale(tmp_path) == ["ladder.md", "old.md", "zones.md"]
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []


def test_what_is_recalled_or_derived_says_so_on_its_page() -> None:
    pages = reference.pages()
    assert "(recalled, to be checked)" in pages["frameworks.md"]
    assert "derived: between daily and weekly, local" in pages["values.md"]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"fact": "homeless", "is": "yes"}, "Homeless"),
        ({"fact": "homeless", "is": "no"}, "Homeless: is no"),
        ({"fact": "age", "at_least": 18, "at_most": 65}, "Age in years: at least 18, at most 65"),
        (
            {"count": "inpatient", "more_than": 2, "begun_within": "24 months"},
            "count inpatient, more than 2, begun within 24 months",
        ),
        (
            {
                "all": [
                    {"fact": "drug_use", "is": "yes"},
                    {"any": [{"fact": "homeless", "is": "yes"}, {"fact": "age", "at_least": 25}]},
                ]
            },
            "Uses drugs and (Homeless or Age in years: at least 25)",
        ),
        (
            {"at_least": 1, "of": [{"not": {"fact": "homeless", "is": "yes"}}]},
            "at least 1 of: (not (Homeless))",
        ),
    ],
)
def test_a_criterion_is_told_in_words(condition: dict[str, Any], said: str) -> None:
    assert in_words(condition) == said


def test_every_criterion_of_every_shipped_pack_is_told() -> None:
    told = reference.pages()["eligibility.md"]
    for pack in shipped_packs():
        for criterion in pack.criteria:
            assert f"| `{criterion.id}` |" in told
            assert criterion.says in told


def test_every_page_is_listed() -> None:
    pages = reference.pages()
    assert all(f"({name})" in pages["README.md"] for name in pages if name != "README.md")
