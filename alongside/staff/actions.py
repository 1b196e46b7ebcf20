"""Changes to who works where, and when they are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from alongside.access.actions import give_first_password, open_account
from alongside.access.actions import take_second_step as take_away
from alongside.access.deciding import Action, Role
from alongside.access.models import Account
from alongside.audit.trail import audited, record
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.staff.models import Absence, Membership, Service, Team, Worker, WorkingDay

AN_HOUR_OR_TWO = Decimal("0.05")  # of a week: the least that a post can be
NOT_YOURS = "Only a team manager or an administrator of this team can change who works in it."
# A manager opens what is kept apart for a reason, an administrator never does.
NOT_YOUR_REVIEWER = (
    "Only an administrator of this team decides on its privacy officer: nobody whose own reasons"
    " are reviewed chooses who reviews them."
)


@dataclass(frozen=True)
class About:
    """What is known of a worker beside their name: what a person may wish for, and skills."""

    name: str
    profession: str
    gender: str = ""
    languages: Sequence[str] = field(default_factory=tuple)
    cultures: Sequence[str] = field(default_factory=tuple)
    skills: Sequence[str] = field(default_factory=tuple)
    band: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Post:
    """The role that somebody has in a team, for which part of a whole week, from which day."""

    role: Role
    whole_time: Decimal
    began_on: date


@audited
def open_team(
    service: Service,
    *,
    name: str,
    kind: str,
    by: Worker,
    at: datetime,
    parent: Team | None = None,
    places: int | None = None,
    address: str = "",
    phone: str = "",
) -> Team:
    """Open a team of a service: on its own, or as workers inside another team.

    Whoever opens it administers it, so that somebody can welcome the others.
    """
    team = Team.objects.create(
        service=service,
        parent=parent,
        name=name,
        kind=kind,
        places=places,
        address=address,
        phone=phone,
    )
    Membership.objects.create(
        worker=by,
        team=team,
        role=Role.ADMINISTRATOR,
        whole_time=AN_HOUR_OR_TWO,
        began_on=day_of(at),
    )
    record("team.opened", on=team, by=by, at=at, name=name, kind=kind)
    return team


@audited
def welcome(
    team: Team, *, about: About, post: Post, email: str, by: Worker, at: datetime
) -> tuple[Worker, str]:
    """Welcome somebody to a team; returns them, and the first password, which is shown once."""
    _may_manage(by, team, post.role)
    account, password = open_account(email, by=by, at=at)
    worker = Worker.objects.create(account=account, **_fields(about))
    _join(worker, team, post)
    record("worker.welcomed", on=worker, by=by, at=at, team=team.name, role=post.role)
    return worker, password


@audited
def renew_password(worker: Worker, *, team: Team, by: Worker, at: datetime) -> str:
    """Give somebody who forgot their password a first one again; returns it, shown once."""
    own = "Change your own password on its page: your name above leads there."
    account = _theirs(worker, team, own=own, by=by, at=at)
    password = give_first_password(account, by=by, at=at)
    record("worker.password-renewed", on=worker, by=by, at=at, team=team.name)
    return password


@audited
def take_second_step(worker: Worker, *, team: Team, by: Worker, at: datetime) -> None:
    """Take the second step of somebody away who lost it; they set it up anew when they sign in."""
    own = "Nobody takes their own second step away. Ask a colleague who manages staff here."
    account = _theirs(worker, team, own=own, by=by, at=at)
    take_away(account, by=by, at=at)
    record("worker.second-step-taken", on=worker, by=by, at=at, team=team.name)


@audited
def describe(worker: Worker, *, about: About, team: Team, by: Worker, at: datetime) -> Worker:
    """Change what is known of a worker of one's team."""
    _may_manage(by, team)
    for name, value in _fields(about).items():
        setattr(worker, name, value)
    worker.save(update_fields=list(_fields(about)))
    record("worker.described", on=worker, by=by, at=at, name=worker.name)
    return worker


@audited
def join(worker: Worker, *, team: Team, post: Post, by: Worker, at: datetime) -> Membership:
    """Give a worker a role in a team from a day on; nobody gives themself one."""
    _may_manage(by, team, post.role)
    if worker.pk == by.pk:  # a role opens records: two people know of it
        raise Refused("Nobody gives themself a role. Ask somebody else who manages staff here.")
    membership = _join(worker, team, post)
    record("worker.joined", on=membership, by=by, at=at, team=team.name, role=post.role)
    return membership


