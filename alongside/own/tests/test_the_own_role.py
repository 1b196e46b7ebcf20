"""What the database opens to an own sign-in: a few views and functions, of one person."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.access import context
from alongside.own.models import OwnSignIn
from alongside.own.tests.owned import asking_as, given, sql
from alongside.partners.tests.partnered import join, partnered
from alongside.record.tests.telling import everything
from alongside.staff.models import Worker
from tests.cast import Cast, asking

pytestmark = pytest.mark.django_db
VIEWS = {"own_person", "own_plan", "own_told", "own_shared", "own_copies", "own_carer"}
OF_THEMSELF = VIEWS - {"own_carer"}
EVERYTHING = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1"""


def opens(statement: str) -> bool:
    try:
        with transaction.atomic():
            sql(statement)
    except DatabaseError as refused:
        if "permission denied" in str(refused) or "cannot" in str(refused):
            return False
        raise
    return True


def test_of_every_table_and_view_these_open(sams: OwnSignIn) -> None:
    every = [str(name) for (name,) in sql(EVERYTHING)]
    assert len(every) > 100
    with asking_as(sams):
        assert {name for name in every if opens(f'SELECT FROM "{name}" LIMIT 1')} == VIEWS


def test_nothing_at_all_is_written_but_through_functions(sams: OwnSignIn) -> None:
    every = [str(name) for (name,) in sql(EVERYTHING)]
    with asking_as(sams):
        for name in every:
            assert not opens(f'INSERT INTO "{name}" DEFAULT VALUES'), name
            assert not opens(f'DELETE FROM "{name}"'), name
    rights = sql(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND CASE"
        " WHEN relkind = 'S' THEN has_sequence_privilege('alongside_own', oid, 'USAGE, UPDATE')"
        " WHEN relkind IN ('r', 'p', 'v') THEN has_table_privilege('alongside_own', oid,"
        "  'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"
        "  OR has_any_column_privilege('alongside_own', oid, 'INSERT, UPDATE') END"
    )
    assert rights == []


def test_no_function_that_reads_as_the_owner_opens_but_four() -> None:
    found = sql(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef"
        " AND prorettype <> 'trigger'::regtype"
        " AND has_function_privilege('alongside_own', oid, 'EXECUTE') ORDER BY 1"
    )
    assert [name for (name,) in found] == [
        "own_ask_for_copy", "own_end", "own_looked", "own_take_back",
    ]  # fmt: skip


def test_the_role_is_nobody_special_and_the_program_takes_it_only_on_purpose() -> None:
    assert sql(
        "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
        " WHERE rolname = 'alongside_own'"
    ) == [(False, False, False, False, False)]
    for what in ("FROM own_person", "FROM own_in_force", "own_end(now())", "FROM own_carer",
                 "own_looked()", "alongside_openings_of(NULL)"):  # fmt: skip
        assert not opens(f"SELECT {what}"), what


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_nobody_asking_is_an_error_and_no_empty_list(sams: OwnSignIn, view: str) -> None:
    with transaction.atomic():
        sql("SELECT set_config('alongside.own', '', true)")
        refused = pytest.raises(DatabaseError, match="invalid input syntax")
        with context.as_own(), refused, transaction.atomic():
            sql(f"SELECT FROM {view}")


def test_a_worker_and_another_sign_in_see_nobody(
    cast: Cast, sams: OwnSignIn, orlas: OwnSignIn
) -> None:
    everything(cast)
    with asking(cast.sian) as sian:
        dylans = given(cast, by=sian, person=cast.dylan)
    with asking_as(sams):
        assert [row[0] for row in sql("SELECT person_id FROM own_person")] == [cast.sam.pk]
        assert sql("SELECT * FROM own_plan"), "of himself there is something to be seen"
    with asking_as(dylans):
        assert [row[0] for row in sql("SELECT person_id FROM own_person")] == [cast.dylan.pk]
        assert sql("SELECT * FROM own_plan") == []
    for who in (cast.ngozi, orlas):
        with asking_as(who):  # type: ignore[arg-type]  # a worker's id is no sign-in
            assert [view for view in OF_THEMSELF if sql(f"SELECT * FROM {view}")] == []
            assert sql("SELECT * FROM own_looked()") == []


def test_every_view_is_a_barrier() -> None:
    found = sql("SELECT relname, reloptions FROM pg_class WHERE relname = ANY(%s)", [*VIEWS])
    assert {name for name, options in found if options == ["security_barrier=true"]} == VIEWS


def test_an_account_is_never_a_workers_too(cast: Cast, sams: OwnSignIn) -> None:
    with asking(cast.tom) as tom:
        jo = join(cast, partnered(cast, by=tom), by=tom)
    with asking(cast.ngozi) as ngozi:
        other: dict[str, Any] = {"person": cast.sam, "given_by": ngozi, "given_at": sams.given_at}
        OwnSignIn.objects.filter(pk=sams.pk).update(ended_at=sams.given_at, ended_because="Over")
        assert cast.ngozi.account_id
        for account in (cast.ngozi.account_id, jo.account_id):
            with pytest.raises(IntegrityError, match="somebody else's"), transaction.atomic():
                OwnSignIn.objects.create(account_id=account, **other)
        with pytest.raises(IntegrityError, match="somebody's own"), transaction.atomic():
            Worker.objects.create(name="Sam", account=sams.account)


def test_an_account_is_of_one_person_for_ever(cast: Cast, sams: OwnSignIn) -> None:
    with asking(cast.ngozi):
        OwnSignIn.objects.filter(pk=sams.pk).update(ended_at=sams.given_at, ended_because="Over")
    with (
        asking(cast.sian) as sian,
        pytest.raises(IntegrityError, match="somebody else's"),
        transaction.atomic(),
    ):
        OwnSignIn.objects.create(
            account=sams.account, person=cast.dylan, given_by=sian, given_at=sams.given_at
        )


def test_what_ended_stays_ended(cast: Cast, sams: OwnSignIn) -> None:
    with asking_as(sams):
        [(whose,)] = sql("SELECT own_end(now())")
        assert whose == cast.sam.pk
        assert sql("SELECT own_end(now())") == [(None,)]
        assert sql("SELECT * FROM own_person") == []
    refused = pytest.raises(DatabaseError, match="Cannot update")
    with asking(cast.ngozi), refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE own_ownsignin SET ended_at = NULL, ended_because = ''")
