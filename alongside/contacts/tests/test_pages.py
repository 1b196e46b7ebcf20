from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.access.models import Opening
from alongside.careplans.actions import GoalText, PlanText, write_plan
from alongside.contacts import queries
from alongside.contacts.models import Contact
from alongside.contacts.tests.telling import planned, recorded, world
from alongside.policy.contacts import Outcome
from tests.cast import NOW, Cast, asking

ClientOf = Callable[..., Client]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


READING = {"list", "print", "contact", "signs", "visits", "climb", "visit"}
# The sign-in, the roles and the page's own rows, however many of them there are.
MOST_QUERIES = 24


@pytest.mark.django_db
def test_every_page_opens_for_the_team_and_for_nobody_else(cast: Cast, client_of: ClientOf) -> None:
    pages = world(cast)
    priya, sian, ruth, ada = (client_of(w) for w in (cast.priya, cast.sian, cast.ruth, cast.ada))
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as asked:
            answer = priya.get(address)
        assert answer.status_code == 200, name
        assert len(asked) <= MOST_QUERIES, (name, len(asked))
        assert "Samuel Ó Briain" in answer.content.decode(), name
        assert sian.get(address).status_code == 404, name
        assert ruth.get(address).status_code == 404, name
        assert ada.get(address).status_code == (200 if name in READING else 404), name
        stranger = Client().get(address)
        assert stranger.status_code == 302, name
        assert stranger["Location"].startswith("/sign-in/"), name


@pytest.mark.django_db
def test_another_team_s_person_and_nobody_at_all_look_the_same(
    cast: Cast, client_of: ClientOf
) -> None:
    sian = client_of(cast.sian)
    hidden = sian.get(f"/people/{cast.sam.pk}/contacts/")
    absent = sian.get(f"/people/{uuid4()}/contacts/")
    assert hidden.status_code == absent.status_code == 404
    assert len(hidden.content) == len(absent.content)


@pytest.mark.django_db
def test_every_page_about_people_logs_its_opening(cast: Cast, client_of: ClientOf) -> None:
    pages = world(cast)
    for address in [*pages.values(), "/visits/", "/ladder/"]:
        client_of(cast.priya).get(address)
        with asking(cast.priya):
            last = Opening.objects.filter(worker_id=cast.priya.pk).latest("at")
            assert last.person_ids == [cast.sam.pk]
            assert last.page == address


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/visits/", "/ladder/", "/people/{}/contacts/", "/people/{}/ladder/", "/people/{}/visits/"],
)
def test_many_rows_take_as_many_queries_as_one(
    cast: Cast, client_of: ClientOf, address: str
) -> None:
    address = address.format(cast.sam.pk)
    now = timezone.now()

    def asked(rows: int) -> int:
        with asking(cast.priya):
            for number in range(rows):
                planned(cast, now + timedelta(seconds=number))
                recorded(
                    cast, Outcome.NO_ANSWER, began_at=now - HOUR + number * timedelta(minutes=1)
                )
        with CaptureQueriesContext(connection) as captured:
            assert client_of(cast.priya).get(address).status_code == 200
        return len(captured)

    assert asked(1) == asked(20)


def _answers(cast: Cast, **other: object) -> dict[str, object]:
    now = timezone.localtime().replace(second=0, microsecond=0) - HOUR
    return {
        "id": str(uuid4()),
        "outcome": "seen",
        "began_at": f"{now:%Y-%m-%dT%H:%M}",
        "means": "face-to-face",
        "place": "home",
        "worker": str(cast.priya.pk),
        **other,
    }


@pytest.mark.django_db
def test_the_form_asks_ten_questions_at_most_and_answers_most_itself(
    cast: Cast, client_of: ClientOf
) -> None:
    page = client_of(cast.priya).get(f"/people/{cast.sam.pk}/contacts/new/").content.decode()
    form = page[page.index("data-autosave") : page.index("Record the contact</button>")]
    asked = set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', form))
    folded = {"worker", "second_worker", "partner"}
    assert len(asked - folded - {"id", "csrfmiddlewaretoken"}) <= 10
    assert f'<option value="{cast.priya.pk}" selected>' in page
    assert '<option value="face-to-face" selected>' in page
    assert '<option value="home" selected>' in page
    assert f'value="{timezone.localtime():%Y-%m-%dT}' in page
    assert not re.search(r'type="radio"[^>]* checked', form)  # how it went is never guessed


