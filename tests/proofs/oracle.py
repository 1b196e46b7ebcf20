"""Who may see what of whom, worked out from bare rows by the rules written here.

Kept apart from the code under test: it imports nothing of the program, and asks its questions as a
superuser, for whom no policy holds. Whoever changes who sees what writes it down here too, in words
of their own: a rule that stands in one place only shows as a difference.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from tests.proofs.canaries import Canary

LONDON = ZoneInfo("Europe/London")
IN_THE_TEAM = {"worker", "care co-ordinator", "team manager", "administrator"}
AFTER_A_REASON = IN_THE_TEAM - {"administrator"}
_ROLES = """
SELECT worker_id::text, team_id, role FROM staff_membership
 WHERE began_on <= %(on)s AND (ended_on IS NULL OR ended_on >= %(on)s)"""

# What a practitioner of a partner sees of whoever consents to it by name; by initial, the last.
MINIMUM = ("people_person.given_name", "people_person.family_name", "people_person.ward")
_ANSWERS = """
SELECT r.practitioner_id::text, c.person_id::text, c.answer, c.called_by FROM sharing_consent c
  JOIN sharing_recipient r ON r.id = c.recipient_id AND r.practitioner_id IS NOT NULL
 WHERE c.asked = 'minimum' ORDER BY c.answered_on, c.at, c.id"""
_AGREED = """
SELECT agency_id, team_id, ended_on IS NULL OR ended_on >= %(on)s FROM partners_protocol
 ORDER BY agreement, number"""

# What somebody reads of themself with their own sign-in; and what a carer does, by what they may be
# told. Whom they let be told, and to whom a letter went, are people of their own choosing.
OF_THEMSELF = {
    "people_person.given_name", "people_person.known_as", "careplans_careplan.in_their_words",
    "careplans_careplan.early_signs", "careplans_careplan.in_a_crisis", "careplans_goal.words",
    "careplans_careplan.triggers", "careplans_careplan.what_helps", "careplans_careplan.response",
    "careplans_careplan.what_family_does",
    "careplans_intervention.what", "careplans_intervention.who", "careplans_intervention.when",
    "sharing_recipient.name", "documents_sent.addressee",
    "sharing_disclosure.what", "sharing_disclosure.to_whom", "sharing_disclosure.of_what",
}  # fmt: skip
TOLD = {
    "in-care": set[str](),
    "how-they-are": set[str](),
    "medication": set[str](),
    "plan": {column for column in OF_THEMSELF if column.startswith("careplans_")}
    - {
        "careplans_careplan.in_a_crisis",
        "careplans_careplan.triggers",
        "careplans_careplan.what_helps",
        "careplans_careplan.response",
    },
    "crisis": {"careplans_careplan.in_a_crisis"},
    "where": {"inpatient_spell.place"},
}
_OWN = """
SELECT o.id::text, o.person_id::text, o.recipient_id::text FROM own_ownsignin o
  JOIN people_person p ON p.id = o.person_id AND p.died_on IS NULL WHERE o.ended_at IS NULL"""
_TO_CARERS = """
SELECT recipient_id::text, asked, answer = 'yes' AND look_again_on >= %(on)s FROM sharing_consent
 ORDER BY answered_on, at, id"""
_IN_CARE = """
SELECT person_id::text FROM caseload_episode e
 WHERE NOT EXISTS (SELECT FROM caseload_discharge d WHERE d.episode_id = e.id)"""


@dataclass(frozen=True)
class Actor:
    """Somebody who asks; whoever is no worker has no worker's id, and a stranger neither."""

    name: str
    worker: str = ""
    account: str = ""


