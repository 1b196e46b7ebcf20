from pathlib import Path

from alongside.policy import reference
from alongside.policy.catalogue import RULES
from alongside.policy.ladder import SHIPPED as LADDER
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


def test_every_page_is_listed() -> None:
    pages = reference.pages()
    assert all(f"({name})" in pages["README.md"] for name in pages if name != "README.md")