@pytest.mark.django_db
def test_a_contact_is_recorded_and_shown(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/contacts/"
    answers = _answers(cast, note="Walked to the <canal>", interventions=["social"])
    answer = client.post(f"{address}new/", answers, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    page = answer.content.decode()
    assert "The contact was recorded" in page
    assert "Walked to the &lt;canal&gt;" in page
    with asking(cast.priya):
        [kept] = queries.contacts_for(cast.priya, cast.sam.pk)
        assert (kept.pk, kept.was_seen) == (UUID(str(answers["id"])), True)


@pytest.mark.django_db
def test_recording_asks_the_database_no_more_than_it_must(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/contacts/new/"
    with CaptureQueriesContext(connection) as asked:
        assert client.post(address, _answers(cast, note="Short")).status_code == 302
    assert len(asked) <= 21


@pytest.mark.django_db
def test_the_same_form_sent_twice_is_one_contact(cast: Cast, client_of: ClientOf) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/contacts/new/"
    answers = _answers(cast, note="Once")
    for _ in range(2):
        assert client.post(address, answers).status_code == 302
    answer = client.post(address, answers | {"note": "Something else"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This form was already sent, and says: Seen or spoken to" in page
    assert "Something else" in page
    assert f'name="id" id="id_id" value="{answers["id"]}"' not in page
    assert 'name="id" id="id_id" value="' in page
    with asking(cast.priya):
        assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_a_missed_contact_shows_its_ladder_at_once(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.priya).post(
        f"/people/{cast.sam.pk}/contacts/new/", _answers(cast, outcome="not-found"), follow=True
    )
    assert answer.redirect_chain == [(f"/people/{cast.sam.pk}/ladder/", 302)]
    page = answer.content.decode()
    assert "Knock, call, look through the window" in page
    assert "call 999" in page
    assert "risk to life" in page
    assert "Missed contact never ends care" in page


@pytest.mark.django_db
def test_the_form_of_a_visit_is_filled_in_with_the_plan(cast: Cast, client_of: ClientOf) -> None:
    began = timezone.now().replace(second=0, microsecond=0) - HOUR
    with asking(cast.priya):
        visit = planned(cast, began, second_worker=cast.ngozi, minutes=30)
    client, address = client_of(cast.priya), f"/visits/{visit.pk}/contact/"
    page = client.get(address).content.decode()
    assert f'value="{timezone.localtime(began):%Y-%m-%dT%H:%M}"' in page
    assert re.search(r'name="minutes"[^>]* value="30"', page)
    assert f'<option value="{cast.ngozi.pk}" selected>' in page
    answers = _answers(cast, second_worker=str(cast.ngozi.pk), minutes="30")
    assert client.post(address, answers).status_code == 302
    with asking(cast.priya):
        assert Contact.objects.get().visit == visit


@pytest.mark.django_db
def test_a_visit_planned_today_is_offered_until_it_is_written_up(
    cast: Cast, client_of: ClientOf
) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/contacts/new/?next=/caseload/"
    assert "record it for that visit" not in client.get(address).content.decode()
    with asking(cast.priya):
        visit = planned(cast, timezone.now())
    of_visit = f"/visits/{visit.pk}/contact/"
    assert f'href="{of_visit}?next=%2Fcaseload%2F"' in client.get(address).content.decode()
    assert client.post(of_visit, _answers(cast)).status_code == 302
    assert "record it for that visit" not in client.get(address).content.decode()


@pytest.mark.django_db
def test_somebody_goes_back_to_where_they_came_from_but_nowhere_else(
    cast: Cast, client_of: ClientOf
) -> None:
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/contacts/new/"
    there = client.post(f"{address}?next=/visits/", _answers(cast))
    assert there["Location"] == "/visits/"
    for next_page in ("https://evil.example/", "//evil.example", "anywhere", "contacts:day"):
        elsewhere = client.post(f"{address}?next={next_page}", _answers(cast))
        assert elsewhere["Location"] == f"/people/{cast.sam.pk}/contacts/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"outcome": ""}, "Select how it went"),
        ({"outcome": "taken-back"}, "Choose one of the answers"),
        ({"outcome": "se\x00en"}, "Choose one of the answers"),
        ({"began_at": ""}, "When did it begin?"),
        ({"began_at": "soon"}, "must be a real day and time"),
        ({"began_at": "2199-01-01T10:00"}, "must be in the past"),
        ({"began_at": "1983-01-01T10:00"}, "before the day they were born"),
        ({"minutes": "-5"}, "must be 1 or more"),
        ({"minutes": "half"}, "must be a number"),
        ({"note": "x" * 1_000_000}, "20000 characters or fewer"),
        ({"note": "nul \x00 here"}, "cannot be kept"),
        ({"next_step": "x" * 301}, "300 characters or fewer"),
        ({"worker": str(uuid4())}, "Choose one of the answers"),
        ({"second_worker": "PRIYA"}, "must be somebody else"),
        ({"interventions": ["dancing"]}, "Choose one of the answers"),
        ({"id": "not an id"}, "id"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    cast: Cast, client_of: ClientOf, wrong: dict[str, object], sentence: str
) -> None:
    if wrong.get("second_worker") == "PRIYA":
        wrong = {"second_worker": str(cast.priya.pk)}
    answers = _answers(cast, note="Kept as I typed it") | wrong
    answer = client_of(cast.priya).post(f"/people/{cast.sam.pk}/contacts/new/", answers)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert sentence in page
    assert "note" in wrong or "Kept as I typed it" in page
    with asking(cast.priya):
        assert not Contact.objects.exists()


@pytest.mark.django_db
def test_a_contact_is_corrected_and_the_first_stays_struck_out(
    cast: Cast, client_of: ClientOf
) -> None:
    address, client = world(cast)["correct"], client_of(cast.priya)
    answers = _answers(cast, place="cafe")
    refused = client.post(address, answers)
    assert "Say why it is corrected" in refused.content.decode()
    answer = client.post(address, answers | {"because": "It was the café"}, follow=True)
    page = answer.content.decode()
    assert "The correction was recorded" in page
    assert "Corrected by Priya Nair" in page
    assert "It was the café" in page
    assert 'class="app-struck"' in page
    late = answers | {"id": str(uuid4()), "because": "It was the park", "note": "Fed the ducks"}
    page = client_of(cast.ngozi).post(address, late).content.decode()
    assert "This contact was corrected by Priya Nair" in page
    assert "What stands in its place" in page
    assert "Fed the ducks" in page
    assert 'id="id_began_at-error"' not in page
    page = client_of(cast.ngozi).get(address).content.decode()
    assert "What stands in its place" in page
    assert "Record the correction" not in page


@pytest.mark.django_db
def test_a_contact_about_somebody_else_is_taken_back(cast: Cast, client_of: ClientOf) -> None:
    address, client = world(cast)["take_back"], client_of(cast.priya)
    about = {"because": "Wrong Sam", "nhs_number": cast.dylan.nhs_number}
    answer = client.post(address, about)  # whom only another team knows
    assert "Nobody else whom your team knows" in answer.content.decode()
    answer = client.post(address, {"because": "Wrong Sam"}, follow=True)
    assert "Taken back by Priya Nair: Wrong Sam" in answer.content.decode()
    again = client.post(address, {"because": "Wrong Sam"})
    assert again.status_code == 302


@pytest.mark.django_db
def test_each_number_opens_its_rows(cast: Cast, client_of: ClientOf) -> None:
    address, client = world(cast)["list"], client_of(cast.priya)
    page = client.get(address).content.decode()
    told = dict(
        re.findall(r'<a class="nhsuk-link" href="([^"]+)">(\w+ (?:to )?\d+ times?)</a>', page)
    )
    assert sorted(told.values()) == ["missed 1 time", "seen 1 time", "spoken to 0 times"]
    for opens, says in told.items():
        rows = client.get(address + html.unescape(opens)).content.decode().count("<tr data-item")
        assert f" {rows} time" in says
    nonsense = {"what": "?", "worker": "x", "first": "soon", "page": "none"}
    assert client.get(address, nonsense).status_code == 200


@pytest.mark.django_db
def test_a_contact_names_the_goal_it_was_made_towards(cast: Cast, client_of: ClientOf) -> None:
    text = PlanText(goals=(GoalText("Get the allotment back"),))
    with asking(cast.ngozi):
        plan = write_plan(cast.sams_episode, text=text, based_on=None, by=cast.ngozi, at=NOW)
        goal = plan.goals.get()
    client, address = client_of(cast.priya), f"/people/{cast.sam.pk}/contacts/"
    assert "Get the allotment back" in client.get(f"{address}new/").content.decode()
    answers = _answers(cast, goal=str(goal.thread))
    assert client.post(f"{address}new/", answers).status_code == 302
    for page in (f"{address}print/", f"{address}{answers['id']}/"):
        assert "Get the allotment back" in client.get(page).content.decode()
    unknown = client.post(f"{address}new/", _answers(cast, goal=str(uuid4())))
    assert "Choose one of the answers" in unknown.content.decode()


@pytest.mark.parametrize("outcome", ["seen", "not-found"])
def test_whoever_opened_a_record_in_an_emergency_writes_down_what_happened(
    cast: Cast, client_of: ClientOf, outcome: str
) -> None:
    sian = client_of(cast.sian)
    why = {"nhs_number": cast.sam.nhs_number, "because": "He stands in our waiting room"}
    sian.post("/emergency/", why)
    answers = _answers(cast, outcome=outcome, worker=cast.sian.pk, note="He went home with us")
    written = sian.post(f"/people/{cast.sam.pk}/contacts/new/", answers)
    assert written.status_code == 302
    page = client_of(cast.ngozi).get(f"/people/{cast.sam.pk}/").text
    assert "He went home with us" in page
    assert "Sian Pritchard" in page
