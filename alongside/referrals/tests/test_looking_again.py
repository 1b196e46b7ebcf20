"""A referral that was refused is looked at again, and the decision stays as it was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from alongside.documents.models import Sent
from alongside.kernel.period import day_of
from alongside.kernel.rules import Refused
from alongside.referrals.actions.looking_again import look_again
from alongside.referrals.actions.screening import Meeting, plan_session
from alongside.referrals.figures import screenings_planned
from alongside.referrals.models import Decision, Question, Referral
from alongside.referrals.queries import due
from alongside.referrals.queries.listing import Show, Shown, page_for
from alongside.referrals.stages import Stage
from alongside.referrals.tests.referred import listed, put_in_force, taken_in
from alongside.referrals.tests.test_deciding import LATER, NO, YES, decide
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

ClientOf = Callable[[Worker], Client]
EXPLAINED = replace(NO, explanation="The rehabilitation team can do more.")
AGAIN = LATER + timedelta(days=20)


def page(name: str, referral: Referral) -> str:
    return reverse(f"deciding:{name}", args=[referral.pk])


def refused(cast: Cast) -> Referral:
    put_in_force(cast)
    referral = taken_in(cast, at=NOW - timedelta(days=3))
    decide(referral, cast.ngozi, EXPLAINED, at=NOW - timedelta(days=2))
    return referral


def shown(cast: Cast, show: Show) -> list[object]:
    with asking(cast.ngozi) as ngozi:
        return [one.pk for one in listed(ngozi, show)]


def test_it_waits_again_from_that_day_and_the_old_decision_stays(cast: Cast) -> None:
    referral = refused(cast)
    assert shown(cast, Show.WAITING) == []
    with asking(cast.ngozi) as ngozi:
        look_again(referral, why="Two more admissions", by=ngozi, at=AGAIN)
    assert shown(cast, Show.WAITING) == [referral.pk]
    assert shown(cast, Show.REFUSED) == []
    with asking(cast.ngozi) as ngozi:
        [row] = page_for(ngozi, Shown(), at=AGAIN).rows
        assert row.stage is Stage.RECEIVED
        assert row.deadline
        assert row.deadline.standing.sentence == "Due in 7 days"
        [counted] = due.decisions_due_for(ngozi, now=AGAIN, since=NOW.date())
        assert (counted.starts_at, counted.done_at) == (AGAIN, None)
        kept = Decision.objects.order_by("decided_at").values_list("outcome", "explanation")
        assert list(kept) == [
            ("refused", "The rehabilitation team can do more."),
            ("reopened", "Two more admissions"),
        ]


def test_a_session_planned_while_it_is_looked_at_again_is_on_the_day(cast: Cast) -> None:
    referral = refused(cast)
    with asking(cast.ngozi) as ngozi:
        look_again(referral, why="Two more admissions", by=ngozi, at=AGAIN)
        meeting = Meeting(AGAIN + timedelta(days=1), ngozi)
        plan_session(referral, meeting=meeting, by=ngozi, at=AGAIN)
        planned = screenings_planned(day_of(meeting.at), team_ids=ngozi.team_ids, who=ngozi.pk)
    assert [one.referral_id for one in planned] == [referral.pk]


def test_it_is_decided_anew_and_both_decisions_can_be_read(cast: Cast, client_of: ClientOf) -> None:
    referral = refused(cast)
    with asking(cast.ngozi) as ngozi:
        look_again(referral, why="Two more admissions", by=ngozi, at=AGAIN)
        letter = Sent.objects.filter(kind__startswith="decision-").first()
    assert letter
    decide(referral, cast.ngozi, YES, at=AGAIN + timedelta(hours=1))
    assert shown(cast, Show.ACCEPTED) == [referral.pk]
    assert shown(cast, Show.WAITING) == []
    ngozi_client = client_of(cast.ngozi)
    text = ngozi_client.get(page("decision", referral)).content.decode()
    assert "Accepted" in text
    for words in ("What was decided before", "rehabilitation team can do more", "Two more"):
        assert words in text
    named = {"referral_id": referral.pk, "sent_id": letter.pk}
    kept = reverse("deciding:kept-letter", kwargs=named)
    assert kept in text
    assert ngozi_client.get(kept)["Content-Type"] == "application/pdf"


def test_what_is_decided_is_asked_about_only_while_it_is_looked_at_again(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = refused(cast)
    ngozi = client_of(cast.ngozi)
    ask = reverse("referrals:ask", args=[referral.pk])
    learn = reverse("referrals:learn", args=[referral.pk, "autism"])
    told = {"autism": "no", "told_by": "Dr Patel, by telephone"}
    told |= {"told_on_day": "22", "told_on_month": "11", "told_on_year": "2026"}
    for page, typed in ((ask, {"own": "Who has the key?"}), (learn, told)):
        shown = ngozi.post(page, typed).content.decode()
        assert "This referral has been decided. Look at it again first." in shown
        assert "Who has the key?" in shown or "Dr Patel" in shown
    with asking(cast.ngozi) as worker:
        assert not Question.objects.exists()
        look_again(referral, why="Two more admissions", by=worker, at=NOW)
    for page, typed in ((ask, {"own": "Who has the key?"}), (learn, told)):
        assert ngozi.post(page, typed).status_code == 302


def test_nothing_but_a_refusal_is_looked_at_again(cast: Cast) -> None:
    put_in_force(cast)
    waiting, accepted = taken_in(cast), taken_in(cast, nhs_number="")
    decide(accepted, cast.ngozi, YES)
    for referral in (waiting, accepted):
        with asking(cast.ngozi) as ngozi, pytest.raises(Refused, match="not accepted"):
            look_again(referral, why="New facts", by=ngozi, at=AGAIN)


def test_who_decides_may_look_again_says_why_and_nobody_else(
    cast: Cast, client_of: ClientOf
) -> None:
    referral = refused(cast)
    client = client_of(cast.tom)
    assert page("look-again", referral) in client.get(page("decision", referral)).content.decode()
    form = client.get(page("look-again", referral)).content.decode()
    assert "data-autosave" in form
    assert "There is a problem" in client.post(page("look-again", referral), {}).content.decode()
    answer = client.post(page("look-again", referral), {"why": "Two more admissions"})
    assert answer["Location"] == page("decide", referral)
    text = client.get(page("decision", referral)).content.decode()
    assert "Tom Brennan looks at it again since" in text
    assert "Not accepted" in text
    again = client.post(page("look-again", referral), {"why": "Once more"}).content.decode()
    assert "Only a referral that was not accepted" in again
    for other in (cast.priya, cast.ada, cast.sian, cast.ruth):
        assert client_of(other).get(page("look-again", referral)).status_code == 404
    own = client_of(cast.ruth).get(reverse("referrals:own-referral", args=[referral.pk]))
    for words in ("The team looks at it again since", "rehabilitation team can do more"):
        assert words in own.content.decode()
    assert "Two more admissions" not in own.content.decode()
    assert client_of(cast.ruth).get(page("own-letter", referral)).status_code == 200
