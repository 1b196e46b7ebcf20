"""All that one person's page shows but the chronology: what matters now, found once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.careplans.in_short import PlanInShort, plan_in_short_for
from alongside.caseload.care_of import Spent, care_of_for
from alongside.contacts.coming import Coming, coming_visits_for
from alongside.contacts.queries import last_seen_for
from alongside.inpatient.looking_back import LookBack, looked_back
from alongside.inpatient.models import Spell
from alongside.inpatient.queries import spells_at_once_for
from alongside.kernel.period import day_of, start_of
from alongside.nhsuk.words import day, moment
from alongside.people.models import Person, Wish
from alongside.people.queries import wishes_for
from alongside.policy.intensity import Intensity
from alongside.policy.ladder import SHIPPED
from alongside.policy.relapse import SignsSeen
from alongside.policy.zones import Question, why_in, zone_name
from alongside.referrals.needs import InterpreterTold, interpreter_told
from alongside.referrals.of_person import Referred, referrals_of_for
from alongside.referrals.stages import Stage
from alongside.rights.queries.turning import Waits, waits_for
from alongside.staff.models import Worker
from alongside.standards.queries import Promised, promises_for
from alongside.today.figures import NOTHING, Left, left_about
from alongside.today.proposing import asked_about


@dataclass(frozen=True)
class Now:
    """How somebody's care with one of the worker's teams stands today."""

    promised: Promised
    care: Spent
    asked: Question | None  # what stated rules ask about the zone
    signs: SignsSeen  # early signs of lately, where they call for what was agreed

    @property
    def coordinator_title(self) -> str:
        """What the framework calls a care co-ordinator."""
        return self.promised.evidence.framework.coordinator_title

    @property
    def zone(self) -> str:
        """The zone by name, or nothing when none was agreed."""
        zone = self.promised.somebody.zone
        return zone_name(zone.zone) if zone else ""

    @property
    def question(self) -> str:
        """What stated rules ask about the zone, in the words of the board; or nothing."""
        return self.asked.told_of(self.zone) if self.asked else ""

    @property
    def why(self) -> str:
        """Why they are in it: what was written, else the reason that was chosen."""
        zone = self.promised.somebody.zone
        return why_in(zone.reason, zone.explanation) if zone else ""

    @property
    def agreed(self) -> str:
        """How often they are to be seen, as people say it; nothing when that was not agreed."""
        zone = self.promised.somebody.zone
        return str(Intensity.a_week(zone.contacts_a_week)) if zone else ""

    @property
    def step(self) -> str:
        """What is to be done next after a missed contact, or nothing."""
        step = self.promised.contacts.step
        return next((each.sentence for each in SHIPPED.steps if each.id == step), step)

    @property
    def step_due(self) -> str:
        """By when that is to be done, as people say it."""
        due_at = self.promised.contacts.step_due_at
        if due_at is None:
            return ""
        if due_at == start_of(day_of(due_at)):  # a whole day is given
            return f"the end of {day(due_at - timedelta(microseconds=1))}"
        return moment(due_at)


@dataclass(frozen=True)
class Page:
    """What stands on somebody's page above the chronology."""

    person: Person
    now: Sequence[Now]  # one for each team of the worker's in whose care they are
    care: Sequence[Spent]
    last_seen_at: datetime | None
    last_seen_by: str
    visits: Sequence[Coming]
    plan: PlanInShort | None
    wishes: Mapping[str, Wish]
    referrals: Sequence[Referred]
    spells: Sequence[Spell]
    looked_back: LookBack
    left: Left
    interpreter_told: InterpreterTold | None  # at a referral, while the record holds no answer
    waits: Sequence[Waits]  # what they have a right to and asked for

    @property
    def is_inside(self) -> Spell | None:
        """The stay in hospital, or the time with the crisis team, that goes on now."""
        return next((spell for spell in self.spells if spell.ended_on is None), None)

    @property
    def formerly(self) -> Spent | None:
        """The care that ended last, of somebody who is in nobody's care now."""
        ended = [spent for spent in self.care if spent.ended_at]
        return ended[0] if ended and len(ended) == len(self.care) else None

    @property
    def elsewhere(self) -> Spent | None:
        """The care of another team that goes on now, of somebody who is in none of the worker's."""
        ongoing = (spent for spent in self.care if spent.ended_at is None)
        return None if self.now else next(ongoing, None)

    @property
    def is_in_care(self) -> bool:
        """Whether they are in the care of a team that this worker sees."""
        return any(spent.ended_at is None for spent in self.care)

    @property
    def is_ours_to_see(self) -> bool:
        """Whether somebody here is to meet them: in care, on the way to it, or once in care.

        Not where every referral was answered with no. What is heard of them is still recorded.
        """
        on_the_way = (each.stage.waits or each.stage is Stage.ACCEPTED for each in self.referrals)
        return bool(self.care) or any(on_the_way)

    @property
    def asked(self) -> list[tuple[Wish.About, Wish | None]]:
        """Each question about wishes with its newest answer; none where nobody asked."""
        return [(about, self.wishes.get(about)) for about in Wish.About]


def page_for(worker: Worker, person: Person, *, at: datetime) -> Page:
    """Return what a worker sees of somebody, in one statement or two to each room."""
    promised = promises_for(worker, at=at, person_ids=[person.pk])
    seen_at, seen_by = _last_seen(worker, person.pk, promised)
    care = care_of_for(worker, person.pk)
    spells = spells_at_once_for(worker, person.pk)
    return Page(
        person=person,
        now=_now(promised, care, spells, at),
        care=care,
        last_seen_at=seen_at,
        last_seen_by=seen_by,
        visits=coming_visits_for(worker, person.pk, at=at),
        plan=plan_in_short_for(worker, person.pk),
        wishes=wishes_for(worker, person.pk),
        referrals=referrals_of_for(worker, person.pk),
        spells=spells,
        looked_back=looked_back(spells, today=day_of(at)),
        left=left_about([person.pk], worker.team_ids, at=at).get(person.pk, NOTHING),
        interpreter_told=interpreter_told(person, team_ids=worker.team_ids),
        waits=waits_for(worker, person.pk),
    )


def _now(
    promised: Sequence[Promised], care: Sequence[Spent], spells: Sequence[Spell], at: datetime
) -> list[Now]:
    of_episode = {spent.episode_id: spent for spent in care}
    asked = asked_about(promised, spells, at=at)
    return [
        Now(each, of_episode[each.somebody.episode_id], question, signs)
        for each, (question, signs) in zip(promised, asked, strict=True)
        if each.somebody.episode_id in of_episode  # not when access ends while the page is made
    ]


def _last_seen(worker: Worker, person_id: UUID, promised: Sequence[Promised]) -> tuple[Any, str]:
    if promised:
        return promised[0].contacts.last_seen_at, promised[0].contacts.last_seen_by
    seen = last_seen_for(worker, person_id)
    return (seen.began_at, seen.worker.name) if seen else (None, "")
