"""The chapter on what explains that somebody's record was read."""

from __future__ import annotations

from alongside.policy.reads import EXPLANATIONS, LOOKED_BACK
from alongside.policy.reference.markdown import cited, table

QUEUE = (
    "A whole team may see everybody whom it knows, so opening a record is allowed; the question is"
    " whether anything in the record explains it. A privacy officer is shown what nothing explains:"
    " one worker, one record, one day, with the pages, and nobody's name. There is no score and no"
    " order but the newest first. What is explained later, as by a contact that is written up the"
    f" next day, leaves by itself. The last {LOOKED_BACK} days are looked at."
)
LISTS = (
    "A page that shows one person is asked about. A list, a board or a search shows many, and is a"
    " team's day: it is explained when its reader worked that day, by the hours that are kept of"
    " them and no absence, or because they were at a meeting or wrote something. Whose hours nobody"
    " keeps is taken to have worked."
)
BESIDE = (
    "What is opened for a reason, and all that is opened in an emergency, stands in the queue of"
    " reasons. What a practitioner of a partner sees is what the person consents to. The page of a"
    " referral that nobody has joined to a record is about nobody whom the team knows yet, and is"
    " not asked about. To be the manager or the administrator of a team explains nothing by itself."
)


def reads_chapter() -> str:
    """Return the chapter on what explains that somebody's record was read."""
    rows = [(f"`{e.id}`", e.sentence, e.when, cited(e.source)) for e in EXPLANATIONS]
    return "\n\n".join(
        [
            QUEUE,
            "## What explains a read",
            table(["Explanation", "Sentence", "Explains reads", "Source"], rows),
            "## Lists and boards",
            LISTS,
            "## What is not asked about here",
            BESIDE,
        ]
    )
