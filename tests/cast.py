"""One small world for tests and documentation: the same people everywhere, all invented.

North is an assertive outreach team in Leeds: Ngozi co-ordinates care, Tom manages, Priya works,
Ada administers. Ruth refers from the Armley CMHT. Sian co-ordinates care in the South team, whose
people nobody of North may see. Sam is in the care of North, Dylan in the care of South.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.access import actions as access
from alongside.access import context
from alongside.access.deciding import Action, Role
from alongside.access.models import Account, Relationship
from alongside.access.second_step import with_known_app
from alongside.caseload.models import CareCoordination, Episode
from alongside.people.models import Person
from alongside.staff.models import Membership, Provider, Service, Team, Worker

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, at nine in the morning
PASSWORD = "a river runs past the ward"
SYSTEM = UUID("00000000-0000-4000-8000-000000000001")


@contextmanager
def asking(worker: Worker) -> Iterator[Worker]:
    """Do something as a worker, as a page would: in a transaction that knows who asks."""
    with transaction.atomic():
        acting = worker.acting_on(NOW.date()).beside(
            emergencies=worker.emergencies, shut_out=worker.shut_out
        )
        context.enter(
            worker_id=worker.pk,
            team_ids=acting.team_ids,
            reviews=acting.actor.teams_where(Action.REVIEW_REASONS),
            shut_out=acting.shut_out,
            account_id=worker.account_id or context.NOBODY,
        )
        yield worker


def hire(name: str, team: Team, role: Role, profession: str = "nurse", **about: Any) -> Worker:
    """Make a worker who signs in as firstname@alongside.example and works in a team."""
    account = Account.objects.create_user(
        f"{name.split(maxsplit=1)[0].lower()}@alongside.example", password=PASSWORD
    )
    with_known_app(account.pk).save()
    worker = Worker.objects.create(name=name, profession=profession, account=account, **about)
    Membership.objects.create(worker=worker, team=team, role=role, began_on=date(2024, 1, 1))
    return worker.acting_on(NOW.date())


def meet(worker: Worker, team: Team, **identity: Any) -> Person:
    """Make a person whom a team knows, with no episode of care yet."""
    person = Person(recorded_at=NOW, **identity)
    with asking(worker):
        access.come_to_know(
            person.pk,
            team_id=team.pk,
            because=Relationship.Because.REFERRED,
            by=worker,
            at=NOW,
        )
        person.save(force_insert=True)
    return person


def take_into_care(
    person: Person, team: Team, worker: Worker, *, began_on: date = date(2026, 5, 4)
) -> Episode:
    """Begin an episode of care with a care co-ordinator."""
    with asking(worker):
        access.come_to_know(
            person.pk,
            team_id=team.pk,
            because=Relationship.Because.IN_OUR_CARE,
            by=worker,
            at=NOW,
        )
        episode = Episode.objects.create(
            person=person,
            team=team,
            pathway="established",
            framework=team.service.framework,
            began_on=began_on,
        )
        CareCoordination.objects.create(
            episode=episode,
            person=person,
            worker=worker,
            began_at=datetime(began_on.year, began_on.month, began_on.day, 9, tzinfo=UTC),
        )
    return episode


@dataclass
class Cast:
    """Everybody, by the name that tests call them."""

    provider: Provider
    leeds: Service
    north: Team
    south: Team
    armley: Team
    ngozi: Worker
    tom: Worker
    priya: Worker
    ada: Worker
    ruth: Worker
    sian: Worker
    sam: Person
    dylan: Person
    sams_episode: Episode
    dylans_episode: Episode
    workers: list[Worker] = field(default_factory=list)


def raise_cast() -> Cast:
    """Make the world, as whoever sets up a service would, in one transaction."""
    with transaction.atomic():
        context.enter(worker_id=SYSTEM, team_ids=())
        provider = Provider.objects.create(
            name="Aire and Wharfe NHS Foundation Trust",
            pals="PALS, 0113 496 0101, pals@alongside.example",
            complaints="Complaints team, 0113 496 0102",
            advocacy="Advocacy Leeds, 0113 496 0103",
        )
        leeds = Service.objects.create(
            provider=provider,
            name="Leeds assertive outreach",
            nation=Service.Nation.ENGLAND,
            framework="community-framework",
        )
        kind = Team.Kind
        north = Team.objects.create(
            service=leeds, name="North team", kind=kind.ASSERTIVE_OUTREACH, places=90
        )
        south = Team.objects.create(
            service=leeds, name="South team", kind=kind.ASSERTIVE_OUTREACH, places=90
        )
        armley = Team.objects.create(service=leeds, name="Armley CMHT", kind=kind.CMHT)
        workers = {
            "ngozi": hire("Ngozi Okafor", north, Role.CARE_COORDINATOR, gender="woman"),
            "tom": hire("Tom Brennan", north, Role.MANAGER, "manager", gender="man"),
            "priya": hire("Priya Nair", north, Role.WORKER, "support-worker", gender="woman"),
            "ada": hire("Ada Whitlock", north, Role.ADMINISTRATOR, "administrator"),
            "ruth": hire("Ruth Adeyemi", armley, Role.REFERRER, "social-worker"),
            "sian": hire("Sian Pritchard", south, Role.CARE_COORDINATOR, gender="woman"),
        }
    sam = meet(
        workers["ngozi"],
        north,
        given_name="Samuel",
        family_name="Ó Briain",
        known_as="Sam",
        born_on=date(1984, 2, 29),
        nhs_number="9999836909",
        gender=Person.Gender.MALE,
        address="14 Canal Row\nLeeds",
        postcode="LS12 3QE",
        phone="07700 900123",
    )
    dylan = meet(
        workers["sian"],
        south,
        given_name="Dylan",
        family_name="Ŵyn-Jones",
        born_on=date(1990, 7, 14),
        nhs_number="9990602670",
        gender=Person.Gender.MALE,
    )
    return Cast(
        provider=provider,
        leeds=leeds,
        north=north,
        south=south,
        armley=armley,
        sam=sam,
        dylan=dylan,
        sams_episode=take_into_care(sam, north, workers["ngozi"]),
        dylans_episode=take_into_care(dylan, south, workers["sian"]),
        workers=list(workers.values()),
        **workers,
    )
