"""Rows of care: episodes, plans, contacts, spells, meetings: one class per table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple


class WaitingPlace(NamedTuple):
    """Why somebody who was accepted is placed where they are on the waiting list; newest counts."""

    id: int
    referral_id: str
    person_id: str
    team_id: int
    since: datetime
    priority: str
    why: str
    placed_by_id: str
    placed_at: datetime


class Episode(NamedTuple):
    """A person is in the care of a team, from a day on, for as long as it takes."""

    id: str
    person_id: str
    team_id: int
    pathway: str
    framework: str
    began_on: date
    referral_id: str | None = None
    returned_from_id: int | None = None


class CareCoordination(NamedTuple):
    """A worker is somebody's named care co-ordinator; never two at a time."""

    id: int
    episode_id: str
    person_id: str
    worker_id: str
    began_at: datetime
    ended_at: datetime | None = None


class Allocation(NamedTuple):
    """How a care co-ordinator was chosen: candidates with reasons, wishes not met with why."""

    id: int
    episode_id: str
    person_id: str
    worker_id: str
    candidates: str  # as JSON
    wishes_not_met: str  # as JSON
    by_id: str
    at: datetime
    why: str = ""


class ZoneSetting(NamedTuple):
    """People decided on a zone: agreed intensity and shared attention, never a grade of risk."""

    id: int
    episode_id: str
    person_id: str
    zone: str
    reason: str
    contacts_a_week: Decimal
    owner_id: str
    review_on: date
    set_by_id: str
    set_at: datetime
    explanation: str = ""
    persons_view: str = ""
    agreed_with_person: bool | None = None


class Pause(NamedTuple):
    """Care is paused: why, from when, until when. The promise of no silence holds all the same."""

    id: int
    episode_id: str
    person_id: str
    why: str
    began_on: date
    by_id: str
    ended_on: date | None = None


class Transfer(NamedTuple):
    """Care moves to another team; ours until that team has met the person (R 6)."""

    id: int
    episode_id: str
    person_id: str
    why: str
    asked_by_id: str
    asked_at: datetime
    to_team_id: int | None = None
    to_service: str = ""
    accepted_at: datetime | None = None
    accepted_by: str = ""
    first_met_on: date | None = None
    abandoned_at: datetime | None = None


class Discharge(NamedTuple):
    """The fact that an episode of care ended: on what ground, by whom, when."""

    id: int
    episode_id: str
    person_id: str
    ground: str
    explanation: str
    plan: str  # as JSON
    discharged_by_id: str
    discharged_at: datetime
    receiving_service: str = ""
    way_back: str = ""


class CarePlan(NamedTuple):
    """One version of somebody's plan. Two that were based on the same one are both kept."""

    id: str
    person_id: str
    episode_id: str
    number: int
    framework: str
    agreed: str
    written_by_id: str
    written_at: datetime
    based_on_id: str | None = None
    instead_of_id: str | None = None
    in_their_words: str = ""
    early_signs: str = ""
    in_a_crisis: str = ""
    why_not_agreed: str = ""
    triggers: str = ""
    what_helps: str = ""
    what_family_does: str = ""
    response: str = ""
    zone_for_signs: str = ""


class EarlySign(NamedTuple):
    """What they and others notice when things begin to go wrong, a line for each thing."""

    id: int
    plan_id: str
    person_id: str
    thread: str
    place: int
    words: str


class Goal(NamedTuple):
    """What the person wants, in their own words. Keeps its thread from version to version."""

    id: int
    plan_id: str
    person_id: str
    thread: str
    place: int
    words: str
    area: str = ""


class Intervention(NamedTuple):
    """What will be done towards a goal: who does what, and when."""

    id: int
    plan_id: str
    person_id: str
    kind: str
    what: str
    who: str
    when: str
    place: int
    goal_id: int | None = None


class CopyGiven(NamedTuple):
    """The person was given a copy of their plan, or did not want one."""

    id: int
    plan_id: str
    person_id: str
    form: str
    given_on: date
    by_id: str
    at: datetime
    document_id: str | None = None


class Review(NamedTuple):
    """A review of somebody's care: planned for a day, held on a day, who took part."""

    id: str
    person_id: str
    episode_id: str
    planned_for: date
    who_took_part: str  # as JSON
    since_last: str  # as JSON
    by_id: str
    at: datetime
    held_on: date | None = None
    put_off_because: str = ""
    begins_at: time | None = None
    place: str = ""
    persons_view: str = ""
    why_not_heard: str = ""
    family: str = ""
    familys_view: str = ""
    why_not_family: str = ""
    summary: str = ""
    plan_id: str | None = None
    plan_stands: bool | None = None
    led_to_id: str | None = None


class PlannedVisit(NamedTuple):
    """Somebody is to be seen: when, by whom, where, what for."""

    id: str
    person_id: str
    team_id: int
    worker_id: str
    planned_for: datetime
    place: str
    planned_by_id: str
    planned_at: datetime
    second_worker_id: str | None = None
    partner_id: int | None = None
    minutes: int = 45
    purpose: str = ""
    called_off_at: datetime | None = None
    called_off_because: str = ""
    despite: str = ""


class Contact(NamedTuple):
    """A contact that was made or tried. Never changed; a correction is a new one that names it."""

    id: str
    person_id: str
    team_id: int
    began_at: datetime
    means: str
    outcome: str
    was_seen: bool
    worker_id: str
    written_by_id: str
    written_at: datetime
    visit_id: str | None = None
    minutes: int | None = None
    place: str = ""
    interventions: Sequence[str] = ()
    second_worker_id: str | None = None
    partner_id: int | None = None
    with_whom: str = ""
    goal: str | None = None
    note: str = ""
    next_step: str = ""
    corrects_id: str | None = None
    because: str = ""
    signs: Sequence[str] | None = None


class LadderStep(NamedTuple):
    """One assertive step after a missed contact: by when, who owns it, what came of it."""

    id: str
    person_id: str
    team_id: int
    missed_id: str
    step: str
    due_at: datetime
    owner_id: str | None = None
    done_at: datetime | None = None
    done_by_id: str | None = None
    came_of_it: str = ""
    settled_by_id: str | None = None


class Spell(NamedTuple):
    """A stay on a ward, or a time with the crisis team, from a first to a last day."""

    id: int
    person_id: str
    kind: str
    began_on: date
    recorded_by_id: str
    recorded_at: datetime
    place: str = ""
    ended_on: date | None = None
    section: str = ""
    planned: bool = False
    source: str = ""


class Meeting(NamedTuple):
    """A team met around its board."""

    id: str
    team_id: int
    led_by_id: str
    began_at: datetime
    ended_at: datetime | None = None


class Presence(NamedTuple):
    """A worker was at a meeting."""

    id: int
    meeting_id: str
    worker_id: str


class Passed(NamedTuple):
    """The team spoke about a person at a meeting."""

    id: int
    meeting_id: str
    person_id: str
    by_id: str
    at: datetime
    said: str = ""


class Task(NamedTuple):
    """An owned action. Undone, it rolls to the next meeting; it cannot vanish."""

    id: str
    team_id: int
    what: str
    owner_id: str
    due_on: date
    made_by_id: str
    made_at: datetime
    person_id: str | None = None
    meeting_id: str | None = None
    done_at: datetime | None = None
    done_by_id: str | None = None
    came_of_it: str = ""


class Handover(NamedTuple):
    """Something the next ones need to know, until it expires by itself."""

    id: int
    team_id: int
    person_id: str
    says: str
    by_id: str
    at: datetime
    expires_at: datetime
