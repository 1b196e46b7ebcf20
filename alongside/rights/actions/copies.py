"""Keeping that a copy was asked for, what was weighed, what was made, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alongside.audit.trail import audited, record
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.people.models import Person
from alongside.policy.copies import (
    HEALTH_PROFESSIONALS,
    AskedAs,
    AskedHow,
    Came,
    Given,
    Harm,
    LeftOut,
    last_day_to_say_longer,
)
from alongside.policy.values import Nation
from alongside.rights.models import (
    CopyAnswer,
    CopyExtension,
    CopyMade,
    CopyRequest,
    HarmOpinion,
    Passage,
)
from alongside.rights.whole.packing import Packed
from alongside.staff.models import Worker


@dataclass(frozen=True)
class Asked:
    """Who asked for a copy, by what authority, in which way, on which day, in which words."""

    asked_by: str
    asked_as: AskedAs
    asked_how: AskedHow
    asked_on: date
    authority: str = ""
    words: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of it: for what was given how and to whom, else the reason."""

    came: Came
    on: date
    given_how: Given | None = None
    given_to: str = ""
    words: str = ""


@audited
def ask_for_copy(person: Person, *, asked: Asked, by: Worker, at: datetime) -> CopyRequest:
    """Keep that somebody asked for a copy. From that day the month counts."""
    if asked.asked_as is not AskedAs.THEMSELF and not asked.authority:
        said = "Say how you know that they may ask: what they showed you, or who signed it"
        raise Refused(said, about="authority")
    request = CopyRequest.objects.create(person=person, **vars(asked), by=by, at=at)
    record("copy.asked-for", on=request, by=by, at=at, asked_as=asked.asked_as)
    return request


@audited
def say_longer(
    request: CopyRequest, *, because: str, told_on: date, nation: Nation, by: Worker, at: datetime
) -> CopyExtension:
    """Keep that they were told, within the first month, that it takes longer, and why."""
    _waits(request)
    last = last_day_to_say_longer(request.asked_on, nation=nation)
    if told_on > last:
        said = f"They had to be told by {last:%-d %B %Y}. The first month is over"
        raise Refused(said, about="told_on")
    if told_on < request.asked_on:
        raise Refused("This is before the day on which they asked", about="told_on")
    longer, made = CopyExtension.objects.get_or_create(
        request=request,
        defaults={
            "person_id": request.person_id, "because": because, "told_on": told_on, "by": by,
            "at": at,
        },
    )  # fmt: skip
    if not made:
        raise Refused("They were told before that it takes longer.", about="because")
    record("copy.takes-longer", on=longer, by=by, at=at)
    return longer


@audited
def hold(
    request: CopyRequest, *, holds: Harm, because: str, by: Worker, at: datetime
) -> HarmOpinion:
    """Keep what a health professional holds about serious harm; the newest stands."""
    _waits(request)
    if by.profession not in set(HEALTH_PROFESSIONALS):
        raise Refused("Only a health professional can hold this: a doctor, a nurse, a therapist")
    opinion = HarmOpinion.objects.create(
        request=request, person_id=request.person_id, holds=holds, because=because,
        profession=by.profession, by=by, at=at,
    )  # fmt: skip
    record("copy.opinion", on=opinion, by=by, at=at, holds=holds)
    return opinion


@audited
def read_through(
    request: CopyRequest, *, decided: Mapping[str, LeftOut | None], by: Worker, at: datetime
) -> None:
    """Keep of each passage that somebody read whether it is given or left out, and why."""
    _waits(request)
    Passage.objects.bulk_create(
        Passage(
            request=request, person_id=request.person_id, place=place, left_out=why or "", by=by,
            at=at,
        )
        for place, why in decided.items()
    )  # fmt: skip
    left_out = sum(why is not None for why in decided.values())
    record("copy.read-through", on=request, by=by, at=at, read=len(decided), left_out=left_out)


@audited
def keep_made(request: CopyRequest, packed: Packed, *, by: Worker, at: datetime) -> CopyMade:
    """Keep the digest of a copy that is taken away, and what stood in it. Not the copy.

    The database refuses it while no health professional holds that it may be given.
    """
    _waits(request)
    _refuse_unless_held(request)
    made = CopyMade.objects.create(
        request=request, person_id=request.person_id, sha256=packed.sha256,
        size=len(packed.content), holds=packed.holds, by=by, at=at,
    )  # fmt: skip
    record("copy.made", on=made, by=by, at=at, sha256=packed.sha256)
    return made


@audited
def answer_request(
    request: CopyRequest, *, outcome: Outcome, made: CopyMade | None, by: Worker, at: datetime
) -> CopyAnswer:
    """Keep what came of a request: given on a day, how and to whom; or not, and why."""
    _waits(request)
    is_given = outcome.came is Came.RELEASED
    if is_given and made is None:
        raise Refused("Make the copy first, and take it away", about="came")
    if is_given and made:
        _refuse_unless_held(request, made)
    if outcome.on < (day_of(made.at) if is_given and made else request.asked_on):
        before = "the copy was made" if is_given else "they asked"
        raise Refused(f"This is before the day on which {before}", about="on")
    answer = CopyAnswer.objects.create(
        request=request, person_id=request.person_id, came=outcome.came,
        copy=made if is_given else None, on_day=outcome.on,
        given_how=(outcome.given_how or "") if is_given else "",
        given_to=outcome.given_to if is_given else "", words=outcome.words, by=by, at=at,
    )  # fmt: skip
    record("copy.answered", on=answer, by=by, at=at, came=outcome.came)
    return answer


def _refuse_unless_held(request: CopyRequest, made: CopyMade | None = None) -> None:
    """Say what is missing before a copy is made or given. The database holds the same."""
    opinion = HarmOpinion.objects.filter(request=request).order_by("-at", "-pk").first()
    if opinion is None:
        raise Refused("A health professional has to say first whether reading it does harm.")
    if opinion.holds == Harm.ALL:
        raise Refused(f"{opinion.by.name} holds that it may not be given.")
    newest = Passage.objects.filter(request=request).order_by("place", "-at", "-pk")
    left_out = [each for each in newest.distinct("place") if each.left_out]
    if opinion.holds == Harm.PARTS and all(each.left_out != LeftOut.HARM for each in left_out):
        raise Refused(f"{opinion.by.name} holds that parts may not be given. Leave them out first.")
    if made and (opinion.at > made.at or any(each.at > made.at for each in left_out)):
        raise Refused("What stands about this request is newer than the copy. Make it again.")


def _waits(request: CopyRequest) -> None:
    """Hold the record while a request that waits is answered, or say that it does not any more."""
    Person.objects.select_for_update().get(pk=request.person_id)
    if CopyAnswer.objects.filter(request=request).exists():
        raise Refused("Somebody has written down before what came of this request.")
