"""Criteria are drafted, put in force from a day, and never changed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from alongside.kernel.rules import Refused
from alongside.policy.eligibility.pack import Pack, PackRefused
from alongside.policy.eligibility.reading import pack_from_toml, shipped_packs
from alongside.policy.eligibility.writing import pack_to_toml
from alongside.referrals.actions import writing_criteria as writing
from alongside.referrals.facts import pack_of
from alongside.referrals.models import Criteria
from alongside.referrals.queries import criteria as queries
from alongside.referrals.queries.criteria import Standing
from alongside.referrals.queries.criteria_in_force import criteria_in_force
from alongside.referrals.tests.referred import put_in_force
from alongside.staff.models import Service
from tests.cast import NOW, Cast, asking

TODAY = NOW.date()
NEXT_YEAR = date(2100, 1, 1)


def pack(pack_id: str = "leicestershire") -> Pack:
    return next(one for one in shipped_packs() if one.id == pack_id)


def draft(cast: Cast, toml: str | None = None) -> Criteria:
    with asking(cast.tom) as tom:
        return writing.begin_draft(cast.leeds, toml=toml or pack_to_toml(pack()), by=tom, at=NOW)


def in_force(cast: Cast, begun: Criteria, day: date = TODAY, why: str = "Agreed") -> Criteria:
    with asking(cast.tom) as tom:
        return writing.put_in_force(begun, from_day=day, why=why, by=tom, at=NOW)


def test_a_draft_decides_nothing_until_it_is_put_in_force(cast: Cast) -> None:
    begun = draft(cast)
    assert criteria_in_force(cast.leeds.pk, on=TODAY) is None
    put = in_force(cast, begun)
    assert criteria_in_force(cast.leeds.pk, on=TODAY) == put
    assert pack_of(put).in_force_from == TODAY


def test_each_version_is_numbered_after_the_last(cast: Cast) -> None:
    put_in_force(cast)
    put = in_force(cast, draft(cast))
    assert pack_of(put).version == 2
    assert criteria_in_force(cast.leeds.pk, on=date(2026, 11, 22)) != put


def test_remarks_in_a_file_are_kept_when_it_is_put_in_force(cast: Cast) -> None:
    text = "# agreed with the CMHTs\n" + pack_to_toml(pack())
    put = in_force(cast, draft(cast, text), NEXT_YEAR)
    assert put.toml.startswith("# agreed with the CMHTs\n")
    assert pack_of(put) == replace(pack(), version=1, in_force_from=NEXT_YEAR)


def test_dating_never_changes_what_a_pack_says() -> None:
    for shipped in shipped_packs():
        note = replace(shipped, notes="version = 7\nin_force_from = 2020-01-01")
        text = writing.dated(pack_to_toml(note), version=9, from_day=TODAY)
        assert pack_from_toml(text, "x") == replace(note, version=9, in_force_from=TODAY)


@pytest.mark.parametrize(
    ("day", "why", "says"),
    [
        (date(2026, 11, 22), "Agreed", "cannot begin in the past"),
        (TODAY, "  ", "Say why"),
        (date(2027, 1, 1), "Agreed", "Another version begins on that day"),
    ],
)
def test_what_is_refused(cast: Cast, day: date, why: str, says: str) -> None:
    put_in_force(cast, on=date(2027, 1, 1))
    with pytest.raises(Refused, match=says):
        in_force(cast, draft(cast), day, why)


def test_a_version_in_force_never_changes(cast: Cast) -> None:
    put = in_force(cast, draft(cast))
    with asking(cast.tom) as tom, pytest.raises(Refused, match="never changes"):
        writing.write_draft(put, toml=put.toml, seen=writing.mark_of(put.toml), by=tom, at=NOW)
    with asking(cast.tom) as tom, pytest.raises(Refused, match="never changes"):
        writing.take_back(put, by=tom, at=NOW)


@pytest.mark.parametrize("change", [{"toml": "other"}, {"title": "other"}, {"in_force_from": None}])
def test_the_database_holds_a_version_as_it_was(cast: Cast, change: dict[str, object]) -> None:
    put = put_in_force(cast)
    with asking(cast.tom), pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        Criteria.objects.filter(pk=put.pk).update(**change)
    with asking(cast.tom), pytest.raises(DatabaseError), transaction.atomic():
        put.delete()


def test_a_version_that_has_not_begun_can_be_taken_back(cast: Cast) -> None:
    put = in_force(cast, draft(cast), NEXT_YEAR)
    with asking(cast.tom) as tom:
        back = writing.take_back(put, by=tom, at=NOW)
    assert back.in_force_from is None
    assert in_force(cast, back, TODAY).in_force_from == TODAY


def test_before_its_day_a_version_may_be_taken_back_but_not_rewritten(cast: Cast) -> None:
    put = in_force(cast, draft(cast), NEXT_YEAR)
    with asking(cast.tom), pytest.raises(DatabaseError), transaction.atomic():
        Criteria.objects.filter(pk=put.pk).update(toml="other", in_force_from=None)


def test_a_pack_that_cannot_be_used_is_not_kept(cast: Cast) -> None:
    with pytest.raises(PackRefused) as refused:
        draft(cast, "id = 5\n[[required]]\n")
    assert refused.value.problems[0].line == 1
    assert not Criteria.objects.exists()


def test_two_who_change_a_draft_are_told_of_each_other(cast: Cast) -> None:
    begun = draft(cast)
    seen = writing.mark_of(begun.toml)
    mine, theirs = (pack_to_toml(replace(pack(), title=title)) for title in ("Mine", "Theirs"))
    with asking(cast.ada) as ada:
        writing.write_draft(begun, toml=theirs, seen=seen, by=ada, at=NOW)
    with asking(cast.tom) as tom:
        with pytest.raises(writing.ChangedMeanwhile, match="Ada Whitlock changed this draft"):
            writing.write_draft(begun, toml=mine, seen=seen, by=tom, at=NOW)
        writing.write_draft(begun, toml=mine, seen=writing.mark_of(theirs), by=tom, at=NOW)
        assert queries.draft_of_criteria_for(tom, begun.pk).title == "Mine"  # type: ignore[union-attr]  # None fails the test as well


@pytest.mark.parametrize("who", ["ngozi", "priya", "ruth"])
def test_others_may_not_write_criteria(cast: Cast, who: str) -> None:
    begun = draft(cast)
    with asking(getattr(cast, who)) as worker:
        with pytest.raises(Service.DoesNotExist):
            writing.begin_draft(cast.leeds, toml=begun.toml, by=worker, at=NOW)
        with pytest.raises(Service.DoesNotExist):
            writing.put_in_force(begun, from_day=TODAY, why="x", by=worker, at=NOW)
        assert queries.draft_of_criteria_for(worker, begun.pk) is None


def test_versions_say_how_they_stand(cast: Cast) -> None:
    put_in_force(cast, on=date(2024, 1, 1))
    put_in_force(cast, "england-2001", on=date(2025, 1, 1))
    put_in_force(cast, "wales-2007", on=date(2027, 1, 1))
    draft(cast)
    with asking(cast.tom) as tom:
        found = queries.versions_for(tom, cast.leeds.pk, on=TODAY)
    assert [(one.standing, one.until) for one in found] == [
        (Standing.DRAFT, None),
        (Standing.FUTURE, None),
        (Standing.IN_FORCE, date(2027, 1, 1)),
        (Standing.FORMER, date(2025, 1, 1)),
    ]
    assert [queries.version_for(tom, one.criteria, on=TODAY) for one in found] == found


def test_a_referrer_reads_what_is_in_force_and_no_draft(cast: Cast) -> None:
    put = put_in_force(cast)
    draft(cast)
    with asking(cast.ruth) as ruth:
        assert [one.pk for one in queries.criteria_for(ruth)] == [put.pk]
        assert list(queries.services_read_for(ruth)) == [cast.leeds]
