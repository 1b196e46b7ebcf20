"""A team changes how soon a referral is answered: with a reason, and with what was asked kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from alongside.kernel.rules import Refused
from alongside.referrals.actions.urgency import change_priority
from alongside.referrals.models import PriorityChange, Referral
from alongside.referrals.queries.listing import Shown, page_for
from alongside.referrals.tests.referred import put_in_force, sent, taken_in
from alongside.referrals.tests.test_deciding import NO, decide
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

ClientOf = Callable[[Worker], Client]
URGENT, ROUTINE = Referral.Priority.VERY_URGENT, Referral.Priority.ROUTINE


def test_it_is_due_as_the_team_sees_it_and_what_was_asked_is_kept(cast: Cast) -> None:
    referral = sent(cast)
    at = NOW + timedelta(hours=1)
    with asking(cast.priya) as priya:
        change_priority(referral, priority=URGENT, why="He sleeps rough", by=priya, at=at)
        [row] = page_for(priya, Shown(), at=at).rows
        assert row.deadline
        assert row.deadline.by == NOW + timedelta(hours=4)
        [kept] = PriorityChange.objects.all()
    told = (kept.before, kept.after, kept.why, kept.changed_by, kept.changed_at)
    assert told == (ROUTINE, URGENT, "He sleeps rough", cast.priya, at)
    with asking(cast.priya), pytest.raises(DatabaseError), transaction.atomic():
        PriorityChange.objects.update(why="Nothing")


def test_nothing_is_changed_to_what_it_is_or_after_the_decision(cast: Cast) -> None:
    put_in_force(cast)
    waiting, decided = sent(cast), taken_in(cast)
    decide(decided, cast.ngozi, replace(NO, explanation="Moved to Cardiff"))
    for referral, priority, says in (
        (waiting, ROUTINE, "routine already"),
        (decided, URGENT, "waits for no answer"),
    ):
        with asking(cast.ngozi) as ngozi, pytest.raises(Refused, match=says):
            change_priority(referral, priority=priority, why="x", by=ngozi, at=NOW)


def test_the_team_says_why_and_the_referrer_reads_it(cast: Cast, client_of: ClientOf) -> None:
    referral = sent(cast)
    address = reverse("referrals:priority", args=[referral.pk])
    client = client_of(cast.ngozi)
    own = reverse("referrals:referral", args=[referral.pk])
    assert address in client.get(own).content.decode()
    text = client.post(address, {"priority": "4"}).content.decode()
    assert "Say why it is changed" in text
    done = client.post(address, {"priority": "4", "why": "He sleeps rough"}, follow=True)
    text = done.content.decode()
    for words in ("Very urgent", "from routine to very urgent", "He sleeps rough", "Due today by"):
        assert words in text
    page = client_of(cast.ruth).get(reverse("referrals:own-referral", args=[referral.pk]))
    text = page.content.decode()
    assert "The team changed it from routine on 23 November 2026: He sleeps rough" in text
    assert "Ngozi" not in text.split("<main")[1]
    for other in (cast.ada, cast.ruth, cast.sian):
        assert client_of(other).get(address).status_code == 404
