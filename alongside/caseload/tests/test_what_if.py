"""What a draft of the criteria would change: for whom, through what, over whom it was counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alongside.access.models import Opening
from alongside.caseload.models import Episode
from alongside.caseload.what_if import Counted, compare_for
from alongside.kernel.fact import Answer, Known
from alongside.policy.eligibility.deciding import Judgement, Outcome
from alongside.policy.eligibility.facts import Facts
from alongside.policy.eligibility.pack import Pack, Supporting
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.storing import facts_as_stored
from alongside.policy.eligibility.writing import pack_to_toml
from alongside.referrals.actions import writing_criteria as writing
from alongside.referrals.models import Criteria, Referral
from alongside.referrals.tests.referred import MEETS, MEETS_NOT, put_in_force, taken_in
from alongside.referrals.tests.test_deciding import YES, decide
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

ClientOf = Callable[[Worker], Client]
TODAY = NOW.date()
NOW_PACK = next(one for one in shipped_packs() if one.id == "leicestershire")
# Looser: nobody has to have been in hospital.
LOOSER = replace(NOW_PACK, criteria=tuple(c for c in NOW_PACK.criteria if c.id != "high-use"))
# Tighter: all supporting criteria count.
TIGHTER = replace(NOW_PACK, supporting=Supporting(minimum=1))


def draft(cast: Cast, pack: Pack = LOOSER) -> Criteria:
    with asking(cast.tom) as tom:
        return writing.begin_draft(cast.leeds, toml=pack_to_toml(pack), by=tom, at=NOW)


def in_care(cast: Cast, referral: Referral) -> None:
    assert referral.person_id
    with asking(cast.ngozi):
        Episode.objects.create(
            person_id=referral.person_id,
            team=cast.north,
            referral=referral,
            pathway="established",
            framework="key-worker",
            began_on=TODAY,
        )


def test_looser_criteria_let_more_people_in_and_say_through_what(cast: Cast) -> None:
    changing, same = taken_in(cast, told=MEETS_NOT), taken_in(cast, told=MEETS)
    in_care(cast, changing)
    with asking(cast.tom) as tom:
        received, care = compare_for(tom, cast.leeds.pk, now=NOW_PACK, draft=LOOSER, today=TODAY)
    assert set(received.referrals) == {str(changing.pk), str(same.pk)}
    assert received.found.now[Outcome.DOES_NOT_MEET] == 1
    assert received.found.draft[Outcome.MEETS] == 2
    [change] = received.found.changes
    assert change.case_id == str(changing.pk)
    assert received.through == [("high-use", 1)]
    assert care.counted is Counted.IN_CARE
    assert set(care.referrals) == {str(changing.pk)}
    assert care.not_told == 1, "Sam is in care without a referral here"


def test_the_page_says_whom_it_counts_and_why_they_change(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    in_care(cast, taken_in(cast, told=MEETS_NOT))
    page = client_of(cast.tom).get(reverse("caseload:what-if", args=[draft(cast).pk]))
    text = " ".join(re.sub("<[^>]+>", " ", page.content.decode()).split())
    assert "People in care today whose referral is here 1 " in text
    assert "2 people are in care today. 1 of them has no referral here" in text
    assert re.search("under one of the two. These criteria make the difference .*: 1 person", text)


def test_what_people_judged_still_counts(cast: Cast) -> None:
    put_in_force(cast)
    referral = taken_in(cast, told=MEETS_NOT)
    judged = Judgement(Answer.MET, "One stay lasted a year", "Dr Patel", TODAY)
    decide(referral, cast.ngozi, replace(YES, judgements={"high-use": judged}))
    with asking(cast.tom) as tom:
        received, _ = compare_for(tom, cast.leeds.pk, now=NOW_PACK, draft=TIGHTER, today=TODAY)
    assert received.found.now[Outcome.MEETS] == 1
    assert received.found.draft[Outcome.CANNOT_TELL] == 1


def test_only_the_past_year_and_only_people_of_my_teams_are_counted(cast: Cast) -> None:
    taken_in(cast, at=NOW - timedelta(days=400))
    recent = taken_in(cast)
    with asking(cast.tom) as tom:
        received, _ = compare_for(tom, cast.leeds.pk, now=NOW_PACK, draft=LOOSER, today=TODAY)
    assert set(received.referrals) == {str(recent.pk)}
    with asking(cast.sian) as sian:
        received, care = compare_for(sian, cast.leeds.pk, now=NOW_PACK, draft=LOOSER, today=TODAY)
    assert not received.referrals
    assert not care.referrals


def test_two_thousand_referrals_are_compared_with_three_queries(cast: Cast) -> None:
    wales = next(one for one in shipped_packs() if one.id == "wales-2007")
    facts = Facts(TODAY, {name: Known(value, TODAY, "Ruth") for name, value in MEETS.items()})
    stored = facts_as_stored(facts)
    with asking(cast.ngozi) as ngozi:
        Referral.objects.bulk_create(
            Referral(
                to_team=cast.north,
                from_team=cast.armley,
                channel="file",
                begun_at=NOW,
                received_at=NOW - timedelta(days=number % 360),
                given_name=f"Person{number}",
                born_on=date(1990, 1, 1),
                facts=stored,
            )
            for number in range(2000)
        )
        with CaptureQueriesContext(connection) as asked:
            received, _ = compare_for(ngozi, cast.leeds.pk, now=NOW_PACK, draft=wales, today=TODAY)
    assert len(received.referrals) == 2000
    assert len(asked) <= 3


def test_the_page_counts_names_who_changes_and_opens_every_number(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    at = timezone.now() - timedelta(days=3)
    changing = taken_in(cast, told=MEETS_NOT, at=at)
    begun = draft(cast)
    address = reverse("caseload:what-if", args=[begun.pk])
    client = client_of(cast.tom)
    shown = client.get(address).content.decode()
    assert "Who changes: 1" in shown
    much = "Much use of hospital or of intensive care at home in the past two years"
    assert f"{much}: 1 person" in shown
    assert "1: Does not meet now, meets under the draft" in shown
    assert "1 more" in shown
    assert reverse("referrals:referral", args=[changing.pk]) in shown
    rows = client.get(address, {"of": "received", "under": "draft", "outcome": "meets"})
    assert (
        "Referrals of the past year: meets the criteria, under the draft" in rows.content.decode()
    )
    with asking(cast.tom):
        opened = Opening.objects.filter(page=address, person_ids__contains=[changing.person_id])
        assert opened.count() == 2


@pytest.mark.parametrize("query", ["of=x&under=y&outcome=z", "of=in-care&under=now&outcome=open"])
def test_any_query_has_an_answer(cast: Cast, client_of: ClientOf, query: str) -> None:
    begun = draft(cast)
    address = reverse("caseload:what-if", args=[begun.pk])
    answer = client_of(cast.ada).get(f"{address}?{query}")
    assert answer.status_code == 200
    assert "nothing to compare it with" in answer.content.decode()


def test_only_who_edits_criteria_sees_what_a_draft_would_change(
    cast: Cast, client_of: ClientOf
) -> None:
    put, begun = put_in_force(cast), draft(cast)
    address = reverse("caseload:what-if", args=[begun.pk])
    for worker in (cast.ngozi, cast.priya, cast.sian, cast.ruth):
        assert client_of(worker).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert client_of(cast.tom).get(reverse("caseload:what-if", args=[put.pk])).status_code == 404


def test_the_page_asks_no_more_queries_of_many_than_of_one(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    client = client_of(cast.tom)
    address = reverse("caseload:what-if", args=[draft(cast).pk])
    at = timezone.now() - timedelta(days=3)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    taken_in(cast, told=MEETS_NOT, at=at)
    one = queries()
    for _ in range(4):
        taken_in(cast, told=MEETS_NOT, at=at)
    assert queries() == one
