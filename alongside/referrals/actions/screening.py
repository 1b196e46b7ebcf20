"""Screening: sessions planned and held by one or two workers, each starting from the last (R 4)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from alongside.access.deciding import Action
from alongside.audit.trail import audited, record
from alongside.kernel.period import day_of, months_after
from alongside.kernel.rules import Refused
from alongside.nhsuk.words import day
from alongside.referrals.models import Referral, ScreeningPlan, ScreeningSession
from alongside.referrals.settled import settled
from alongside.staff.models import Worker

_MONTHS_AHEAD = 12


@dataclass(frozen=True)
class Meeting:
    """When and where somebody is met, and by whom: one worker or two."""

    at: datetime
    worker: Worker
    second_worker: Worker | None = None
    place: str = ""


@dataclass(frozen=True)
class Heard:
    """What was heard and seen in a session, in words; nothing here is a grade."""

    wants: str = ""
    good_at: str = ""
    needs: str = ""
    safety: str = ""
    support_now: str = ""


@audited
def plan_session(
    referral: Referral, *, meeting: Meeting, by: Worker, at: datetime
) -> ScreeningPlan:
    """Plan the next session, or plan it anew; the plans before stay in the record."""
    screened = _to_screen(referral, by)
    _two_are_two(meeting)
    _is_soon(meeting, at)
    plan = ScreeningPlan.objects.create(
        referral=screened,
        planned_for=meeting.at,
        place=meeting.place,
        worker=meeting.worker,
        second_worker=meeting.second_worker,
        planned_by=by,
        planned_at=at,
    )
    record(
        "screening.planned", on=plan, by=by, at=at, person_id=screened.person_id, when=meeting.at
    )
    return plan


@audited
def call_off_session(referral: Referral, *, why: str, by: Worker, at: datetime) -> ScreeningPlan:
    """Call off the session that is planned, saying why."""
    screened = _to_screen(referral, by)
    if not why.strip():
        raise Refused("Say why the session is called off.")
    plan = ScreeningPlan.objects.create(
        referral=screened, why=why.strip(), planned_by=by, planned_at=at
    )
    record("screening.called-off", on=plan, by=by, at=at, person_id=screened.person_id, why=why)
    return plan


@audited
def record_session(
    referral: Referral, *, meeting: Meeting, heard: Heard, is_last: bool, by: Worker, at: datetime
) -> ScreeningSession:
    """Write down a session that was held; the last one finishes the screening."""
    screened = _to_screen(referral, by)
    _two_are_two(meeting)
    if meeting.at > at:
        raise Refused("This session has not been held yet. Plan it, and write it down afterwards.")
    _is_since_the_referral(meeting, screened)
    if is_last and not _is_whole(screened, heard):
        raise Refused(
            "Before the screening is finished, write what the person wants and what they are "
            "good at. If they did not want to say, write that."
        )
    session = ScreeningSession.objects.create(
        referral=screened,
        held_at=meeting.at,
        worker=meeting.worker,
        second_worker=meeting.second_worker,
        is_last=is_last,
        written_by=by,
        written_at=at,
        **{name: words.strip() for name, words in asdict(heard).items()},
    )
    what = "screening.finished" if is_last else "screening.held"
    record(what, on=session, by=by, at=at, person_id=screened.person_id)
    return session


def _is_whole(screened: Referral, heard: Heard) -> bool:
    """Whether what they want and what they are good at was told, in this session or before."""
    before = screened.screenings
    wants = heard.wants.strip() or before.exclude(wants="").exists()
    good_at = heard.good_at.strip() or before.exclude(good_at="").exists()
    return bool(wants and good_at)


def _is_soon(meeting: Meeting, at: datetime) -> None:
    """Refuse a plan for a day that is over, or so far off that it can only be a slip."""
    if day_of(meeting.at) < day_of(at):
        raise Refused(
            f"The session is planned for {day(meeting.at)}, and that day is over. Today is "
            f"{day(at)}. Plan it for today or later, or write down the session that was held.",
            about="on",
        )
    last = months_after(day_of(at), _MONTHS_AHEAD)
    if day_of(meeting.at) > last:
        raise Refused(
            f"The session is planned for {day(meeting.at)}. Plan it for {day(last)} or earlier.",
            about="on",
        )


def _is_since_the_referral(meeting: Meeting, screened: Referral) -> None:
    received_at = screened.received_at or screened.begun_at
    if day_of(meeting.at) < day_of(received_at):
        raise Refused(
            f"The session of {day(meeting.at)} cannot be one of this referral, which was received "
            f"on {day(received_at)}. Change one of the two days.",
            about="on",
        )


def _two_are_two(meeting: Meeting) -> None:
    if meeting.second_worker == meeting.worker:
        raise Refused("Choose a second worker who is somebody else, or nobody.")


def _to_screen(referral: Referral, by: Worker) -> Referral:
    """Return a referral of a team in which the worker screens, locked; Refused when it is over."""
    screened = Referral.objects.select_for_update(of=("self",)).get(
        pk=referral.pk,
        to_team_id__in=by.actor.teams_where(Action.SCREEN),
        received_at__isnull=False,
    )
    if screened.withdrawn_at is not None:
        raise Refused("The referrer has withdrawn this referral.")
    if screened.returned_from is not None:
        raise Refused("They come back to us, so they need not be screened again.")
    if settled(screened).exists():
        raise Refused("This referral has been decided, so screening is over.")
    if ScreeningSession.objects.filter(referral=screened, is_last=True).exists():
        raise Refused("The screening is finished. What is new belongs in the decision.")
    return screened
