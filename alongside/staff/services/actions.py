"""Changes to services and to what a team is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from alongside.access.deciding import Action
from alongside.audit.trail import audited, record
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.policy.frameworks import FRAMEWORKS, frameworks_of
from alongside.policy.values import Nation, Unit
from alongside.staff.models import OwnValue, Provider, Service, ServiceFramework, Team, Worker
from alongside.staff.own_values import shipped_of
from alongside.staff.queries import framework_of_service, manages_service_for

NOT_YOURS = "Only a team manager or an administrator of this service can change it."


@audited
def open_service(
    provider: Provider, *, name: str, nation: str, framework: str, by: Worker, at: datetime
) -> Service:
    """Open a further service of a provider; its teams are opened next."""
    if not by.may(Action.MANAGE_STAFF):
        raise Refused("Only a team manager or an administrator can open a service.")
    _in_nation(framework, nation)
    if Service.objects.filter(provider=provider, name=name).exists():
        raise Refused("There is a service of that name already.")
    opened = Service.objects.create(
        provider=provider, name=name, nation=nation, framework=framework
    )
    record("service.opened", on=opened, by=by, at=at, name=name, framework=framework)
    return opened


@audited
def rename_service(service: Service, *, name: str, by: Worker, at: datetime) -> Service:
    """Give a service another name; letters name it so from now on."""
    _may_change(by, service)
    was, service.name = service.name, name
    service.save(update_fields=["name"])
    record("service.renamed", on=service, by=by, at=at, was=was, name=name)
    return service


@dataclass(frozen=True)
class FrameworkChoice:
    """A framework that a service is to work under: from when, for whom, and why."""

    framework: str
    holds_from: date
    why: str
    moves_on: date | None = None  # None: whoever is in care then keeps what they have


@audited
def choose_framework(
    service: Service, *, choice: FrameworkChoice, by: Worker, at: datetime
) -> ServiceFramework:
    """Put a service under a framework from a day on; what held before stays in the record."""
    _may_change(by, service)
    Service.objects.select_for_update().get(pk=service.pk)
    _in_nation(choice.framework, service.nation)
    if choice.holds_from < day_of(at):
        raise Refused("A framework holds from today or later. What was done before stays.")
    if choice.moves_on is not None and choice.moves_on < choice.holds_from:
        raise Refused("Nobody can move before the framework holds.")
    if choice.framework == framework_of_service(service, on=choice.holds_from):
        raise Refused("The service works under that framework on that day already.")
    chosen = ServiceFramework.objects.create(
        service=service,
        framework=choice.framework,
        holds_from=choice.holds_from,
        moves_on=choice.moves_on,
        why=choice.why,
        set_by=by,
        set_at=at,
    )
    record(
        "service.framework-chosen", on=chosen, by=by, at=at, framework=choice.framework,
        holds_from=choice.holds_from, moves_on=choice.moves_on, why=choice.why,
    )  # fmt: skip
    return chosen


@dataclass(frozen=True)
class OwnNumber:
    """A service's own number for a rule: from which day, who approved it, and why."""

    value_id: str
    value: Decimal
    holds_from: date
    approved_by: str
    why: str


@audited
def set_value(service: Service, *, number: OwnNumber, by: Worker, at: datetime) -> OwnValue:
    """Set a service's own number for a rule that leaves it to each service, from a day on.

    What was promised before that day stays promised as it was.
    """
    _may_change(by, service)
    shipped = shipped_of(Nation(service.nation), number.value_id, on=number.holds_from)
    if shipped is None:
        raise Refused("This rule does not leave its number to the service.")
    if number.holds_from < day_of(at):
        raise Refused("A number holds from today or later. What was promised before stays.")
    counted_whole = shipped.unit not in (Unit.PLACES, Unit.HOURS)
    if number.value <= 0 or (counted_whole and number.value != int(number.value)):
        raise Refused(f"Enter a whole number of {shipped.unit.label}, 1 or more.")
    own = OwnValue.objects.create(service=service, set_by=by, set_at=at, **vars(number))
    record("service.value-set", on=own, by=by, at=at, **vars(number))
    return own


@dataclass(frozen=True)
class TeamFacts:
    """What a team is called, where it is, and for how many people it is funded."""

    name: str
    places: int | None = None
    address: str = ""
    phone: str = ""
    parent: Team | None = None


@audited
def change_team(team: Team, *, facts: TeamFacts, by: Worker, at: datetime) -> Team:
    """Change what a team is called, where it is, how it is reached, how many places it has."""
    if not by.may(Action.MANAGE_STAFF, team_id=team.pk):
        raise Refused("Only a team manager or an administrator of this team can change it.")
    told = vars(facts)
    changed = {name: value for name, value in told.items() if getattr(team, name) != value}
    for name, value in changed.items():
        setattr(team, name, value)
    team.save(update_fields=list(told))
    record("team.changed", on=team, by=by, at=at, changed=sorted(changed))
    return team


def _may_change(by: Worker, service: Service) -> None:
    if not manages_service_for(by, service):
        raise Refused(NOT_YOURS)


def _in_nation(framework: str, nation: str) -> None:
    if FRAMEWORKS[framework] not in frameworks_of(Nation(nation)):
        raise Refused(f"{FRAMEWORKS[framework].name} is not in force in {Nation(nation).label}.")
