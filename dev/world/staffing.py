"""Providers, services and teams, and the people who work in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from alongside.access.deciding import Role
from alongside.kernel.period import months_after
from dev.world.chance import Chance
from dev.world.names import CITIES, Origin, spelled
from dev.world.places import City
from dev.world.rows import Numbers, Row, Rows
from dev.world.rows_arriving import (
    Absence,
    Account,
    Membership,
    Provider,
    Service,
    Team,
    Worker,
    WorkingDay,
)
from dev.world.spec import Frame, Post, TeamSpec

# Those who sign in to the demo, by team and post; the same names as in the tests and the tour.
NAMED = {
    ("Leeds", "care co-ordinator"): ("Ngozi", "Okafor", "woman"),
    ("Leeds", "manager"): ("Tom", "Brennan", "man"),
    ("Leeds", "support-worker"): ("Priya", "Nair", "woman"),
    ("Leeds", "administrator"): ("Ada", "Whitlock", "woman"),
    ("Leeds", "referrer"): ("Ruth", "Adeyemi", "woman"),
    ("Leeds", "practitioner"): ("Jo", "Marsh", "woman"),  # of the drug service, in no team
    ("Leeds", "privacy officer"): ("Grace", "Osei", "woman"),
    ("Cardiff", "care co-ordinator"): ("Sian", "Pritchard", "woman"),
}
REFERRING = {
    "cmht": "{area} CMHT",
    "crisis": "{city} crisis resolution and home treatment team",
    "inpatient": "{ward}",
}


@dataclass(eq=False)
class Colleague:
    """Somebody who works in a team, as far as others need to know."""

    id: str
    name: str
    email: str
    profession: str
    role: Role
    team_id: int
    whole_time: Decimal
    gender: str
    languages: tuple[str, ...]
    cultures: tuple[str, ...]
    began_on: date
    weekdays: frozenset[int] = frozenset(range(5))

    @property
    def coordinates(self) -> bool:
        """Whether this worker can be somebody's care co-ordinator."""
        return self.role is Role.CARE_COORDINATOR

    @property
    def visits(self) -> bool:
        """Whether this worker goes out to see people."""
        return self.role in {Role.CARE_COORDINATOR, Role.WORKER}


@dataclass
class Referrer:
    """A team that refers, with those who do."""

    team_id: int
    name: str
    kind: str
    workers: list[Colleague]


@dataclass
class Staffed:
    """A team with everybody in it and those who refer to it."""

    spec: TeamSpec
    id: int
    service_id: int
    workers: list[Colleague]
    referrers: list[Referrer] = field(default_factory=list)
    partner_id: int | None = None  # the drug service that comes along on Tuesdays
    lags: bool = False  # one run of missed contacts that goes on lags in every team, to be seen

    def by_role(self, role: Role) -> list[Colleague]:
        """Return the workers who hold a role."""
        return [worker for worker in self.workers if worker.role is role]

    @property
    def coordinators(self) -> list[Colleague]:
        """Those who can be a care co-ordinator."""
        return self.by_role(Role.CARE_COORDINATOR)

    @property
    def visitors(self) -> list[Colleague]:
        """Those who go out to see people."""
        return [worker for worker in self.workers if worker.visits]

    @property
    def manager(self) -> Colleague:
        """The team manager."""
        return self.by_role(Role.MANAGER)[0]

    @property
    def doctor(self) -> Colleague | None:
        """The psychiatrist, where the team has one."""
        doctors = (each for each in self.workers if each.profession == "psychiatrist")
        return next(doctors, None)

    @property
    def administrator(self) -> Colleague:
        """The administrator."""
        return self.by_role(Role.ADMINISTRATOR)[0]


