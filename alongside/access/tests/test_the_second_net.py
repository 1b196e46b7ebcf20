"""What the database itself holds, whatever the program forgets."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.access import actions, context, queries
from alongside.access.models import Opening, Relationship
from alongside.audit.models import Entry
from alongside.people.models import Person
from tests.cast import NOW, Cast, asking


def _sql(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


# Of access itself, which say it in their own policy or are about whoever asks; and letters, which
# are seen by the teams that know the person, or else are about nobody known.
_SAY_IT_THEMSELVES = {
    "access_relationship", "access_connection", "access_connectionevent", "access_emergency",
    "audit_entry", "documents_sent",
}  # fmt: skip


def test_every_table_about_people_is_closed_to_who_knows_them_outside_work(cast: Cast) -> None:
    """By asking which teams know the person and nothing else, or by a policy of its own."""
    found = _sql(
        "SELECT c.relname, max(qual) FILTER (WHERE policyname = 'asked_by'),"
        " coalesce(bool_or(policyname = 'shut_out'), false) FROM pg_class AS c"
        " JOIN pg_attribute AS a ON attrelid = c.oid AND attname = 'person_id'"
        " LEFT JOIN pg_policies AS p ON p.tablename = c.relname"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY 1"
    )
    assert len(found) > 40
    open_to_them = {
        table
        for table, asked, is_shut in found
        if not is_shut and ("access_relationship" not in str(asked) or " OR " in str(asked))
    }
    assert open_to_them == _SAY_IT_THEMSELVES


def _forget_who_asks() -> None:
    _sql("SELECT set_config('alongside.teams', '', true), set_config('alongside.worker', '', true)")


def test_a_query_without_a_filter_finds_only_people_of_the_teams_of_who_asks(cast: Cast) -> None:
    with asking(cast.ngozi):
        assert list(Person.objects.all()) == [cast.sam]
    with asking(cast.sian):
        assert list(Person.objects.all()) == [cast.dylan]
    with asking(cast.ruth):
        assert list(Person.objects.all()) == []


def test_nobody_asking_is_an_error_and_not_an_empty_list(cast: Cast) -> None:
    _forget_who_asks()
    with pytest.raises(DatabaseError, match="malformed array literal"), transaction.atomic():
        list(Person.objects.all())


def test_who_asks_holds_for_a_transaction_only() -> None:
    with pytest.raises(RuntimeError, match="open one first"):
        context.enter(worker_id=uuid4(), team_ids=())


def test_history_of_a_person_is_as_hidden_as_the_person(cast: Cast) -> None:
    with asking(cast.ngozi):
        Person.objects.filter(pk=cast.sam.pk).update(phone="07700 900999")
        assert _sql("SELECT phone FROM people_personevent WHERE pgh_label = 'update'") == [
            ("07700 900999",)
        ]
    with asking(cast.sian):
        assert _sql("SELECT phone FROM people_personevent WHERE pgh_label = 'update'") == []


def test_history_says_who_and_a_change_that_nobody_signs_fails(cast: Cast) -> None:
    with asking(cast.ngozi):
        Person.objects.filter(pk=cast.sam.pk).update(phone="07700 900999")
        [(signed,)] = _sql(
            "SELECT pgh_context->>'worker' FROM people_personevent WHERE pgh_label = 'update'"
        )
        assert signed == str(cast.ngozi.pk)
        _sql("SELECT set_config('pghistory.context_metadata', '', true)")
        with pytest.raises(DatabaseError, match="pgh_context"), transaction.atomic():
            Person.objects.filter(pk=cast.sam.pk).update(phone="")


def test_no_setting_keeps_a_change_out_of_history(cast: Cast) -> None:
    with asking(cast.ngozi):
        triggers = "SELECT array_agg(tgname) FROM pg_trigger WHERE NOT tgisinternal"
        _sql(f"SELECT set_config('pgtrigger.ignore', ({triggers})::text, true)")
        Person.objects.filter(pk=cast.sam.pk).update(phone="07700 900999")
        assert _sql("SELECT phone FROM people_personevent WHERE pgh_label = 'update'") == [
            ("07700 900999",)
        ]


def test_nobody_comes_to_know_somebody_by_a_table_of_their_own(cast: Cast) -> None:
    """Where a role may make temporary tables at all: as installed, ours may not."""
    with asking(cast.ngozi):
        try:
            with transaction.atomic():
                _sql("CREATE TEMP TABLE access_relationship (LIKE public.access_relationship)")
                _sql("GRANT ALL ON pg_temp.access_relationship TO PUBLIC")
        except DatabaseError:
            return
        _sql(
            "INSERT INTO pg_temp.access_relationship (id, person_id, team_id, because, began_at)"
            f" VALUES (1, '{cast.dylan.pk}', {cast.north.pk}, 'referred', now())"
        )
        assert _sql(f"SELECT alongside_knows('{cast.dylan.pk}')") == [(False,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET what = ''",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE people_personevent SET phone = ''",
        "DELETE FROM people_personevent",
        "UPDATE access_opening SET page = ''",
        "DELETE FROM contacts_contact",
        "DELETE FROM people_person",
        "TRUNCATE people_person CASCADE",
        "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
        "DROP POLICY asked_by ON people_person",
        "ALTER TABLE people_person DISABLE TRIGGER ALL",
        "SET ROLE alongside_owner",
        "SELECT alongside_may_delete('people_person')",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'x', now())",
    ],
)
def test_the_program_cannot_change_what_happened_or_lift_the_net(
    cast: Cast, statement: str
) -> None:
    with asking(cast.tom), pytest.raises(DatabaseError), transaction.atomic():
        _sql(statement)


def test_a_team_cannot_write_relationships_of_another_team(cast: Cast) -> None:
    with asking(cast.ngozi), pytest.raises(DatabaseError, match="row-level security"):
        Relationship.objects.create(
            person_id=cast.dylan.pk, team_id=cast.south.pk, because="referred", began_at=NOW
        )


def test_a_team_may_introduce_somebody_whom_it_knows_and_not_somebody_else(cast: Cast) -> None:
    with asking(cast.ngozi):
        actions.introduce(cast.sam.pk, to_team_id=cast.south.pk, by=cast.ngozi, at=NOW)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            actions.introduce(cast.dylan.pk, to_team_id=cast.armley.pk, by=cast.ngozi, at=NOW)
    with asking(cast.sian):
        assert set(Person.objects.all()) == {cast.sam, cast.dylan}


def test_a_relationship_that_ended_closes_the_record_at_the_next_question(cast: Cast) -> None:
    with asking(cast.ngozi):
        Relationship.objects.filter(person_id=cast.sam.pk).update(ended_at=NOW)
        assert not Person.objects.exists()
        assert not queries.people_known_to(cast.ngozi.team_ids).exists()


def test_the_trail_is_signed_by_who_asks_and_by_nobody_else(cast: Cast) -> None:
    with asking(cast.ngozi), pytest.raises(DatabaseError, match="row-level security"):
        Entry.objects.create(
            what="x", subject="x", subject_id="1", by_id=cast.tom.pk, at=NOW, details={}
        )


def test_what_somebody_looked_at_is_written_and_not_shown_to_colleagues(cast: Cast) -> None:
    with asking(cast.ngozi):
        actions.log_opening([cast.sam.pk], page="/people/…/", by=cast.ngozi, at=NOW)
        assert Opening.objects.get().person_ids == [cast.sam.pk]
    with asking(cast.tom):
        assert not Opening.objects.exists()
