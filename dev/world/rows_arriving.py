"""Rows of who works where, who is known, and who was referred: one class per table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple


class Account(NamedTuple):
    """Somebody's way to sign in. What they may do comes from who they are, not from here."""

    password: str
    id: str
    email: str
    last_login: datetime | None = None
    is_active: bool = True
    must_change_password: bool = False
    ended_sign_ins: int = 0


class Relationship(NamedTuple):
    """A team knows a person: why, since when, and until when if that ended."""

    id: int
    person_id: str
    team_id: int
    because: str
    began_at: datetime
    ended_at: datetime | None = None


class Provider(NamedTuple):
    """The organisation that runs the services, with whom to turn to when something is wrong."""

    id: int
    name: str
    ods_code: str = ""
    address: str = ""
    pals: str = ""
    complaints: str = ""
    advocacy: str = ""


class Service(NamedTuple):
    """A service: the nation whose rules and the framework whose names it works under."""

    id: int
    provider_id: int
    name: str
    nation: str
    framework: str


class Team(NamedTuple):
    """A team, dedicated or inside another; one that keeps a caseload or one that refers to it."""

    id: int
    service_id: int
    name: str
    kind: str
    parent_id: int | None = None
    address: str = ""
    phone: str = ""
    places: int | None = None
    closed_on: date | None = None


class Worker(NamedTuple):
    """Somebody who works in a team of ours, or in one that refers to us."""

    id: str
    name: str
    profession: str
    account_id: str | None = None
    gender: str = ""
    languages: Sequence[str] = ()
    skills: Sequence[str] = ()
    cultures: Sequence[str] = ()
    band: str = ""
    phone: str = ""


class Membership(NamedTuple):
    """A worker has a role in a team, from a first to a last day, for part of the week."""

    id: int
    worker_id: str
    team_id: int
    role: str
    began_on: date
    whole_time: Decimal = Decimal(1)
    ended_on: date | None = None


class WorkingDay(NamedTuple):
    """The hours that a worker works on one day of the week in a team."""

    id: int
    worker_id: str
    weekday: int
    starts: time
    ends: time


class Absence(NamedTuple):
    """A worker is away, from a first to a last day: leave, sickness, training."""

    id: int
    worker_id: str
    why: str
    began_on: date
    ended_on: date | None = None


class Agency(NamedTuple):
    """A GP practice, a drug service, a housing provider or another agency."""

    id: int
    name: str
    kind: str
    ods_code: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""


class Person(NamedTuple):
    """Somebody whom a team knows. Anything but the id may be not known."""

    id: str
    recorded_at: datetime
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    former_names: str = ""
    born_on: date | None = None
    died_on: date | None = None
    nhs_number: str = ""
    gender: str = "X"
    pronouns: str = ""
    ethnicity: str = ""
    religion: str = ""
    first_language: str = ""
    needs_interpreter: bool | None = None
    communication_needs: str = ""
    address: str = ""
    postcode: str = ""
    ward: str = ""
    no_fixed_address: bool = False
    where_to_find: str = ""
    phone: str = ""
    gp_practice_id: int | None = None
    before_knocking: str = ""


class Wish(NamedTuple):
    """What a person wishes or needs in those who work with them, or that they have no wish."""

    id: int
    person_id: str
    about: str
    answer: str
    asked_at: datetime
    asked_by_id: str
    value: str = ""
    in_their_words: str = ""


class Criteria(NamedTuple):
    """A version of a service's criteria: a pack as TOML, a draft until it is given a first day."""

    id: int
    service_id: int
    title: str
    toml: str
    written_by_id: str
    written_at: datetime
    based_on_id: int | None = None
    in_force_from: date | None = None
    why: str = ""


class Referral(NamedTuple):
    """Somebody was referred to a team: by whom, and about them what the referrer told."""

    id: str
    to_team_id: int
    channel: str
    begun_at: datetime
    facts: str  # as JSON
    from_team_id: int | None = None
    referred_by_id: str | None = None
    referrer_name: str = ""
    referrer_contact: str = ""
    received_at: datetime | None = None
    withdrawn_at: datetime | None = None
    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    born_on: date | None = None
    nhs_number: str = ""
    gender: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    gp_practice: str = ""
    first_language: str = ""
    needs_interpreter: str = ""
    communication_needs: str = ""
    ethnicity: str = ""
    religion: str = ""
    wishes: str = ""
    pathway: str = ""
    priority: str = "3"
    reason: str = ""
    person_wants: str = ""
    who_holds_care: str = ""
    person_id: str | None = None
    returned_from: str | None = None
    came_in_id: int | None = None
    their_reference: str = ""
    ended_elsewhere_on: date | None = None


class Question(NamedTuple):
    """Something that the criteria need and nobody knows yet, put to the referrer."""

    id: int
    referral_id: str
    fact: str
    asks: str
    asked_by_id: str
    asked_at: datetime
    answer: str = ""
    answered_by_id: str | None = None
    answered_at: datetime | None = None


class Decision(NamedTuple):
    """What was decided on a referral, under which criteria, with every answer as it was then."""

    id: int
    referral_id: str
    criteria_id: int
    outcome: str
    eligibility: str  # as JSON
    explanation: str
    decided_by_id: str
    decided_at: datetime
    skipped_screening: bool = False
    care_holder: str = ""
    what_next: str = ""


class ScreeningSession(NamedTuple):
    """One of a few meetings with somebody referred, by one or two workers (R 4)."""

    id: int
    referral_id: str
    held_at: datetime
    worker_id: str
    written_by_id: str
    written_at: datetime
    second_worker_id: str | None = None
    wants: str = ""
    good_at: str = ""
    needs: str = ""
    safety: str = ""
    support_now: str = ""
    is_last: bool = False


class ScreeningPlan(NamedTuple):
    """When and with whom somebody is to be met; the newest counts, one without a time is off."""

    id: int
    referral_id: str
    planned_by_id: str
    planned_at: datetime
    planned_for: datetime | None = None
    place: str = ""
    worker_id: str | None = None
    second_worker_id: str | None = None
    why: str = ""


class TurnedAway(NamedTuple):
    """Somebody asked for themself or for a relative; told kindly whom to ask, and counted."""

    id: int
    team_id: int
    asked: str
    told: str
    at: datetime
    by_id: str | None = None
