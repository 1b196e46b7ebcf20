"""The oracle of random histories: who sees whom, as a few sets. It knows nothing of the program.

A new rule of access: say in `Oracle.sees` what it changes, and add to histories.py a step by which
it comes and one by which it ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

IN_THE_TEAM = {"worker", "care co-ordinator", "team manager", "administrator"}


@dataclass
class Post:
    """A role of somebody in a team, until a last day."""

    worker: str
    team: str
    role: str
    last: date | None = None


@dataclass
class Oracle:
    """Who sees whom, as a few sets. It knows nothing of the program."""

    now: datetime
    posts: list[Post] = field(default_factory=list)
    knows: dict[tuple[str, int], str] = field(default_factory=dict)  # team and person, and why
    connected: set[tuple[str, int]] = field(default_factory=set)
    emergencies: dict[tuple[str, int], datetime] = field(default_factory=dict)

    def sees(self, worker: str, person: int) -> bool:
        """Whether somebody sees a person now."""
        if (worker, person) in self.connected:
            return False
        if self.emergencies.get((worker, person), self.now) > self.now:
            return True
        return any((team, person) in self.knows for team in self.teams(worker))

    def teams(self, worker: str) -> set[str]:
        """Return the teams whose people somebody may see today."""
        return {
            post.team
            for post in self.posts
            if post.worker == worker
            and post.role in IN_THE_TEAM
            and (post.last is None or self.now.date() <= post.last)
        }

    def is_in(self, worker: str, team: str) -> bool:
        """Whether somebody has any role in a team that is not over."""
        return any(
            post.worker == worker and post.team == team
            for post in self.posts
            if not self._over(post)
        )

    def _over(self, post: Post) -> bool:
        return post.last is not None and post.last < self.now.date()