class Personnel:
    """Makes organisations and hires workers, each with an account that signs in."""

    def __init__(self, frame: Frame, numbers: Numbers, password: str) -> None:
        self.frame = frame
        self.numbers = numbers
        self.password = password  # hashed, the same for all: hashing each would take minutes
        self.emails: set[str] = set()
        self.services: dict[str, int] = {}

    def service(self, spec: TeamSpec) -> Rows:
        """Yield the provider of a city and its service, once."""
        city = spec.city.name
        if city in self.services:
            return
        provider = self.numbers.next(Provider)
        self.services[city] = self.numbers.next(Service)
        yield _provider(provider, spec.city)
        yield Service(
            id=self.services[city],
            provider_id=provider,
            name=f"{city} assertive outreach",
            nation=spec.city.nation,
            framework=spec.framework,
        )

    def team(self, spec: TeamSpec, chance: Chance) -> tuple[Staffed, list[Row]]:
        """Make a team with its workers and those who refer to it, and return its rows too."""
        rows = list(self.service(spec))
        service = self.services[spec.city.name]
        parent = None
        if spec.kind == "ao in cmht":
            parent = self.numbers.next(Team)
            rows.append(Team(parent, service, "Leicester West CMHT", "cmht"))
        team = Staffed(spec, self.numbers.next(Team), service, [])
        rows.append(_team(team, parent))
        hiring = _Hiring(self, spec.city, chance, rows)
        team.workers = [
            hiring.hire(post, team.id) for post in spec.posts for _ in range(post.number)
        ]
        team.referrers = [hiring.referrer(kind, service) for kind in REFERRING]
        return team, rows

    def email(self, given: str, family: str) -> str:
        """Return an address that nobody else has; short for those who sign in to the demo."""
        known = any(named[:2] == (given, family) for named in NAMED.values())
        address = given if known else f"{given}.{family}"
        plain = "".join(c for c in address.lower().replace(" ", "-") if c.isascii() and c != "'")
        found, number = plain, 1
        while f"{found}@alongside.example" in self.emails:
            number += 1
            found = f"{plain}{number}"
        self.emails.add(f"{found}@alongside.example")
        return f"{found}@alongside.example"


@dataclass
class _Hiring:
    """Hires the workers of one team and of those who refer to it."""

    personnel: Personnel
    city: City
    chance: Chance
    rows: list[Row]

    def referrer(self, kind: str, service_id: int) -> Referrer:
        """Make a team that refers."""
        city = self.city
        area = "Armley" if city.name == "Leeds" else city.outcodes[-1].area
        name = REFERRING[kind].format(area=area, city=city.name, ward=city.wards[0])
        made = Referrer(self.personnel.numbers.next(Team), name, kind, [])
        self.rows.append(Team(made.team_id, service_id, name, kind))
        posts = [Post("social-worker", Role.REFERRER), Post("nurse", Role.REFERRER)]
        for post in posts[: 2 if kind == "cmht" else 1]:
            made.workers.append(self.hire(post, made.team_id))
        return made

    def hire(self, post: Post, team_id: int) -> Colleague:
        """Make a worker with an account, a membership and working days."""
        chance = self.chance
        origin = chance.weighted(CITIES[self.city.name])
        given, family, gender = self._named(post, origin)
        hired = Colleague(
            id=chance.id(),
            name=f"{given} {family}",
            email=self.personnel.email(given, family),
            profession=post.profession,
            role=post.role,
            team_id=team_id,
            whole_time=Decimal(post.whole_time),
            gender=gender,
            languages=(origin.language,) if origin.language and chance.odds(0.7) else (),
            cultures=(origin.culture,) if origin.culture else (),
            began_on=months_after(self.personnel.frame.begins, -chance.randint(1, 60)),
            weekdays=_weekdays(post, chance),
        )
        self.rows.extend(self._employed(hired))
        return hired

    def _named(self, post: Post, origin: Origin) -> tuple[str, str, str]:
        key = post.role.value if post.role in _BY_ROLE else post.profession
        named = NAMED.get((self.city.name, key))
        if named and f"{named[0].lower()}@alongside.example" not in self.personnel.emails:
            return named
        gender = self.chance.choice(("woman", "woman", "man"))
        given = self.chance.choice(origin.women if gender == "woman" else origin.men)
        return spelled(given), spelled(self.chance.choice(origin.family)), gender

    def _employed(self, hired: Colleague) -> Rows:
        chance, numbers, today = self.chance, self.personnel.numbers, self.personnel.frame.today
        account = chance.id()
        yield Account(password=self.personnel.password, id=account, email=hired.email)
        yield Worker(
            id=hired.id,
            name=hired.name,
            profession=hired.profession,
            account_id=account,
            gender=hired.gender,
            languages=hired.languages,
            skills=_skills(hired, chance),
            cultures=hired.cultures,
            band=_BANDS.get(hired.profession, ""),
            phone=f"07700 900{chance.randint(0, 999):03d}",
        )
        yield Membership(
            id=numbers.next(Membership),
            worker_id=hired.id,
            team_id=hired.team_id,
            role=hired.role.value,
            whole_time=hired.whole_time,
            began_on=hired.began_on,
        )
        for weekday in sorted(hired.weekdays):
            yield WorkingDay(numbers.next(WorkingDay), hired.id, weekday, time(9), time(17))
        if chance.odds(0.2):
            first = chance.day(today, months_after(today, 1))
            last = date.fromordinal(first.toordinal() + chance.randint(2, 9))
            yield Absence(numbers.next(Absence), hired.id, "leave", first, last)


