"""Where somebody turned who is unhappy, or wants somebody on their side: what waits for whom."""

from __future__ import annotations

from datetime import date

from alongside.policy.rights import rights_in
from alongside.policy.terms import Term
from alongside.policy.values import Nation, NotInForce, Value, in_force


class Way(Term):
    """Where somebody can turn. In Wales it is Llais that listens, and not PALS."""

    LISTENS = "listens", "PALS"
    ADVOCATE = "advocate", "An advocate"
    COMPLAINT = "complaint", "A complaint"

    def called(self, nation: Nation) -> str:
        """Return what it is called in a nation."""
        return rights_in(nation).listens.name if self is Way.LISTENS else self.label


class Happened(Term):
    """What happened about it, each with its day, who it was and in which words."""

    TOLD = "told", "They were told about it"
    ASKED = "asked", "They asked for it, or made it"
    HELPED = "helped", "They were helped"
    ANSWERED = "answered", "It was answered"
    DROPPED = "dropped", "They no longer want it"


# What somebody asked for waits until one of these has followed. A complaint waits for its answer,
# however many have helped with it.
_SETTLES = {
    Way.LISTENS: {Happened.HELPED, Happened.ANSWERED, Happened.DROPPED},
    Way.ADVOCATE: {Happened.HELPED, Happened.ANSWERED, Happened.DROPPED},
    Way.COMPLAINT: {Happened.ANSWERED, Happened.DROPPED},
}
# What can only be said of something that was asked for.
ABOUT_AN_ASKING = frozenset({Happened.ANSWERED, Happened.DROPPED})


def settles(way: Way, happened: Happened) -> bool:
    """Whether what somebody asked for waits no longer after this."""
    return happened in _SETTLES[way]


def answer_due(way: Way, *, nation: Nation, asked_on: date) -> tuple[date, Value] | None:
    """Return by when an answer is due and the rule that says so; None where no source fixes it."""
    try:
        rule = in_force(f"{way.value}.answered", nation=nation, on=asked_on)
    except NotInForce:
        return None
    return rule.after(asked_on), rule
