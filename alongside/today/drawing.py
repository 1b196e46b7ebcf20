"""The rows of the board as HTML, each drawn once for as long as it says the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from django.template.loader import get_template
from markupsafe import Markup

from alongside.today.rows import Row

# A row is the same object for as long as it says the same (`rows.py`), and what was drawn goes when
# it goes. Who may see the row was asked before.
_DRAWN: WeakKeyDictionary[Row, dict[tuple[int, bool], Markup]] = WeakKeyDictionary()


def drawn(row: Row, team_id: int, may_meet: bool) -> Markup:
    """Return one person's row on the board of a team, with what the looker may do there."""
    ways = _DRAWN.setdefault(row, {})
    if (team_id, may_meet) not in ways:
        ways[team_id, may_meet] = _macro()(row, team_id, may_meet)
    return ways[team_id, may_meet]


@cache
def _macro() -> Callable[[Row, int, bool], Markup]:
    """Return the macro of the template, which is there once settings are."""
    template: Any = get_template("today/board_row.jinja")  # Django's shell around Jinja's own
    macro: Callable[[Row, int, bool], Markup] = template.template.module.board_row
    return macro
