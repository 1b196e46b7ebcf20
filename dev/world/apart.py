"""What the demo keeps apart, and who may be told: written by the program, which can encipher it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle

from django.db import transaction

from alongside.access import context
from alongside.access.actions import OpenedFor, log_opening
from alongside.access.deciding import Kind, Purpose, Role
from alongside.access.models import Account
from alongside.caseload.models import CareCoordination
from alongside.kernel.period import day_of, start_of
from alongside.people import actions as people
from alongside.policy.consent import Answer, Asked, How
from alongside.sharing import actions as sharing
from alongside.staff.models import Membership, Team, Worker
from dev.world.signins import PASSWORD
from dev.world.staffing import NAMED

EVERY_RESTRICTED, EVERY_SAID, EVERY_ASKED = 8, 12, 3  # one in so many people in care
_RESTRICTED = (
    {"entry_code": "C2580X, behind the gas meter"},
    {"entry_code": "4471, then the green button"},
    {"safe_address": "With her aunt in Otley, on most nights since October"},
    {"entry_code": "C1906, left of the back door", "safe_contact": "Through the day centre only"},
    {"safe_contact": "Text on Tuesdays before ten: nobody else reads the phone then"},
)
_SAID = (
    ("His sister", "He sold the bike to pay somebody. Do not tell him that I said so."),
    ("Her mother", "She has stopped the tablets again. She would never forgive me for telling."),
    ("A neighbour", "There was shouting on Sunday night, and the man was back."),
    ("His brother", "He lent money that was not his. He must not know that we know."),
)


_WHY = (
    (Kind.RESTRICTED, Purpose.VISIT, "Tenth floor, and the entry phone is broken"),
    (Kind.THIRD_PARTY, Purpose.UPKEEP, "Before the review on Thursday, with the doctor"),
    (Kind.RESTRICTED, Purpose.DANGER, "The neighbour rang: the gas may be on"),
    (Kind.THIRD_PARTY, Purpose.DANGER, "Looked again after what was said at the door"),
    (Kind.RESTRICTED, Purpose.REQUEST, "Asked that the district nurse has it"),
)
_YES, _LISTEN, _NO = Answer.YES, Answer.LISTEN, Answer.NO
_ASKED = (
    ("Sister", "family", {Asked.IN_CARE: _YES, Asked.CRISIS: _YES, Asked.MEDICATION: _LISTEN}),
    ("Mother", "family", {Asked.IN_CARE: _YES, Asked.HOW_THEY_ARE: _YES, Asked.PLAN: _YES}),
    ("Brother", "family", {Asked.IN_CARE: _YES, Asked.HOW_THEY_ARE: _LISTEN, Asked.WHERE: _NO}),
    ("Housing officer", "practitioner", {Asked.IN_CARE: _YES, Asked.CRISIS: _NO}),
    ("Former partner", "other", {Asked.IN_CARE: _NO, Asked.WHERE: _NO}),
)


def keep_apart(*, at: datetime) -> int:
    """Write what is kept apart of some people of each team, and whom they let be told; count it."""
    restricted, said, asked = cycle(_RESTRICTED), cycle(_SAID), cycle(_ASKED)
    kept = 0
    for team in Team.objects.order_by("pk"):
        with transaction.atomic():
            for each in _in_care(team)[::EVERY_RESTRICTED]:
                by = _asking(each.worker, team)
                when = at - timedelta(days=30 + kept)
                people.write_restricted(
                    each.person, texts=next(restricted), seen={}, by=by, at=when
                )
                kept += 1
            for each in _in_care(team)[1::EVERY_SAID]:
                by, when, (who, words) = _asking(each.worker, team), _ago(at, kept), next(said)
                sharing.keep_statement(
                    each.person, said_by=who, said=words, told_on=day_of(when), by=by, at=when
                )
                kept += 1
            for each in _in_care(team)[::EVERY_ASKED]:
                by, when, (name, as_what, answers) = (
                    _asking(each.worker, team), _ago(at, kept), next(asked),
                )  # fmt: skip
                day, how = day_of(when), How.WRITTEN if kept % 3 else How.VERBAL
                answered = sharing.Said(answers, how, day, day + timedelta(days=182))
                sharing.name_recipient(
                    each.person, name=name, as_what=as_what, said=answered, by=by, at=when
                )
                kept += 1
    return kept + _opened_and_reviewed(at)


def _opened_and_reviewed(at: datetime) -> int:
    """Let workers of the named team open what is kept apart, and make who reviews why; count it."""
    team = Team.objects.get(memberships__worker__name=" ".join(NAMED["Leeds", "manager"][:2]))
    with transaction.atomic():
        for number, (each, why) in enumerate(zip(_in_care(team), _WHY, strict=False)):
            when = at - timedelta(days=2 * number, hours=3)
            by = _asking(each.worker, team)
            log_opening([each.person_id], page="", by=by, at=when, why=OpenedFor(*why))
    _opened_unexplained(team, at)
    given, family, gender = NAMED["Leeds", "privacy officer"]
    with transaction.atomic():
        context.enter(worker_id=context.NOBODY, team_ids=[])
        account = Account.objects.create_user(f"{given}@alongside.example", password=PASSWORD)
        officer = Worker.objects.create(
            account=account, name=f"{given} {family}", profession="administrator", gender=gender
        )
        Membership.objects.create(
            worker=officer, team=team, role=Role.PRIVACY_OFFICER, began_on=day_of(at)
        )
    return len(_WHY)


def _opened_unexplained(team: Team, at: datetime) -> None:
    """Let somebody open a record for which they did nothing: perhaps a call that they took."""
    name = " ".join(NAMED["Leeds", "administrator"][:2])
    with transaction.atomic():
        for number, each in enumerate(_in_care(team)[3:5]):
            by = _asking(Worker.objects.get(name=name), team)
            for minute, page in enumerate(("", "plan/", "contacts/")[number:]):
                evening = start_of(day_of(at) - timedelta(days=1 + 7 * number))
                when = evening + timedelta(hours=19, minutes=10 + minute)
                path = f"/people/{each.person_id}/{page}"
                log_opening([each.person_id], page=path, by=by, at=when)


def _in_care(team: Team) -> list[CareCoordination]:
    context.enter(worker_id=context.NOBODY, team_ids=[team.pk])
    in_care = CareCoordination.objects.filter(ended_at=None, episode__team=team)
    return list(in_care.select_related("person", "worker").order_by("began_at", "pk"))


def _asking(worker: Worker, team: Team) -> Worker:
    """Let the database know that a worker asks, as a page would."""
    context.enter(worker_id=worker.pk, team_ids=[team.pk])
    return worker


def _ago(at: datetime, number: int) -> datetime:
    return at - timedelta(days=3 + number * 3)
