"""The rows of the board as HTML, each drawn once for as long as it says the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from django.template.loader import get_template
from markupsafe import Markup

from alongside.today.board import Row


# A team opens its board dozens of times in a morning, and between two looks few rows change. The
# key is all that a row shows, so that what is kept here cannot be out of date; who may see the row
# was asked before. Of 4,096 rows a process keeps about 10 MB.
@lru_cache(maxsize=4096)
def drawn(row: Row, team_id: int, may_meet: bool) -> Markup:
    """Return one person's row on the board of a team, with what the looker may do there."""
    return _macro()(row, team_id, may_meet)


@cache
def _macro() -> Callable[[Row, int, bool], Markup]:
    """Return the macro of the template, which is there once settings are."""
    template: Any = get_template("today/board_row.jinja")  # Django's shell around Jinja's own
    macro: Callable[[Row, int, bool], Markup] = template.template.module.board_row
    return macro
