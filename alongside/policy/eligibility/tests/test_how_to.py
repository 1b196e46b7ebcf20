"""The page that teaches how to write criteria is true."""

import re
import tomllib
from pathlib import Path

import pytest

from alongside.policy.eligibility import pack_from_toml, pack_to_toml
from alongside.policy.eligibility.tests.telling import condition
from alongside.policy.eligibility.writing import condition_as_data

PAGE = (Path(__file__).parents[4] / "docs/how-to/write-criteria.md").read_text(encoding="utf-8")
EXAMPLES = [one for one in re.findall(r"^\| `(\{ .*? \})`", PAGE, re.MULTILINE) if "…" not in one]


def test_its_pack_is_a_pack_as_the_editor_writes_it() -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert pack_to_toml(pack_from_toml(text, "page.toml")) == text


@pytest.mark.parametrize("example", EXAMPLES)
def test_its_conditions_are_conditions(example: str) -> None:
    data = tomllib.loads(f"when = {example}")["when"]
    assert condition_as_data(condition(**data)) == data


def test_it_shows_every_kind_of_condition() -> None:
    assert len(EXAMPLES) == 11
