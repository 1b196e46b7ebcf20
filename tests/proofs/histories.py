"""Random histories: after each step, everybody sees exactly whom a small oracle says.

Hypothesis makes histories of a service of two teams: people are met, taken into care, offered to
the other team, accepted, met there, given up; discharged, and back in care; admitted; workers join
teams, have a last day, are said to know somebody outside work, open a record in an emergency; and
the clock goes on. Each step is done by the program's own actions. After each, it is asked for
everybody to whom the oracle says that something changed, and for others in turn, whom they see: by
the program's query, and as the role of the program in SQL without it. Before the first step and
after the last, everybody is asked. The oracle (who_sees.py) is a few sets that know nothing of
either. A history that differs is made as short as it can be, and printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from alongside.access import connections, context, emergencies
from alongside.access.deciding import Role
from alongside.access.models import Connection, Emergency
from alongside.caseload import leaving
from alongside.caseload.models import Discharge, Episode, Transfer
from alongside.inpatient.actions import note_spell
from alongside.kernel.rules import Refused
from alongside.staff import actions as staff
from alongside.staff.models import Membership, Team, Worker
from tests.cast import NOW, Cast, hire, meet, take_into_care
from tests.proofs.compared import Compared, Counted, Difference, Sees
from tests.proofs.promise import Line, Scale, none_of
from tests.proofs.who_sees import Oracle, Post
from tests.proofs.worlds import small_world

# A quarter of the histories each: most faults show in few steps, some only in many.
LENGTHS = (50, 14, 7, 4)  # steps
A_DAY = timedelta(days=1)
FOUR_HOURS = timedelta(hours=4)
TEAMS = ("north", "south")
MOVING = ("ngozi", "priya", "ada", "sian", "ruth")  # those who come and go; the managers stay
MANAGERS = {"north": "tom", "south": "ivan"}
AT_MOST = 4  # people


def prove(scale: Scale) -> Iterator[Line]:
    """Make histories, and compare after each step."""
    with small_world() as cast:
        wanted = scale.of(full=2000, quick=12)
        counted, differences = histories(cast, wanted, scale.seed)
        yield none_of(
            f"histories in which somebody saw too much or too little ({counted.steps:,} steps,"
            f" {counted.asked:,} times asked whom somebody sees)",
            tried=counted.histories, wrong=differences, least=wanted, seed=scale.seed,
        )  # fmt: skip


def histories(
    cast: Cast, most: int, by_lot: int, *, sees: Sees = Oracle.sees
) -> tuple[Counted, list[str]]:
    """Make so many histories; return how much was tried, and what differed."""
    counted = Counted()
    with transaction.atomic():
        context.enter(worker_id=cast.tom.pk, team_ids=())
        hire("Ivan Petrov", cast.south, Role.MANAGER, "manager")

    class Machine(Service):
        def __init__(self) -> None:
            super().__init__(cast, counted, sees)

    seeded = seed(by_lot)(Machine)
    for length in LENGTHS:
        try:
            run_state_machine_as_test(
                seeded,
                settings=settings(
                    max_examples=most // len(LENGTHS), stateful_step_count=length, deadline=None,
                    database=None, phases=[Phase.generate, Phase.shrink],
                    suppress_health_check=list(HealthCheck), print_blob=False,
                    report_multiple_bugs=False,
                ),
            )  # fmt: skip
        except Difference as difference:
            return counted, [str(difference)]
    return counted, []


class Service(Compared):
    """A service of two teams, and what happens in it."""

    def __init__(self, cast: Cast, counted: Counted, sees: Sees) -> None:
        super().__init__(counted, sees)
        self.teams: dict[str, Team] = {"north": cast.north, "south": cast.south}
        self._posts: dict[int, Post] = {}
        names = (*MOVING, MANAGERS["north"])
        self.workers = {name: getattr(cast, name) for name in names}
        self.workers["ivan"] = Worker.objects.get(name="Ivan Petrov")
        self.people = [cast.sam, cast.dylan]
        self.episodes: dict[int, Episode] = {0: cast.sams_episode, 1: cast.dylans_episode}
        self.care: dict[int, str] = {0: "north", 1: "south"}  # whose care somebody is in
        self.moving: dict[int, Transfer] = {}
        self.oracle = Oracle(
            NOW,
            [
                Post("ngozi", "north", "care co-ordinator"), Post("tom", "north", "team manager"),
                Post("priya", "north", "worker"), Post("ada", "north", "administrator"),
                Post("sian", "south", "care co-ordinator"), Post("ivan", "south", "team manager"),
                Post("ruth", "armley", "referrer"),
            ],
            {("north", 0): "in our care", ("south", 1): "in our care"},
        )  # fmt: skip

    # What happens. Numbers are taken round, so that each always names somebody.

    @precondition(lambda self: len(self.people) < AT_MOST)
    @rule(team=st.sampled_from(TEAMS))
    def meet_somebody(self, team: str) -> None:
        """A team comes to know somebody who was referred."""
        number = len(self.people)
        manager = self._now(MANAGERS[team])
        person = meet(manager, self.teams[team], given_name="N", family_name=f"Nobody {number}",
                      born_on=date(1980, 1, 1 + number), nhs_number="")  # fmt: skip
        self.people.append(person)
        self.oracle.knows[team, number] = "referred"
        self._did(f"{team} meets {number}")

    @rule(team=st.sampled_from(TEAMS), number=st.integers(0, AT_MOST - 1))
    def take_into_care(self, team: str, number: int) -> None:
        """A team takes somebody into its care whom it knows, for the first time or again."""
        number %= len(self.people)
        if number in self.care or (team, number) not in self.oracle.knows:
            return
        person, manager = self.people[number], self._now(MANAGERS[team])
        self.episodes[number] = take_into_care(
            person, self.teams[team], manager, began_on=self.oracle.now.date()
        )
        self.care[number] = team
        self.oracle.knows[team, number] = "in our care"
        self._did(f"{team} takes {number} into care")

    @rule(number=st.integers(0, AT_MOST - 1))
    def offer(self, number: int) -> None:
        """A team offers the care of somebody to the other team, which sees them from then on."""
        number %= len(self.people)
        if number not in self.care or number in self.moving:
            return
        team, other = self._sides(number)
        self.moving[number] = leaving.offer_transfer(
            self.episodes[number], to_team=self.teams[other], why="x",
            by=self._now(MANAGERS[team]), at=self.oracle.now,
        )  # fmt: skip
        self.oracle.knows.setdefault((other, number), "offered")
        self._did(f"{team} offers {number}")

    @rule(number=st.integers(0, AT_MOST - 1))
    def accept(self, number: int) -> None:
        """The other team accepts: nothing changes of who sees whom."""
        number %= len(self.people)
        if number not in self.moving or self.moving[number].accepted_at:
            return
        other = self._sides(number)[1]
        self.moving[number] = leaving.accept_transfer(
            self.moving[number], accepted_by="x", by=self._now(MANAGERS[other]), at=self.oracle.now
        )
        self._did(f"{other} accepts {number}")

    @rule(number=st.integers(0, AT_MOST - 1))
    def meet_there(self, number: int) -> None:
        """The other team has met them; ours lets go of its care, and still knows them."""
        number %= len(self.people)
        if number not in self.moving or not self.moving[number].accepted_at:
            return
        other = self._sides(number)[1]
        leaving.record_first_meeting(
            self.moving.pop(number), met_on=self.oracle.now.date(),
            by=self._now(MANAGERS[other]), at=self.oracle.now,
        )  # fmt: skip
        self._did(f"{other} meets {number}")

    @rule(number=st.integers(0, AT_MOST - 1))
    def give_up(self, number: int) -> None:
        """A transfer is withdrawn: the other team sees them no more, unless it knew them."""
        number %= len(self.people)
        if number not in self.moving:
            return
        team, other = self._sides(number)
        leaving.abandon_transfer(
            self.moving.pop(number), why="x", by=self._now(MANAGERS[team]), at=self.oracle.now
        )
        if self.oracle.knows[other, number] == "offered":
            del self.oracle.knows[other, number]
        self._did(f"{team} gives up the transfer of {number}")

    @rule(number=st.integers(0, AT_MOST - 1))
    def discharge(self, number: int) -> None:
        """Care ends; the team still knows them, so that they can come back."""
        number %= len(self.people)
        if number not in self.care or number in self.moving:
            return
        by = self._now(MANAGERS[self.care[number]])
        Discharge.objects.create(
            episode=self.episodes[number], person=self.people[number], ground="stepped-down",
            explanation="x", plan={}, discharged_by=by, discharged_at=self.oracle.now,
        )  # fmt: skip
        self._did(f"{self.care.pop(number)} discharges {number}")

    @rule(number=st.integers(0, AT_MOST - 1))
    def admit(self, number: int) -> None:
        """They are admitted: nobody sees them for that, or no more."""
        number %= len(self.people)
        if number not in self.care:
            return
        told: dict[str, Any] = {"kind": "inpatient", "place": "Cedar ward", "ended_on": None}
        told |= {"began_on": self.oracle.now.date()}
        by = self._now(MANAGERS[self.care[number]])
        note_spell(self.people[number], told=told, by=by, at=self.oracle.now)
        self._did(f"{number} is admitted")

    @rule(
        name=st.sampled_from(MOVING),
        team=st.sampled_from(TEAMS),
        role=st.sampled_from([Role.WORKER, Role.CARE_COORDINATOR, Role.REFERRER]),
    )
    def join(self, name: str, team: str, role: Role) -> None:
        """Somebody begins to work in a team."""
        if self.oracle.is_in(name, team):
            return
        post = staff.Post(role, Decimal(1), self.oracle.now.date())
        membership = staff.join(
            self.workers[name], team=self.teams[team], post=post,
            by=self._now(MANAGERS[team]), at=self.oracle.now,
        )  # fmt: skip
        self._posts[membership.pk] = Post(name, team, role.value)
        self.oracle.posts.append(self._posts[membership.pk])
        self._did(f"{name} joins {team} as {role.value}")

    @rule(name=st.sampled_from(MOVING), team=st.sampled_from(TEAMS), today=st.booleans())
    def leave(self, name: str, team: str, today: bool) -> None:
        """Somebody has their last day in a team: today, or yesterday where it was noted late."""
        held = Membership.objects.filter(worker=self.workers[name], team=self.teams[team])
        last = self.oracle.now.date() - (timedelta() if today else A_DAY)
        by = self._now(MANAGERS[team])
        for membership in held.in_force(self.oracle.now.date()):
            if membership.began_on > last:
                continue
            staff.leave(membership, ended_on=last, by=by, at=self.oracle.now)
            for post in self.oracle.posts:
                if (post.worker, post.team, post.role) == (name, team, membership.role):
                    post.last = min(post.last or last, last)
            self._did(f"{name} leaves {team} after {last}")

    @rule(name=st.sampled_from(MOVING), number=st.integers(0, AT_MOST - 1))
    def know_outside(self, name: str, number: int) -> None:
        """A manager says that somebody knows a person outside work."""
        number %= len(self.people)
        team = next((one for one in TEAMS if (one, number) in self.oracle.knows), None)
        if team is None or (name, number) in self.oracle.connected:
            return
        connections.say_they_know(
            self.people[number].pk, worker_id=self.workers[name].pk, how="x",
            by=self._now(MANAGERS[team]), at=self.oracle.now,
        )  # fmt: skip
        self.oracle.connected.add((name, number))
        self._did(f"{name} knows {number} outside work")

    @rule(name=st.sampled_from(MOVING), number=st.integers(0, AT_MOST - 1))
    def know_no_more(self, name: str, number: int) -> None:
        """A manager ends that."""
        number %= len(self.people)
        team = next((one for one in TEAMS if (one, number) in self.oracle.knows), None)
        if team is None or (name, number) not in self.oracle.connected:
            return
        by = self._now(MANAGERS[team])
        said = Connection.objects.get(
            worker_id=self.workers[name].pk, person_id=self.people[number].pk, ended_at=None
        )
        connections.end_connection(said, because="x", by=by, at=self.oracle.now)
        self.oracle.connected.discard((name, number))
        self._did(f"{name} knows {number} no more")

    @rule(name=st.sampled_from(MOVING), number=st.sampled_from([0, 1]))
    def open_in_emergency(self, name: str, number: int) -> None:
        """Somebody opens a record for four hours; not that of whom they know outside work."""
        if not self.oracle.teams(name):
            return  # whoever works in no team is not asked
        worker = self._now(name)
        sought = emergencies.Sought(nhs_number=self.people[number].nhs_number)
        try:
            emergencies.open_in_emergency(
                sought, because="The gas is on", page="/", by=worker, at=self.oracle.now
            )
        except Refused:
            return  # too often within the hour
        if (name, number) not in self.oracle.connected:
            until = self.oracle.now + FOUR_HOURS
            self.oracle.emergencies[name, number] = until
        self._did(f"{name} opens {number} in an emergency")

    @rule(name=st.sampled_from(MOVING), number=st.sampled_from([0, 1]))
    def close_emergency(self, name: str, number: int) -> None:
        """Somebody closes what they opened."""
        worker = self._now(name)
        opened = Emergency.objects.filter(
            worker_id=worker.pk, person_id=self.people[number].pk, ended_at=None
        )
        for one in opened:
            if not one.is_open(self.oracle.now):
                continue  # its time was over
            emergencies.end_emergency(one, by=worker, at=self.oracle.now)
        self.oracle.emergencies.pop((name, number), None)
        self._did(f"{name} closes {number}")

    @rule(by=st.sampled_from([timedelta(minutes=20), timedelta(hours=3), A_DAY, 9 * A_DAY]))
    def let_time_pass(self, by: timedelta) -> None:
        """The clock goes on."""
        self.oracle.now += by
        self._did(f"{by} later")

    def _sides(self, number: int) -> tuple[str, str]:
        team = self.care[number]
        return team, "south" if team == "north" else "north"
