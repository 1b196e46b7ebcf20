"""What belongs to a zone is read where people speak about it, not only where it is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.caseload import actions as caseload
from alongside.caseload.actions import ZoneChoice
from alongside.staff.models import Worker
from alongside.today import actions
from tests.cast import NOW, Cast, asking

SignIn = Callable[[Worker], Client]
VIEW = "Come, but not before noon"


def agree(cast: Cast, **change: Any) -> None:
    """Put Sam into a zone two days ago, whose owner is Priya."""
    told: dict[str, Any] = {
        "zone": "weekly",
        "reason": "zone.steady",
        "owner": cast.priya,
        "review_on": NOW.date() + timedelta(days=14),
        "contacts_a_week": Decimal(1),
        "explanation": "He likes the walk to the allotment",
        "persons_view": VIEW,
        "agreed_with_person": False,
    } | change
    at = NOW - timedelta(days=2)
    with asking(cast.priya):
        caseload.set_zone(cast.sams_episode, choice=ZoneChoice(**told), by=cast.priya, at=at)


def places(cast: Cast) -> dict[str, str]:
    """The pages on which a team speaks about Sam."""
    with asking(cast.tom):
        meeting = actions.begin_meeting(cast.north, present=[cast.tom], by=cast.tom, at=NOW)
    return {
        "board": reverse("today:board", args=[cast.north.pk]),
        "meeting": reverse("today:meeting-person", args=[meeting.pk, cast.sam.pk]),
        "person": reverse("record:person", args=[cast.sam.pk]),
    }


@pytest.mark.parametrize("place", ["board", "meeting", "person"])
def test_why_who_looks_after_it_when_again_and_what_they_think(
    cast: Cast, client_of: SignIn, place: str
) -> None:
    agree(cast)
    text = client_of(cast.tom).get(places(cast)[place]).content.decode()
    again = "7 December 2026" if place != "board" else "Mon 7 Dec"
    for told in ("He likes the walk", "Priya Nair", again, VIEW, "they do not agree"):
        assert told in text


@pytest.mark.parametrize(
    ("place", "late"),
    [("board", "Zone review overdue"), ("meeting", "Zone review overdue"), ("person", "overdue")],
)
def test_a_review_of_the_zone_that_is_late_is_said(
    cast: Cast, client_of: SignIn, place: str, late: str
) -> None:
    agree(cast, review_on=NOW.date() - timedelta(days=1))
    assert late in client_of(cast.tom).get(places(cast)[place]).content.decode()


def test_whoever_may_not_change_a_zone_reads_all_of_it(cast: Cast, client_of: SignIn) -> None:
    agree(cast)
    pages = places(cast)
    for place in ("board", "person"):
        text = client_of(cast.ada).get(pages[place]).content.decode()
        assert VIEW in text
        assert "Priya Nair" in text
