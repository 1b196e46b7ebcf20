"""The pages that are measured, each with its limit and how a worker asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
from django.urls import reverse

from bench.measuring import AT_ONCE, Ask
from bench.visitor import Answer, Unexpected, Visitor, fields_of


@dataclass(frozen=True)
class Case:
    """A care co-ordinator of a typical team, and some of the people there."""

    email: str
    worker_id: str
    team_id: int
    person_ids: tuple[str, ...]  # in the team's care, as many as record at once
    long_record_id: str  # with two thousand contacts
    misspelt: str  # a name of somebody there, one letter wrong


NOTE = "Was up and dressed, kettle already on. Agreed on Thursday."  # of each contact recorded
_TEAM = "(SELECT min(id) FROM staff_team WHERE kind = 'assertive outreach')"
_RECORDED = f"""
    DELETE FROM contacts_contact WHERE note = '{NOTE}'
       AND person_id IN (SELECT person_id FROM caseload_episode WHERE team_id = {_TEAM})"""
_COORDINATOR = f"""
    SELECT a.email, w.id::text, m.team_id FROM staff_membership m
      JOIN staff_worker w ON w.id = m.worker_id JOIN access_account a ON a.id = w.account_id
     WHERE m.team_id = {_TEAM}
       AND m.role = 'care co-ordinator' AND m.whole_time = 1 ORDER BY w.id LIMIT 1"""
_BY_CONTACTS = """
    SELECT c.person_id::text, p.given_name, p.family_name FROM contacts_contact c
      JOIN people_person p ON p.id = c.person_id
      JOIN caseload_episode e ON e.person_id = p.id AND e.team_id = c.team_id
     WHERE c.team_id = %s AND length(p.family_name) > 5
       AND NOT EXISTS (SELECT FROM caseload_discharge d WHERE d.episode_id = e.id)
     GROUP BY 1, 2, 3 ORDER BY count(*) DESC"""


def case_in(superuser: psycopg.Connection) -> Case:
    """Find whose working day is measured: somebody in the first team of a world.

    What was recorded there in measuring before is removed: no team has thousands of contacts a day.
    """
    superuser.execute("SET session_replication_role = replica")  # nobody else removes a contact
    superuser.execute(_RECORDED)
    email, worker, team = superuser.execute(_COORDINATOR).fetchall()[0]
    people = superuser.execute(_BY_CONTACTS, [team]).fetchall()
    longest = superuser.execute(
        "SELECT person_id::text FROM contacts_contact WHERE team_id = %s"
        " GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
        [team],
    ).fetchall()[0][0]
    some = people[len(people) // 2 :][:AT_ONCE]
    _, given, family = some[0]
    slip = f"{family[:2]}{family[3]}{family[2]}{family[4:]}"
    return Case(email, worker, team, tuple(one for one, *_ in some), longest, f"{given} {slip}")


@dataclass(frozen=True)
class Page:
    """A page or action: its limit as a multiple of the yardstick, and how to ask for it."""

    name: str
    limit: float
    asking: Callable[[Case, Visitor], Ask]


def _opened(path: str) -> Ask:
    """Return how to open a page."""
    return lambda visitor: visitor.get(path)


def _search(case: Case, _visitor: Visitor) -> Ask:
    return _opened(f"{reverse('record:people')}?{urlencode({'q': case.misspelt})}")


def _my_day(_case: Case, _visitor: Visitor) -> Ask:
    return _opened(reverse("today:my-day"))


def _referrals(_case: Case, _visitor: Visitor) -> Ask:
    return _opened(reverse("referrals:list"))


def _person(case: Case, _visitor: Visitor) -> Ask:
    return _opened(reverse("record:person", args=[case.long_record_id]))


def _caseload(_case: Case, _visitor: Visitor) -> Ask:
    return _opened(reverse("today:caseload"))


def _board(case: Case, _visitor: Visitor) -> Ask:
    return _opened(reverse("today:board", args=[case.team_id]))


def _record(case: Case, visitor: Visitor) -> Ask:
    """Send the form of a contact, as a worker would who says that the visit went well.

    Each time with the next person: who record a contact at once were with different people.
    """
    paths = [reverse("contacts:new", args=[one]) for one in case.person_ids]
    forms = cycle([(path, fields_of(visitor.get(path).text)) for path in paths])

    def send(one: Visitor) -> Answer:
        path, asked = next(forms)
        told = {
            "id": str(uuid4()),  # the same id again would be the same contact
            "outcome": "seen",
            "minutes": "40",
            "interventions": ["engagement"],
            "note": NOTE,
        }
        answer = one.post(path, asked | told)
        if answer.status != 302:
            raise Unexpected(f"the contact was not recorded: {answer.status}")
        return answer

    return send


PAGES = (
    Page("person search by name, misspelt", 8, _search),
    Page("my day", 15, _my_day),
    Page("referral list with what is missing", 12, _referrals),
    Page("person page with 2,000 contacts", 25, _person),
    Page("caseload with what is overdue", 15, _caseload),
    Page("board of a team of 100", 40, _board),
    Page("record a contact", 12, _record),  # the last: a board would count what it leaves
)
