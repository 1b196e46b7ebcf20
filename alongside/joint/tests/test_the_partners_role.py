"""What the database opens to a practitioner: one view, a few functions, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.access import context
from alongside.joint.tests.shared import (
    AGAIN,
    TODAY,
    asking_as,
    consent,
    said,
    sql,
)
from alongside.kernel.rules import Refused
from alongside.partners import actions as partners
from alongside.partners.actions import Agreed
from alongside.partners.models import Practitioner, Protocol
from alongside.partners.tests.partnered import AGREED
from alongside.policy.consent import Answer
from alongside.policy.joint import CalledBy
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
EVERYTHING = """
    SELECT c.relname, c.relkind FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    ORDER BY 1"""
COLUMNS = [
    "person_id", "shared_with", "name", "gender", "ethnicity", "ward", "born_on", "risk",
    "risk_by", "risk_at", "visits", "contacts", "proposals",
]  # fmt: skip


def seen(practitioner: Practitioner, **when: Any) -> list[str]:
    with asking_as(practitioner, **when):
        return [str(name) for (name,) in sql("SELECT name FROM joint_minimum")]


def opens(statement: str) -> bool:
    try:
        with transaction.atomic():
            sql(statement)
    except DatabaseError as refused:
        if "permission denied" in str(refused) or "cannot" in str(refused):
            return False
        raise
    return True


def test_of_every_table_and_view_one_view_opens(jo: Practitioner, sams: Recipient) -> None:
    every = [str(name) for name, kind in sql(EVERYTHING) if kind != "S"]
    assert len(every) > 100
    with asking_as(jo):
        assert [name for name in every if opens(f'SELECT FROM "{name}" LIMIT 1')] == [
            "joint_minimum"
        ]


def test_nothing_at_all_is_written_but_through_functions(jo: Practitioner) -> None:
    every = [str(name) for name, kind in sql(EVERYTHING) if kind != "S"]
    with asking_as(jo):
        for name in every:
            assert not opens(f'INSERT INTO "{name}" DEFAULT VALUES'), name
            assert not opens(f'DELETE FROM "{name}"'), name
    rights = sql(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND CASE"
        " WHEN relkind = 'S' THEN has_sequence_privilege('alongside_partner', oid, 'USAGE, UPDATE')"
        " WHEN relkind IN ('r', 'p', 'v') THEN has_table_privilege('alongside_partner', oid,"
        "  'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"
        "  OR has_any_column_privilege('alongside_partner', oid, 'INSERT, UPDATE') END"
    )
    assert rights == []


def test_no_function_that_reads_as_the_owner_opens_but_three() -> None:
    found = sql(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND prorettype <> 'trigger'::regtype"
        " AND has_function_privilege('alongside_partner', oid, 'EXECUTE') ORDER BY 1"
    )
    assert found == [("joint_answer_visit",), ("joint_propose_visit",), ("joint_record_contact",)]


def test_the_role_is_nobody_special_and_the_program_takes_it_only_on_purpose() -> None:
    assert sql(
        "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
        " WHERE rolname = 'alongside_partner'"
    ) == [(False, False, False, False, False)]
    assert not opens("SELECT FROM joint_minimum"), "nothing of it is inherited"
    assert not opens("SELECT FROM joint_in_force")
    assert not opens("SELECT joint_propose_visit(NULL, NULL, NULL, NULL, NULL, NULL)")


def test_the_view_has_these_columns_and_no_others(jo: Practitioner, sams: Recipient) -> None:
    with asking_as(jo), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM joint_minimum")
        assert [column.name for column in cursor.description] == COLUMNS
    [(options,)] = sql("SELECT reloptions FROM pg_class WHERE relname = 'joint_minimum'")
    assert options == ["security_barrier=true"]


def test_nobody_asking_is_an_error_and_no_empty_list(jo: Practitioner, sams: Recipient) -> None:
    with transaction.atomic():
        sql("SELECT set_config('alongside.practitioner', '', true)")
        refused = pytest.raises(DatabaseError, match="invalid input syntax")
        with context.as_partner(), refused, transaction.atomic():
            sql("SELECT FROM joint_minimum")


def test_a_worker_who_becomes_a_partner_sees_nobody(cast: Cast, sams: Recipient) -> None:
    with asking(cast.ngozi), context.as_partner():
        sql("SELECT set_config('alongside.practitioner', %s, true)", str(cast.ngozi.pk))
        sql("SELECT set_config('alongside.today', '2026-11-23', true)")
        assert sql("SELECT * FROM joint_minimum") == []


def test_it_is_the_practitioner_and_never_the_agency(
    cast: Cast, jo: Practitioner, kit: Practitioner, sams: Recipient
) -> None:
    assert seen(jo) == ["Samuel Ó Briain"]
    assert seen(kit) == []


def test_the_last_answer_stands_by_the_day_it_was_given(
    cast: Cast, jo: Practitioner, sams: Recipient
) -> None:
    def answers(what: sharing.Said, at: datetime) -> list[str]:
        with asking(cast.ngozi) as ngozi:
            sharing.keep_consent(sams, said=what, by=ngozi, at=at)
        return seen(jo)

    assert answers(said(Answer.NO), NOW + A_DAY) == []
    late = answers(said(on=TODAY - 7 * A_DAY), NOW + 2 * A_DAY)
    assert late == [], "last week's yes that is written late undoes no no"
    initial = said(called_by=CalledBy.INITIAL, on=TODAY + A_DAY)
    assert answers(initial, NOW + 2 * A_DAY) == ["S."]


def test_taking_back_works_at_the_next_question(
    cast: Cast, jo: Practitioner, sams: Recipient
) -> None:
    with asking(cast.ngozi) as ngozi:
        sharing.take_back(sams, look_again_on=AGAIN, by=ngozi, at=NOW + A_DAY)
    assert seen(jo) == []


def test_it_ends_with_the_practitioners_last_day(
    cast: Cast, jo: Practitioner, sams: Recipient
) -> None:
    with asking(cast.tom) as tom:
        partners.let_out(jo, team_id=cast.north.pk, ended_on=TODAY, by=tom, at=NOW)
    assert seen(jo, on=TODAY) == ["Samuel Ó Briain"]
    assert seen(jo, on=TODAY + A_DAY) == []


def test_it_ends_with_the_agreement(
    cast: Cast, jo: Practitioner, sams: Recipient, protocol: Protocol
) -> None:
    with asking(cast.tom) as tom:
        partners.amend_protocol(
            protocol, agreed=Agreed(**AGREED), amended_on=TODAY, because="It ends", ended_on=TODAY,
            by=tom, at=NOW,
        )  # fmt: skip
    assert seen(jo, on=TODAY) == ["Samuel Ó Briain"]
    assert seen(jo, on=TODAY + A_DAY) == []


def test_whom_no_team_knows_any_more_nobody_sees(
    cast: Cast, jo: Practitioner, sams: Recipient
) -> None:
    with asking(cast.ngozi):
        sql("UPDATE access_relationship SET ended_at = now() WHERE person_id = %s", cast.sam.pk)
    assert seen(jo) == []


def test_nobody_consents_in_the_place_of_somebody_of_another_team(
    cast: Cast, jo: Practitioner
) -> None:
    """South has no agreement with this agency, whatever somebody wrote down there."""
    with asking(cast.sian) as sian:
        consent(cast, jo, by=sian, person=cast.dylan)
    assert seen(jo) == []


@pytest.mark.parametrize(
    "call",
    [
        "joint_record_contact(gen_random_uuid(), %s, now(), 'home', true, '[]', now())",
        "joint_propose_visit(gen_random_uuid(), %s, now(), 45, 'home', now())",
    ],
)
def test_without_consent_nothing_is_written_about_anybody(
    cast: Cast, jo: Practitioner, sams: Recipient, call: str
) -> None:
    with asking_as(jo):
        sql(f"SELECT {call}", cast.sam.pk)
        with pytest.raises(DatabaseError, match="nobody is there"), transaction.atomic():
            sql(f"SELECT {call}", cast.dylan.pk)


def test_the_same_practitioner_is_asked_about_once(cast: Cast, sams: Recipient) -> None:
    assert sams.practitioner
    with asking(cast.ngozi) as ngozi, pytest.raises(Refused, match="asked about Jo Marsh before"):
        consent(cast, sams.practitioner, by=ngozi)
