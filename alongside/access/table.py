"""Writes docs/security/access.md from what decides: `python -m alongside.access.table`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from alongside.access.deciding import (
    ALLOWED,
    LONGEST_EMERGENCY,
    SEEN,
    SEEN_OF_THEMSELF,
    WHY_APART,
    Action,
    Kind,
    Role,
    Verdict,
)
from alongside.policy.reference.markdown import table

PAGE = Path(__file__).parents[2] / "docs" / "security" / "access.md"
COMMAND = "python -m alongside.access.table"


def page() -> str:
    """Return the page for people to read: who sees what, and who may do what."""
    headings = ("What", *Role)
    seen = table(headings, [(kind.value, *map(_sees(kind), Role)) for kind in Kind])
    done = table(headings, [(action.value, *map(_may(action), Role)) for action in Action])
    reasons = "\n".join(f"- {purpose.label}" for purpose in WHY_APART)
    themself = " and ".join(kind.value for kind in Kind if kind in SEEN_OF_THEMSELF)
    hours = LONGEST_EMERGENCY // timedelta(hours=1)
    return f"""# Who may see what, and who may do what

<!-- Written by `{COMMAND}`. Change what decides, not the page. -->

Only of people whom a team of theirs knows, and in that team: what stands nowhere is refused, and to
everybody else somebody who is known here and somebody who is not are the same page.

## What each role sees

{seen}

A practitioner of a partner agency has no role and is in no team. They see the minimum of those
who consent that this practitioner does, for as long as they do; their agency sees nobody.

Somebody in care who has a sign-in of their own sees of themself: {themself}. A carer who has one
sees what the person lets them be told, kind by kind, while that stands and the person is in our
care. Neither sees anything else, of anybody.

A reason is one of these, with a few words; it is kept with the name and the time:

{reasons}

Who knows somebody outside work sees nothing of them, whatever else they may do. Who opens a record
in an emergency has the last column, of that one person, for {hours} hours at most: a privacy
officer is told at once, and every page that they open is reviewed.

## What each role may do

{done}
"""


def _sees(kind: Kind) -> Callable[[Role], str]:
    return lambda role: SEEN[role].get(kind, Verdict.DENY).value


def _may(action: Action) -> Callable[[Role], str]:
    return lambda role: "yes" if action in ALLOWED[role] else "no"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name} is written\n")
