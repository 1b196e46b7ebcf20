"""What explains that a worker read somebody's record. What nothing explains, people look into."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.kernel.rules import Source
from alongside.policy.sources import RDASH_CONFIDENTIALITY_AUDIT, derived

LOOKED_BACK = 28  # days that a privacy officer sees at once: a month of weekly reviews
_FORTNIGHT = 14  # what is prepared and written up, and one week's leave, lie well within it
_THAT_DAY = 0  # what explains one day and no other
LONGEST_MEETING = 2  # hours; one that nobody ended is ended when the next begins


@dataclass(frozen=True)
class Explanation:
    """Something in the record that explains why one worker read about one person on a day."""

    id: str  # as the function of the database calls it
    sentence: str
    missing: str  # that it was looked for and not found
    reach: int  # days before and after, or hours
    source: Source
    in_hours: bool = False

    @property
    def when(self) -> str:
        """When it explains, as people read it."""
        if self.in_hours:
            return "within an hour" if self.reach == 1 else f"within {self.reach} hours"
        return f"within {self.reach} days before or after" if self.reach else "on that day"


_RELATIONSHIP = RDASH_CONFIDENTIALITY_AUDIT
_PREPARED = derived("a visit is prepared and written up, and what somebody did comes back to them")
_TALKED = derived(
    "whoever hears of somebody at the meeting looks them up then; it passes everybody each day, so"
    " to be there explains no evening, and what it decides is somebody's task"
)

EXPLANATIONS: tuple[Explanation, ...] = (
    Explanation(
        "coordinates",
        "They are the person's care co-ordinator, take that over, or have just handed it on.",
        "They were not the care co-ordinator",
        _FORTNIGHT,
        _RELATIONSHIP,
    ),
    Explanation(
        "visit",
        "A visit, a joint visit or a screening by them was planned, also one that was called off.",
        "No visit or screening by them was planned",
        _FORTNIGHT,
        _PREPARED,
    ),
    Explanation(
        "contact",
        "They met the person or tried to, alone or as the second worker.",
        "They recorded no contact or screening, and none was recorded with them",
        _FORTNIGHT,
        _PREPARED,
    ),
    Explanation(
        "holds",
        "A task, a step after a missed contact or a zone is theirs, from when it became so.",
        "No task, step after a missed contact or zone was theirs",
        _FORTNIGHT,
        _PREPARED,
    ),
    Explanation(
        "review",
        "They plan or hold a review of the person's care.",
        "They planned and held no review",
        _FORTNIGHT,
        _PREPARED,
    ),
    Explanation(
        "referral",
        "They asked, answered or decided something about the person's referral.",
        "They asked and decided nothing about a referral",
        _FORTNIGHT,
        _PREPARED,
    ),
    Explanation(
        "letter",
        "They made a letter or another paper about the person.",
        "They made no letter or other paper",
        _FORTNIGHT,
        _PREPARED,
    ),
    Explanation(
        "wrote",
        "They did something else for the person that stands in the trail: a plan, a transfer, a"
        " consent, a request, a stay in hospital, a return.",
        "They wrote nothing else in the record",
        _FORTNIGHT,
        _PREPARED,
    ),
    Explanation(
        "meeting",
        "They were at a meeting of the team that talked about the person, and opened all that they"
        " opened of the record that day from an hour before it until an hour after.",
        "At no meeting that talked about the person, or opened at another time too",
        1,
        _TALKED,
        in_hours=True,
    ),
    Explanation(
        "handover",
        "A handover about the person stood in a team of theirs, and they worked.",
        "No handover stood for them, or they did not work",
        _THAT_DAY,
        derived("a handover is for whoever is on duty next, until it expires"),
    ),
)

# The first words of the trail that are work for a person, and those that are not. To say that one
# knows somebody outside work explains no read, nor does opening a record in an emergency: that
# stands in the other queue. Whoever keeps the minutes of a meeting passes everybody: it explains
# that hour, as for all who were there, and no fortnight. A test asks of a new word which it is.
WORK = (
    "care", "consent", "contact", "coordinator", "copy", "decision", "document", "episode",
    "handover", "information", "joint", "ladder", "own-sign-in", "person", "plan", "question",
    "record", "recourse", "referral", "restricted", "review", "screening", "spell", "statement",
    "task", "transfer", "visit", "visits", "waiting", "wishes", "zone",
)  # fmt: skip
NO_WORK = (
    "account", "agency", "breach", "connection", "criteria", "emergency", "key", "learning",
    "meeting", "policy", "practitioner", "protocol", "reason", "referral-file", "relationship",
    "service", "team", "worker",
)  # fmt: skip
