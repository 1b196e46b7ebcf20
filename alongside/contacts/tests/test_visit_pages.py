from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alongside.contacts.models import PlannedVisit
from alongside.contacts.tests.telling import planned, world
from tests.cast import Cast, asking

ClientOf = Callable[..., Client]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.django_db
def test_a_visit_is_planned_again_and_again(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/visits/new/"
    monday = timezone.localtime() + (7 - timezone.localtime().weekday()) * DAY
    answers = {
        "planned_for": f"{monday:%Y-%m-%d}T10:00",
        "minutes": "45",
        "worker": str(cast.priya.pk),
        "place": "home",
        "weekdays": ["0", "2", "4"],
    }
    half = client.post(address, answers)
    assert "Say for how many weeks" in half.content.decode()
    answer = client.post(address, answers | {"weeks": "2"}, follow=True)
    assert "6 visits were planned" in answer.content.decode()


@pytest.mark.django_db
def test_a_clash_is_warned_of_and_planned_with_a_reason(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/visits/new/"
    when = timezone.now().replace(second=0, microsecond=0) + DAY
    with asking(cast.priya):
        planned(cast, when)
    answers = {
        "planned_for": f"{timezone.localtime(when):%Y-%m-%dT%H:%M}",
        "minutes": "45",
        "worker": str(cast.priya.pk),
        "place": "home",
    }
    warned = client.post(address, answers)
    assert warned.status_code == 200
    assert "Priya Nair sees Samuel Ó Briain on" in warned.content.decode()
    with asking(cast.priya):
        assert PlannedVisit.objects.count() == 1
    assert client.post(address, answers | {"despite": "He asked for both"}).status_code == 302
    with asking(cast.priya):
        assert PlannedVisit.objects.exclude(despite="").get().despite == "He asked for both"


@pytest.mark.django_db
def test_a_visit_of_the_past_cannot_be_planned_for_any_reason(
    cast: Cast, client_of: ClientOf
) -> None:
    answers = {
        "planned_for": "2020-01-01T10:00",
        "minutes": "45",
        "worker": str(cast.priya.pk),
        "place": "home",
        "despite": "All the same",
    }
    for more in ({}, {"weekdays": ["2"], "weeks": "2"}):
        page = client_of(cast.priya).post(f"/people/{cast.sam.pk}/visits/new/", answers | more)
        assert "A visit is planned for a time to come" in page.content.decode()
    with asking(cast.priya):
        assert not PlannedVisit.objects.exists()


@pytest.mark.django_db
def test_the_contact_of_a_visit_is_recorded_from_its_day_on(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.priya)
    today = timezone.localtime().date()
    with asking(cast.priya):
        visits = {day: planned(cast, timezone.now() + day * DAY) for day in (0, 1)}
    for day, visit in visits.items():
        pages = [f"/visits/{visit.pk}/", f"/visits/?day={today + day * DAY}"]
        for page in [*pages, f"/my-day/{today + day * DAY}/"]:
            offered = f"/visits/{visit.pk}/contact/" in client.get(page).content.decode()
            assert offered is (day == 0), page


@pytest.mark.django_db
def test_a_visit_is_moved_and_called_off(cast: Cast, client_of: ClientOf) -> None:
    pages, client = world(cast), client_of(cast.priya)
    when = timezone.localtime() + 5 * DAY
    answers = {
        "planned_for": f"{when:%Y-%m-%d}T11:00",
        "minutes": "30",
        "worker": str(cast.ngozi.pk),
        "place": "park",
    }
    page = client.post(pages["move"], answers, follow=True).content.decode()
    assert "The visit was changed" in page
    assert "Ngozi Okafor" in page
    page = client.post(pages["call_off"], {"because": ""}).content.decode()
    assert "Say why it is called off" in page
    page = client.post(pages["call_off"], {"because": "Snow"}, follow=True).content.decode()
    assert "Called off" in page
    again = client.post(pages["call_off"], {"because": "Snow"})
    assert "already called off: Snow" in again.content.decode()


@pytest.mark.django_db
def test_a_step_is_done_and_the_next_one_appears(cast: Cast, client_of: ClientOf) -> None:
    pages, client = world(cast), client_of(cast.priya)
    assert "Say what came of it" in client.post(pages["step"], {"came_of_it": " "}).content.decode()
    page = client.post(pages["step"], {"came_of_it": "Curtains drawn"}, follow=True)
    assert "The step is done. Next: " in page.content.decode()
    assert "Curtains drawn" in page.content.decode()
    again = client.post(pages["step"], {"came_of_it": "Again"})
    shown = again.content.decode()
    assert "Priya Nair has already done this: Curtains drawn" in shown
    assert re.search(r">\s*Again</textarea>", shown), "what the second one typed is kept"
    handed = client.post(pages["hand"], {"to": str(cast.tom.pk)}).content.decode()
    assert "already done" in handed


@pytest.mark.django_db
def test_a_step_that_is_done_says_so_and_asks_nothing(cast: Cast, client_of: ClientOf) -> None:
    pages = world(cast)
    client_of(cast.priya).post(pages["step"], {"came_of_it": "Curtains drawn"})
    for name in ("step", "hand"):
        page = client_of(cast.ngozi).get(pages[name]).content.decode()
        assert "Priya Nair, " in page
        assert "Curtains drawn" in page
        assert "Mark it done" not in page
        assert "Hand it over" not in page


@pytest.mark.django_db
def test_a_step_is_handed_over_within_the_team_only(cast: Cast, client_of: ClientOf) -> None:
    pages, client = world(cast), client_of(cast.priya)
    other = client.post(pages["hand"], {"to": str(cast.sian.pk)})
    assert "Choose one of the answers" in other.content.decode()
    page = client.post(pages["hand"], {"to": str(cast.tom.pk)}, follow=True).content.decode()
    assert "The step now belongs to Tom Brennan" in page


@pytest.mark.django_db
def test_the_open_steps_are_the_next_ones_or_all_or_one_s_own(
    cast: Cast, client_of: ClientOf
) -> None:
    world(cast)

    def steps(whose: str) -> list[str]:
        page = client_of(cast.priya).get("/ladder/", {"whose": whose}).content.decode()
        assert page.count("<tr data-item") == page.count('data-label="Whose"')
        return re.findall(r'data-label="Whose">([\w ]+)', page)

    assert steps("") == ["Priya Nair"]
    assert len(steps("every")) > 5
    assert set(steps("mine")) == {"Priya Nair"}
    assert len(steps("mine")) == steps("every").count("Priya Nair")
    assert "No step is to be done" in client_of(cast.sian).get("/ladder/").content.decode()
    assert client_of(cast.ruth).get("/ladder/").status_code == 404
    assert client_of(cast.ruth).get("/visits/").status_code == 404


@pytest.mark.django_db
def test_a_day_shows_the_team_or_one_worker_of_it(cast: Cast, client_of: ClientOf) -> None:
    world(cast)
    client = client_of(cast.priya)
    assert "1 visit<" in client.get("/visits/").content.decode()
    toms = client.get("/visits/", {"worker": str(cast.tom.pk)}).content.decode()
    assert "No visit is planned for this day" in toms
    for nonsense in ({"day": "never"}, {"day": "9999-12-31"}, {"team": "x", "worker": "\x00"}):
        assert client.get("/visits/", nonsense).status_code == 200
