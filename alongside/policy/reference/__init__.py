"""Writes docs/policy from the rules: `python -m alongside.policy.reference`, `--check` to compare.

The pages say what the program does because they are made of what the program runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from alongside.policy.reference import chapters, criteria, reads

FOLDER = Path(__file__).parents[3] / "docs" / "policy"
COMMAND = "python -m alongside.policy.reference"

CHAPTERS: dict[str, tuple[str, Callable[[], str]]] = {
    "eligibility.md": ("Who may have assertive outreach", criteria.eligibility_chapter),
    "discharge.md": ("When care may end", chapters.discharge_chapter),
    "ladder.md": ("After a missed contact", chapters.ladder_chapter),
    "zones.md": ("Zones", chapters.zones_chapter),
    "allocation.md": ("Care co-ordinators, caseloads and waiting", chapters.allocation_chapter),
    "frameworks.md": ("Frameworks of care", chapters.frameworks_chapter),
    "standards.md": ("Standards of the service", chapters.standards_chapter),
    "contacts.md": ("What a contact is", chapters.contacts_chapter),
    "reads.md": ("What explains that a record was read", reads.reads_chapter),
    "values.md": ("Numbers and wordings", chapters.values_chapter),
    "sources.md": ("Where the rules come from", chapters.sources_chapter),
}


def pages() -> dict[str, str]:
    """Return every page of the reference by its file name."""
    made = {name: _page(title, content()) for name, (title, content) in CHAPTERS.items()}
    listed = "\n".join(f"- [{title}]({name})" for name, (title, _) in CHAPTERS.items())
    return {"README.md": _page("The rules that the program runs", listed), **made}


def _page(title: str, content: str) -> str:
    origin = f"<!-- Written by `{COMMAND}`. Change the rule, not the page. -->"
    return f"# {title}\n\n{origin}\n\n{content}\n"


def stale(folder: Path = FOLDER) -> list[str]:
    """Return the names of pages that no longer say what the rules say, or should not be there."""
    now = pages()
    there = {path.name for path in folder.glob("*.md")}
    old = {name for name in there & now.keys() if (folder / name).read_text("utf-8") != now[name]}
    return sorted(old | (there ^ now.keys()))


def write(folder: Path = FOLDER) -> None:
    """Write every page, and remove those that no rule makes any more."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        path.unlink()
    for name, content in pages().items():
        (folder / name).write_text(content, "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with --check say which are stale."""
    if "--check" not in arguments:
        write()
        return 0
    old = stale()
    if old:
        sys.stderr.write(f"docs/policy is stale ({', '.join(old)}): run {COMMAND}\n")
    return 1 if old else 0