_BY_ROLE = {Role.CARE_COORDINATOR, Role.REFERRER}
_BANDS = {
    "nurse": "6", "social-worker": "6", "occupational-therapist": "6", "psychologist": "8a",
    "support-worker": "3", "peer-worker": "3", "ot-technical-instructor": "4",
    "manager": "7", "administrator": "4",
}  # fmt: skip
_SKILLS = {
    "nurse": ("depot injections", "physical health checks", "relapse prevention"),
    "social-worker": ("housing", "benefits", "Mental Health Act"),
    "occupational-therapist": ("daily living", "work and learning", "sensory approaches"),
    "psychologist": ("psychological therapy", "family therapy"),
    "psychiatrist": ("medication", "Mental Health Act"),
}
# Most work from Monday to Friday; two rotas carry the weekend, so that there is cover all week.
_ROTAS = (frozenset(range(5)),) * 4 + (frozenset({1, 2, 3, 4, 5}), frozenset({6, 0, 1, 2, 3}))


def _weekdays(post: Post, chance: Chance) -> frozenset[int]:
    days = max(1, round(Decimal(post.whole_time) * 5))
    rota = chance.choice(_ROTAS) if post.role in {Role.CARE_COORDINATOR, Role.WORKER} else _ROTAS[0]
    return frozenset(chance.sample(sorted(rota), days))


def _skills(hired: Colleague, chance: Chance) -> tuple[str, ...]:
    return tuple(sorted(chance.some(_SKILLS.get(hired.profession, ("engagement",)), 2)))


def _provider(number: int, city: City) -> Provider:
    river = {"Leeds": "Aire and Wharfe", "Leicester": "Soar and Wreake",
             "Birmingham": "Rea and Cole", "Cardiff": "Taff and Ely"}[city.name]  # fmt: skip
    listens = "Llais" if city.nation == "Wales" else "PALS"
    kind = "University Health Board" if city.nation == "Wales" else "NHS Foundation Trust"
    return Provider(
        id=number,
        name=f"{river} {kind}",
        address=f"Alder House, Ropewalk, {city.name}",
        pals=f"{listens}, 01632 960 101, {listens.lower()}@alongside.example",
        complaints="Complaints team, 01632 960 102, complaints@alongside.example",
        advocacy=f"{city.name} advocacy, 01632 960 103",
    )


def _team(team: Staffed, parent: int | None) -> Team:
    spec = team.spec
    return Team(
        id=team.id,
        service_id=team.service_id,
        name=spec.name,
        kind=spec.kind,
        parent_id=parent,
        address=f"Alder House, Ropewalk, {spec.city.name}",
        phone="01632 960 100",
        places=spec.people + 4,
    )