@audited
def leave(membership: Membership, *, ended_on: date, by: Worker, at: datetime) -> Membership:
    """End a worker's role in a team after a last day."""
    _may_manage(by, membership.team, Role(membership.role))
    if ended_on < membership.began_on:
        raise Refused("The last day cannot be before the first day in the team.")
    membership.ended_on = ended_on
    membership.save(update_fields=["ended_on"])
    record("worker.left", on=membership, by=by, at=at, ended_on=ended_on)
    return membership


@audited
def set_hours(
    worker: Worker,
    *,
    hours: Sequence[tuple[int, time, time]],
    team: Team,
    by: Worker,
    at: datetime,
) -> None:
    """Set the hours that a worker works on each day of the week, 0 being Monday."""
    _may_manage(by, team)
    WorkingDay.objects.filter(worker=worker).delete()
    WorkingDay.objects.bulk_create(
        [
            WorkingDay(worker=worker, weekday=weekday, starts=starts, ends=ends)
            for weekday, starts, ends in hours
        ]
    )
    record("worker.hours-set", on=worker, by=by, at=at, days=len(hours))


@audited
def note_absence(
    worker: Worker,
    *,
    why: str,
    began_on: date,
    ended_on: date | None,
    by: Worker,
    at: datetime,
) -> Absence:
    """Note that a worker is away, from a first to a last day, or until further notice."""
    if ended_on is not None and ended_on < began_on:
        raise Refused("The last day away cannot be before the first day.")
    absence = Absence.objects.create(worker=worker, why=why, began_on=began_on, ended_on=ended_on)
    record("worker.away", on=absence, by=by, at=at, began_on=began_on, ended_on=ended_on)
    return absence


@audited
def come_back(absence: Absence, *, back_on: date, by: Worker, at: datetime) -> Absence:
    """End an absence on the day before somebody came back; not at all if it had not begun."""
    absence.ended_on = max(absence.began_on, back_on - timedelta(days=1))
    absence.save(update_fields=["ended_on"])
    record("worker.back", on=absence, by=by, at=at, back_on=back_on)
    return absence


def _join(worker: Worker, team: Team, post: Post) -> Membership:
    held = Membership.objects.filter(worker=worker, team=team, role=post.role)
    if held.in_force(post.began_on).exists():
        raise Refused(f"{worker.name} is {post.role.value} in {team.name} already.")
    return Membership.objects.create(
        worker=worker,
        team=team,
        role=post.role,
        whole_time=post.whole_time,
        began_on=post.began_on,
    )


def _may_manage(by: Worker, team: Team, role: Role | None = None) -> None:
    if not by.may(Action.MANAGE_STAFF, team_id=team.pk):
        raise Refused(NOT_YOURS)
    if role is Role.PRIVACY_OFFICER and Role.ADMINISTRATOR not in by.roles.get(team.pk, ()):
        raise Refused(NOT_YOUR_REVIEWER)


def _theirs(worker: Worker, team: Team, *, own: str, by: Worker, at: datetime) -> Account:
    """Return the account of a worker that somebody may renew, or raise Refused with why not."""
    _may_manage(by, team)
    if worker.pk == by.pk:
        raise Refused(own)
    if worker.account is None:
        raise Refused(f"{worker.name} has no account to sign in with.")
    works_in = worker.memberships.in_force_or_later(day_of(at))
    for membership in works_in.filter(role=Role.PRIVACY_OFFICER).select_related("team"):
        _may_manage(by, membership.team, Role.PRIVACY_OFFICER)
    if not works_in.filter(team=team).exists():
        raise Refused(f"{worker.name} does not work in {team.name}.")
    # Whoever renews it could sign in as them, and see whom those other teams know.
    if works_in.exclude(team__in=by.actor.teams_where(Action.MANAGE_STAFF)).exists():
        raise Refused(
            f"{worker.name} works in a team that you do not manage, too. Somebody who manages all"
            " of their teams can do this, or whoever runs the program."
        )
    return worker.account


def _fields(about: About) -> dict[str, object]:
    return {
        "name": about.name,
        "profession": about.profession,
        "gender": about.gender,
        "languages": list(about.languages),
        "cultures": list(about.cultures),
        "skills": list(about.skills),
        "band": about.band,
        "phone": about.phone,
    }
