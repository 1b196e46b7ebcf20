"""What the demo works on jointly with the drug service of Leeds: its protocol, and Jo who comes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import cycle
from uuid import UUID

from django.db import transaction

from alongside.access import context
from alongside.access.deciding import Role
from alongside.access.models import Account
from alongside.contacts.models import PlannedVisit
from alongside.joint.models import (
    Exchange,
    Learning,
    LearningStep,
    PartnerContact,
    RiskStatement,
    VisitProposal,
)
from alongside.kernel.period import day_of, months_after
from alongside.partners import actions as partners
from alongside.partners.actions import Agreed
from alongside.partners.models import Agency, Practitioner
from alongside.people.models import Person
from alongside.policy.consent import Answer, Asked, How
from alongside.policy.joint import CalledBy
from alongside.sharing import actions as sharing
from alongside.staff.models import Team, Worker
from dev.world.chance import Chance
from dev.world.clock import moment
from dev.world.signins import PASSWORD
from dev.world.staffing import NAMED

SHARED, CONTACTS = 9, 4  # people who consent, and how many weeks back each was met
_POLICY = (
    "Confidentiality. What a person tells us stays with those who work with them. It is passed on"
    " when they agree, or when somebody is in danger, and then as little as will do.\n"
)
_RISKS = (
    "Two dogs in the flat, not friendly to men. Ring before you come.",
    "Nothing that bears on your work that we know of.",
    "Leaves used needles in the stairwell: wear shoes that nothing goes through.",
    "",
    "The downstairs neighbour has threatened visitors. Go in pairs after dark.",
)
_EXCHANGED: tuple[dict[str, tuple[int, int]], ...] = (
    {"needles": (20, 14), "swabs": (20, 0), "water": (10, 0)},
    {"foil": (2, 0)},
    {"needles": (40, 31), "bins": (1, 0), "filters": (20, 0)},
    {},
)


def work_jointly(*, at: datetime) -> int:
    """Agree with the drug service, let Jo in, ask people, and let some weeks pass; count it."""
    given, family, _ = NAMED["Leeds", "manager"]
    team = Team.objects.get(memberships__worker__name=f"{given} {family}")
    manager = Worker.objects.get(name=f"{given} {family}").acting_as([(team.pk, Role.MANAGER)])
    with transaction.atomic():
        context.enter(worker_id=manager.pk, team_ids=[team.pk])
        jo = _agreed(team, manager, at)
        shared = _asked(team, jo, at)
        for number, (person, worker) in enumerate(shared):
            _passed(person, worker, jo, number=number, at=at)
        _asked_for(shared, jo, at)
        _learned(team, manager, jo, at)
    return len(shared) * (CONTACTS + 3)


def _agreed(team: Team, manager: Worker, at: datetime) -> Practitioner:
    """Write down the protocol with its policy, and let its practitioner in."""
    today = day_of(at)
    agreed = Agreed(
        ours="Works with people who are reluctant to accept help from community mental health"
        " teams. Co-ordinates care, and tells of risk that bears on the partner’s work.",
        theirs="Works with people affected by drug use: holistic, flexible, confidential. Sends a"
        " practitioner with a high level of skills.",
        aims="To meet the need for harm reduction.\nOutreach together to people who need intensive"
        " support with mental health, drugs and housing.\nTo learn from each other’s work.",
        target_group="Severe mental illness with drug use, complex social needs, and poor"
        " engagement or none with drug services; often homeless, or about to be.",
        days=[1],
        place="the team base, from nine",
        notice_weeks=2,
        agreed_besides="Informal discussion during the week, by telephone.",
        drafted_on=months_after(today, -22),
        review_on=months_after(today, 1),
    )
    agency = Agency.objects.get(kind=Agency.Kind.HARM_REDUCTION, name__startswith="Leeds")
    protocol = partners.begin_protocol(team, agency=agency, agreed=agreed, by=manager, at=at)
    partners.attach_policy(
        protocol, name="Confidentiality, of both services", media_type="text/plain",
        content=_POLICY.encode(), by=manager, at=at,
    )  # fmt: skip
    given, family, _ = NAMED["Leeds", "practitioner"]
    account = Account.objects.create_user(f"{given}@alongside.example", password=PASSWORD)
    return Practitioner.objects.create(
        account=account, agency=agency, name=f"{given} {family}", phone="07700 900456",
        began_on=months_after(today, -20),
    )  # fmt: skip


def _asked(team: Team, jo: Practitioner, at: datetime) -> list[tuple[Person, Worker]]:
    """Ask those to whom somebody went with the drug service; most say yes, each in their way."""
    joint = PlannedVisit.objects.filter(team=team, partner=jo.agency)
    found: dict[UUID, tuple[Person, Worker]] = {}
    for visit in joint.select_related("person", "worker").order_by("-planned_for", "pk"):
        if visit.person.died_on is None:
            found.setdefault(visit.person_id, (visit.person, visit.worker))
    people = list(found.values())[: SHARED + 2]
    shared = []
    for number, (person, worker) in enumerate(people):
        answer = Answer.NO if number % 5 == 4 else Answer.YES
        day = day_of(at) - timedelta(days=40 + 9 * number)
        said = sharing.Said(
            {Asked.MINIMUM: answer}, How.WRITTEN if number % 3 else How.VERBAL, day,
            day + timedelta(days=182), CalledBy.NAME if number % 3 else CalledBy.INITIAL,
            worker.name if number % 2 else jo.name,
        )  # fmt: skip
        when = moment(day, 15)
        context.enter(worker_id=worker.pk, team_ids=[team.pk])
        sharing.name_practitioner(person, practitioner=jo, said=said, by=worker, at=when)
        if answer is Answer.YES:
            shared.append((person, worker))
    return shared


def _passed(person: Person, worker: Worker, jo: Practitioner, *, number: int, at: datetime) -> None:
    """Let Jo have met somebody on some Tuesdays, and the team have written what bears on it."""
    chance = Chance.of(person.pk, "joint")
    if says := _RISKS[number % len(_RISKS)]:
        RiskStatement.objects.create(
            id=chance.id(), person=person, practitioner=jo, says=says, written_by=worker,
            written_at=at - timedelta(days=30, hours=number),
        )  # fmt: skip
    exchanged = cycle(_EXCHANGED[number % 3 :] + _EXCHANGED)
    for week, equipment in zip(range(1, CONTACTS + 1), exchanged, strict=False):
        began = moment(_tuesday(day_of(at), -week), 9 + number % 7, 30)
        contact = PartnerContact.objects.create(
            id=chance.id(), person=person, practitioner=jo, began_at=began,
            place=chance.choice(("home", "street", "hostel", "cafe")),
            was_met=bool(equipment) or chance.odds(0.5), written_at=began + timedelta(hours=1),
        )  # fmt: skip
        for kind, (given, returned) in equipment.items():
            Exchange.objects.create(
                contact=contact, person=person, kind=kind, given=given, returned=returned
            )
    _visit(person, worker, jo, number=number, at=at, id=chance.id())


def _visit(
    person: Person,
    worker: Worker,
    jo: Practitioner,
    *,
    number: int,
    at: datetime,
    id: str,  # noqa: A002 - the column
) -> None:
    """Plan a joint visit on the next Tuesday, which may be today, unless there is one."""
    tuesday = _tuesday(day_of(at), 0)
    there = PlannedVisit.objects.filter(person=person, partner=jo.agency)
    if there.filter(planned_for__gte=moment(tuesday, 0), called_off_at=None).exists():
        return
    PlannedVisit.objects.create(
        id=id, person=person, team_id=_team_of(person), worker=worker, partner=jo.agency,
        planned_for=moment(tuesday, 10 + number % 6, 30 * (number % 2)),
        place="home", purpose="Joint visit", planned_by=worker, planned_at=at,
    )  # fmt: skip


def _team_of(person: Person) -> int:
    found = PlannedVisit.objects.filter(person=person).order_by("planned_for", "pk")
    return found.values_list("team_id", flat=True)[0]


def _asked_for(shared: list[tuple[Person, Worker]], jo: Practitioner, at: datetime) -> None:
    """Let each side have asked the other for a visit on another day than Tuesday."""
    thursday = moment(_tuesday(day_of(at), 0) + timedelta(days=2), 11)
    for side, (person, worker) in zip(("theirs", "ours"), shared[:2], strict=False):
        VisitProposal.objects.create(
            id=Chance.of(person.pk, side).id(), person=person, team_id=_team_of(person),
            practitioner=jo, side=side, worker=worker if side == "ours" else None,
            planned_for=thursday, minutes=45, place="cafe", at=at,
        )  # fmt: skip


def _learned(team: Team, manager: Worker, jo: Practitioner, at: datetime) -> None:
    """Let Jo offer a skill, and one of ours have shadowed Jo for a day."""
    before = at - timedelta(days=60)
    for side, way, offers, topic, by in (
        ("theirs", "skills", True, "Safer injecting, and what to carry", jo),
        ("ours", "shadowing", False, "A Tuesday with the drug service", manager),
    ):
        learning = Learning.objects.create(
            id=Chance.of(team.pk, way).id(), team=team, practitioner=jo, side=side, way=way,
            is_offer=offers, topic=topic, by_id=by.pk, by_name=by.name, at=before,
        )  # fmt: skip
        if side == "ours":
            for days, became, learned in ((2, "agreed", ""), (20, "done", "How to be asked in.")):
                LearningStep.objects.create(
                    learning=learning, team=team, practitioner=jo, became=became, learned=learned,
                    by_id=jo.pk, by_name=jo.name, at=before + timedelta(days=days),
                )  # fmt: skip


def _tuesday(day: date, weeks: int) -> date:
    """Return the next Tuesday, the day itself where it is one; or one some weeks from it."""
    return day + timedelta(days=(1 - day.weekday()) % 7 + 7 * weeks)
