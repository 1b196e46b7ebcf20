"""What a worker's own day tells of each visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from alongside.contacts.models import PlannedVisit
from alongside.people.models import Wish
from alongside.staff.models import Worker
from alongside.standards.tests.crowd import crowd
from alongside.today import actions
from alongside.today.actions import TaskText
from tests.cast import NOW, Cast, asking

SignIn = Callable[[Worker], Client]
TOMORROW = NOW.date() + timedelta(days=1)


def test_my_day_tells_what_to_know_before_knocking(cast: Cast, client_of: SignIn) -> None:
    crowd(cast, 1)
    with asking(cast.priya):
        person = PlannedVisit.objects.get().person
        person.before_knocking = "Ring the upper bell"
        person.phone = "07700 900 456"
        person.save()
        Wish.objects.bulk_create(
            [
                Wish(
                    person=person,
                    about="gender",
                    answer="wish",
                    value="woman",
                    asked_at=NOW,
                    asked_by=cast.priya,
                )
            ]
        )
        actions.hand_over(
            person,
            team=cast.north,
            says="The lift is broken",
            until=NOW + timedelta(days=1),
            by=cast.priya,
            at=NOW,
        )
        actions.add_task(
            TaskText("Bring the form", cast.priya, TOMORROW),
            team=cast.north,
            person=person,
            by=cast.priya,
            at=NOW,
        )
    text = client_of(cast.priya).get(reverse("today:my-day")).content.decode()
    for told in (
        "Ring the upper bell",
        "The lift is broken",
        "Gender: woman",
        "tel:07700900456",
        "Bring the form",
        "midday",
        "After a miss:",
    ):
        assert told in text
    own = client_of(cast.ngozi).get(reverse("today:my-day")).content.decode()
    assert "Overdue for people you co-ordinate" in own
    assert "Robin 0 Ashe" in own


def test_my_day_does_not_pass_a_home_off_as_the_place_of_the_visit(
    cast: Cast, client_of: SignIn
) -> None:
    crowd(cast, 1)
    with asking(cast.priya):
        visit = PlannedVisit.objects.get()
        visit.person.address, visit.person.postcode = "2 Mill Row", "LS12 1AA"
        visit.person.save()
        client = client_of(cast.priya)
        for place, told in (("home", ">2 Mill Row, LS12 1AA"), ("ward", ">Lives at 2 Mill Row")):
            PlannedVisit.objects.update(place=place)
            assert told in client.get(reverse("today:my-day")).content.decode()


@pytest.mark.parametrize("day", ["2026-11-24", "2026-02-30", "yesterday", "9999-12-31"])
def test_other_days_by_their_date(cast: Cast, client_of: SignIn, day: str) -> None:
    answer = client_of(cast.priya).get(f"/my-day/{day}/")
    assert answer.status_code == (200 if day == "2026-11-24" else 404)