class Oracle:
    """Says of an actor and a canary whether one may come before the other's eyes, as of now."""

    def __init__(self, superuser: psycopg.Connection[Any], *, at: datetime) -> None:
        self.roles: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for worker, team, role in superuser.execute(_ROLES, {"on": at.astimezone(LONDON).date()}):
            self.roles[worker][team].add(role)
        self.teams_of: dict[str, set[int]] = defaultdict(set)  # also of those who left
        for worker, team in superuser.execute(
            "SELECT worker_id::text, team_id FROM staff_membership"
        ):
            self.teams_of[worker].add(team)
        # Who knows somebody outside work sees nothing of them, whatever else they may do.
        self.shut_out = set(
            superuser.execute(
                "SELECT worker_id::text, person_id::text FROM access_connection"
                " WHERE ended_at IS NULL"
            )
        )
        # Who opened a record in an emergency sees it until then: what a worker of the team sees.
        self.opened = set(
            superuser.execute(
                "SELECT worker_id::text, person_id::text FROM access_emergency"
                " WHERE ended_at IS NULL AND until > %s",
                [at],
            )
        )
        self.knowing: dict[str, set[int]] = defaultdict(set)
        for person, team in superuser.execute(
            "SELECT person_id::text, team_id FROM access_relationship WHERE ended_at IS NULL"
        ):
            self.knowing[person].add(team)
        self.referrals = {
            row[0]: row[1:]
            for row in superuser.execute(
                "SELECT id::text, referred_by_id::text, to_team_id, received_at IS NOT NULL,"
                " person_id::text FROM referrals_referral"
            )
        }
        self.offered: dict[str, set[int]] = defaultdict(set)
        for person, team in superuser.execute(
            "SELECT person_id::text, to_team_id FROM caseload_transfer WHERE to_team_id IS NOT NULL"
        ):
            self.offered[person].add(team)
        self._partners(superuser, {"on": at.astimezone(LONDON).date()})
        self._own(superuser, {"on": at.astimezone(LONDON).date()})

    def _partners(self, superuser: psycopg.Connection[Any], day: dict[str, date]) -> None:
        """Work out which practitioners may know of whom, and by what name."""
        self.agency = {
            row[0]: row[1]
            for row in superuser.execute(
                "SELECT id::text, agency_id FROM partners_practitioner WHERE began_on <= %(on)s"
                " AND (ended_on IS NULL OR ended_on >= %(on)s)",
                day,
            )
        }
        agreed = {row[:2]: row[2] for row in superuser.execute(_AGREED, day)}
        last = {row[:2]: row[2:] for row in superuser.execute(_ANSWERS)}
        self.shared = {
            both: called_by
            for both, (answer, called_by) in last.items()
            if answer == "yes"
            and any(agreed.get((self.agency.get(both[0]), team)) for team in self.knowing[both[1]])
        }

    def _own(self, superuser: psycopg.Connection[Any], day: dict[str, date]) -> None:
        """Work out what each sign-in of somebody's own shows, of whom."""
        in_care = {row[0] for row in superuser.execute(_IN_CARE)}
        told: dict[str, dict[str, bool]] = defaultdict(dict)
        for recipient, asked, is_told in superuser.execute(_TO_CARERS, day):
            told[recipient][asked] = is_told
        self.own: dict[str, tuple[str, set[str]]] = {}
        for own, person, recipient in superuser.execute(_OWN):
            if not self.knowing[person]:
                continue
            if recipient is None:
                self.own[own] = (person, OF_THEMSELF)
            elif person in in_care:
                kinds = [TOLD[asked] for asked, yes in told[recipient].items() if yes]
                name = {"people_person.given_name", "people_person.known_as"}
                self.own[own] = (person, set().union(name, *kinds) if kinds else set())

    def may_see(self, actor: Actor, canary: Canary, *, with_reason: bool = False) -> bool:
        """Whether a canary is meant for this actor."""
        named = self.shared.get((actor.worker, canary.of))
        if named and canary.column in (MINIMUM if named == "name" else MINIMUM[-1:]):
            return True
        person, columns = self.own.get(actor.worker, ("", set()))
        if canary.of == person and canary.column in columns:
            return True
        meant = getattr(self, f"_meant_for_{canary.meant_for.replace('-', '_')}")
        return bool(meant(actor, canary.of, with_reason))

    def sees_people(self, actor: Actor) -> bool:
        """Whether somebody may see the people of any team at all; outsiders may not."""
        return any(self._is_in(actor, team) for team in self.roles.get(actor.worker, {}))

    def knows(self, actor: Actor, person: str, roles: set[str] = IN_THE_TEAM) -> bool:
        """Whether somebody with one of these roles is in a team that knows a person."""
        if (actor.worker, person) in self.shut_out:
            return False
        if (actor.worker, person) in self.opened:
            return True
        return any(self._is_in(actor, team, roles) for team in self.knowing[person])

    def _is_in(self, actor: Actor, team: int, roles: set[str] = IN_THE_TEAM) -> bool:
        held = self.roles.get(actor.worker, {}).get(team, set())
        return bool(roles & held)

    def _meant_for_team(self, actor: Actor, person: str, _: bool) -> bool:
        return self.knows(actor, person)

    def _meant_for_reason(self, actor: Actor, person: str, with_reason: bool) -> bool:
        return with_reason and self.knows(actor, person, AFTER_A_REASON)

    def _meant_for_arrived(self, actor: Actor, referral: str, _: bool) -> bool:
        _by, team, is_sent, person = self.referrals[referral]
        if (actor.worker, person) in self.shut_out:
            return False
        return (is_sent and self._is_in(actor, team)) or self.knows(actor, person or "")

    def _meant_for_referral(self, actor: Actor, referral: str, _: bool) -> bool:
        by = self.referrals[referral][0]
        still_works = bool(self.roles.get(actor.worker))
        wrote_it = bool(actor.worker) and by == actor.worker and still_works
        return wrote_it or self._meant_for_arrived(actor, referral, _)

    def _meant_for_own_team(self, actor: Actor, team: str, _: bool) -> bool:
        return self._is_in(actor, int(team))

    def _meant_for_offered(self, actor: Actor, person: str, _: bool) -> bool:
        asked = any(self._is_in(actor, team) for team in self.offered[person])
        return asked or self.knows(actor, person)

    def _meant_for_connected(self, actor: Actor, both: str, _: bool) -> bool:
        worker, person = both.split()
        return actor.worker == worker or self.knows(actor, person)

    def _meant_for_why(self, actor: Actor, worker: str, _: bool) -> bool:
        officer = {"privacy officer"}
        reviewed = any(self._is_in(actor, team, officer) for team in self.teams_of[worker])
        return reviewed or actor.worker == worker

    def _meant_for_breach(self, actor: Actor, both: str, _: bool) -> bool:
        reporter, team = both.split()
        follow_it_up = {"team manager", "privacy officer"}
        still_works = bool(self.roles.get(actor.worker))
        reported = actor.worker == reporter and still_works
        return reported or self._is_in(actor, int(team), follow_it_up)

    def _meant_for_account(self, actor: Actor, account: str, _: bool) -> bool:
        return actor.account == account

    def _meant_for_risk(self, actor: Actor, both: str, _: bool) -> bool:
        person, practitioner = both.split()
        theirs = actor.worker == practitioner and (practitioner, person) in self.shared
        return theirs or self.knows(actor, person)

    def _meant_for_agreed(self, actor: Actor, both: str, _: bool) -> bool:
        agency, team = map(int, both.split())
        return self.agency.get(actor.worker) == agency or self._is_in(actor, team)

    def _meant_for_learning(self, actor: Actor, both: str, _: bool) -> bool:
        practitioner, team = both.split()
        theirs = actor.worker == practitioner and practitioner in self.agency
        return theirs or self._is_in(actor, int(team))
