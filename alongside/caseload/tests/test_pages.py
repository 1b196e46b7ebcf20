from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.audit.queries import trail_of
from alongside.caseload import actions, leaving
from alongside.caseload.choosing import choices_for, loads_for
from alongside.caseload.forms import DischargeForm, OfferTransfer, PlaceInQueue
from alongside.caseload.models import Allocation, CareCoordination, Episode, Pause, Transfer
from alongside.kernel.period import day_of
from alongside.nhsuk import words
from alongside.people.models import Person, Wish
from alongside.policy.discharge import DischargeFacts, Ground, may_discharge
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

Clients = Callable[[Worker], Client]
ONE = ("care", "coordinator", "coordinator/end", "pause", "resume", "transfer", "discharge")
READY = {
    "ground": "stepped-down",
    "explanation": "Well for a year",
    "relapse_history_read": "on",
    "reviewed_by_team": "on",
    "planned_with_person": "on",
    "carers": "no-carers",
    "receiving_service": "Armley CMHT",
    "receiving_service_accepted": "on",
    "first_contact_made": "on",
    "gp_informed": "on",
    "way_back": "Ring us, 0113 496 0100",
}


def _url(cast: Cast, page: str) -> str:
    return f"/people/{cast.sam.pk}/{page}/"


def _day(name: str, day: object, month: object, year: object) -> dict[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}


@pytest.mark.parametrize("name", ["sian", "ruth"])
@pytest.mark.parametrize("page", ONE)
def test_others_cannot_tell_somebodys_care_from_nobodys(
    cast: Cast, client_of: Clients, name: str, page: str
) -> None:
    client = client_of(getattr(cast, name))
    hidden, absent = client.get(_url(cast, page)), client.get(f"/people/{uuid4()}/{page}/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_a_stranger_is_asked_to_sign_in(cast: Cast, client: Client) -> None:
    for page in ONE:
        assert client.get(_url(cast, page)).headers["Location"].startswith("/sign-in/")


def test_the_page_of_care_says_who_and_since_when(
    cast: Cast, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    client = client_of(cast.priya)
    with django_assert_max_num_queries(18):
        page = client.get(_url(cast, "care")).content.decode()
    assert "Ngozi Okafor" in page
    assert "4 May 2026" in page
    assert "No earlier episode of care with us" in page


def test_the_page_of_care_calls_a_care_coordinator_as_the_framework_does(
    cast: Cast, client_of: Clients
) -> None:
    client, titles = client_of(cast.priya), {"Care co-ordinator", "Key worker"}
    said = {"enhanced-cpa": "Care co-ordinator", "community-framework": "Key worker"}
    for framework, title in said.items():
        with asking(cast.priya):
            Episode.objects.update(framework=framework)
        page = client.get(_url(cast, "care")).content.decode()
        assert {each for each in titles if each in page} == {title}


def test_candidates_come_with_reasons_and_an_unmet_wish_needs_a_why(
    cast: Cast, client_of: Clients
) -> None:
    with asking(cast.ngozi):
        for about in Wish.About:
            wish = {"answer": "wish", "value": "man"} if about == "gender" else {"answer": "none"}
            Wish.objects.create(
                person=cast.sam, about=about, asked_at=NOW, asked_by=cast.ngozi, **wish
            )
    client = client_of(cast.tom)
    page = client.get(_url(cast, "coordinator")).content.decode()
    assert "Does not meet the wish. Man or woman: man" in page
    said = {"worker": str(cast.ngozi.pk), "why": "Knows him"}
    refused = client.post(_url(cast, "coordinator"), said).content.decode()
    assert "A wish that cannot be met must be recorded with why" in refused
    assert "Knows him" in refused
    done = client.post(_url(cast, "coordinator"), said | {"why_unmet": "No man has room"})
    assert done.status_code == 302
    with asking(cast.tom):
        kept = Allocation.objects.get()
        assert kept.wishes_not_met == [{"wish": "Man or woman: man", "why": "No man has room"}]
        assert [each["worker"] for each in kept.candidates] == ["Ngozi Okafor"]
        periods = CareCoordination.objects.order_by("began_at").values_list("began_at", "ended_at")
        assert periods[0][1] == periods[1][0]


def test_why_a_wish_stays_unmet_is_asked_only_where_some_choice_leaves_one_so(
    cast: Cast, client_of: Clients
) -> None:
    client = client_of(cast.tom)
    for value, is_asked in (("woman", False), ("man", True)):
        with asking(cast.ngozi):
            Wish.objects.create(
                person=cast.sam, about="gender", answer="wish", value=value,
                asked_at=NOW + timedelta(hours=is_asked), asked_by=cast.ngozi,
            )  # fmt: skip
        page = client.get(_url(cast, "coordinator")).content.decode()
        assert ("If a wish cannot be met, why not?" in page) is is_asked
        assert ("Nobody above meets every wish" in page) is is_asked


def test_wishes_never_asked_need_a_reason_too(cast: Cast) -> None:
    with asking(cast.tom):
        assert not choices_for(cast.tom, cast.sam, cast.north, on=NOW.date()).asked


def test_only_who_allocates_names_a_care_coordinator(cast: Cast, client_of: Clients) -> None:
    said = {"worker": str(cast.ngozi.pk), "why": "x", "why_not_asked": "New to us"}
    assert client_of(cast.ngozi).post(_url(cast, "coordinator"), said).status_code == 404
    with asking(cast.ngozi):
        assert not Allocation.objects.exists()


def test_an_end_without_a_next_one_leaves_a_gap_with_its_reason(
    cast: Cast, client_of: Clients
) -> None:
    tom = client_of(cast.tom)
    assert "Now it is <strong>Ngozi Okafor" in tom.get(_url(cast, "coordinator")).content.decode()
    posted = tom.post(_url(cast, "coordinator/end"), {"why": "Ngozi is ill"})
    assert posted.status_code == 302
    assert "Nobody named" in tom.get(_url(cast, "care")).content.decode()
    page = tom.get(_url(cast, "coordinator")).content.decode()
    assert "Nobody is named now" in page
    assert "End it with nobody named yet" not in page
    with asking(cast.tom):
        assert not CareCoordination.objects.filter(person=cast.sam, ended_at=None).exists()
        [line] = [each for each in trail_of(cast.sam.pk) if each.what == "coordinator.ended"]
        assert line.details == {"why": "Ngozi is ill"}


def test_care_pauses_and_goes_on(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    said = {"why": "In prison"} | _day("began_on", 1, 10, 2026)
    assert client.post(_url(cast, "pause"), said).status_code == 302
    assert "paused already" in client.post(_url(cast, "pause"), said).content.decode()
    early = client.post(_url(cast, "resume"), _day("ended_on", 1, 9, 2026))
    assert "must be its first day or later" in early.content.decode()
    none = client.post(_url(cast, "resume"), _day("ended_on", "", "", "")).content.decode()
    assert "Enter the last day of the pause" in none
    assert client.post(_url(cast, "resume"), _day("ended_on", 9, 10, 2026)).status_code == 302
    with asking(cast.ngozi):
        assert Pause.objects.get().ended_on


def test_a_pause_that_ends_today_ends_after_today(cast: Cast, client_of: Clients) -> None:
    client, today = client_of(cast.ngozi), day_of(timezone.now())
    on = (today.day, today.month, today.year)
    client.post(_url(cast, "pause"), {"why": "In prison"} | _day("began_on", *on))
    page = client.post(_url(cast, "resume"), _day("ended_on", *on), follow=True).content.decode()
    assert "Care goes on after" in page
    page = client.get(_url(cast, "care")).content.decode()
    assert f"and {words.day(today)} is its last day: In prison" in page
    assert "Pause care" in page, "and it may begin again"
    again = client.get(_url(cast, "resume"), follow=True).content.decode()
    assert f"Their care is paused until {words.day(today)}" in again


def test_where_a_service_has_one_team_only_others_are_asked_for(cast: Cast) -> None:
    form = OfferTransfer({"why": ""}, teams=[])
    assert "to_team" not in form.fields
    assert set(form.errors) == {"why", "to_service"}, "everything is said at once"
    assert OfferTransfer({"why": "Moves", "to_service": "Hull"}, teams=[]).is_valid()


def test_a_transfer_goes_from_one_team_to_the_other(cast: Cast, client_of: Clients) -> None:
    here, there = client_of(cast.ngozi), client_of(cast.sian)
    offered = {"to_team": cast.south.pk, "why": "Moves to Beeston"}
    assert here.post(_url(cast, "transfer"), offered).status_code == 302
    assert "Waits for you" in there.get("/transfers/").content.decode()
    accepted = {"accepted_by": "Sian Pritchard, South team"}
    assert there.post(_url(cast, "transfer/accept"), accepted).status_code == 302
    assert "Not yet: North team keeps in contact" in there.get(_url(cast, "care")).content.decode()
    assert "Not yet: we keep in contact" in here.get(_url(cast, "care")).content.decode()
    early = there.post(_url(cast, "transfer/met"), _day("met_on", 1, 11, 1999)).content.decode()
    assert "cannot have met on 1 November 1999" in early
    assert there.post(_url(cast, "transfer/met"), _day("met_on", 1, 11, 2026)).status_code == 302
    assert "South team met them on 1 November 2026" in here.get(_url(cast, "care")).content.decode()
    with asking(cast.ngozi):
        assert Transfer.objects.get().first_met_on
        assert Episode.objects.open().filter(person=cast.sam).exists()
    left = here.post(_url(cast, "discharge"), READY | {"ground": "transferred"})
    assert left.status_code == 302


def test_a_transfer_names_one_receiver(cast: Cast, client_of: Clients) -> None:
    for said in ({"why": "x"}, {"why": "x", "to_team": cast.south.pk, "to_service": "Elsewhere"}):
        page = client_of(cast.ngozi).post(_url(cast, "transfer"), said).content.decode()
        assert "Choose one of our teams, or name a service elsewhere" in page


def test_who_may_not_end_care_is_not_told_that_it_has_ended(cast: Cast, client_of: Clients) -> None:
    for who in (cast.priya, cast.ada):
        assert client_of(who).get(_url(cast, "discharge")).status_code == 404


def test_a_refused_discharge_names_every_reason_and_keeps_what_was_typed(
    cast: Cast, client_of: Clients
) -> None:
    half = {key: READY[key] for key in ("ground", "explanation", "carers")}
    page = client_of(cast.ngozi).post(_url(cast, "discharge"), half).content.decode()
    for sentence in ("A named service must have agreed", "The pattern of past relapses"):
        assert sentence in page
    assert "Well for a year" in page
    with asking(cast.ngozi):
        assert Episode.objects.open().filter(person=cast.sam).exists()


def test_every_objection_of_the_policy_has_a_box_to_stand_beside() -> None:
    assert set(DischargeForm.ANSWERS) == {rule.id for rule in may_discharge.rules}
    assert set(DischargeForm.ANSWERS.values()) <= set(DischargeForm.base_fields)


def test_missed_contact_is_not_offered_and_not_taken(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    assert "not-engaging" not in client.get(_url(cast, "discharge")).content.decode()
    page = client.post(_url(cast, "discharge"), READY | {"ground": "not-engaging"})
    assert page.status_code == 200
    with asking(cast.ngozi):
        assert Episode.objects.open().filter(person=cast.sam).exists()


def test_care_ends_and_the_way_back_is_shown(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.ngozi)
    assert client.post(_url(cast, "discharge"), READY).status_code == 302
    page = client.get(_url(cast, "care")).content.decode()
    assert "not in our care now" in page
    assert "Ring us, 0113 496 0100" in page


def test_how_full_a_team_is_counts_by_intensity_and_hours(cast: Cast, client_of: Clients) -> None:
    with asking(cast.ngozi):
        choice = actions.ZoneChoice(
            zone="every-day",
            reason="crisis",
            owner=cast.ngozi,
            review_on=NOW.date() + timedelta(days=7),
            contacts_a_week=Decimal(7),
        )
        actions.set_zone(cast.sams_episode, choice=choice, by=cast.ngozi, at=NOW)
        [load] = loads_for(cast.ngozi, cast.north, on=NOW.date())
        assert (load.caseload.people, load.caseload.places) == (1, Decimal(2))
    page = client_of(cast.priya).get(f"/teams/{cast.north.pk}/caseloads/").content.decode()
    assert "1 person, 2 of 12 places: room for 10 more" in page
    assert client_of(cast.sian).get(f"/teams/{cast.north.pk}/caseloads/").status_code == 404


def test_an_empty_waiting_list_says_why(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.tom).get("/waiting/").content.decode()
    assert "Nobody waits: everybody who was accepted is in care" in page
    assert client_of(cast.ruth).get("/waiting/").status_code == 404


def test_a_person_who_died_is_discharged_without_the_rest(cast: Cast, client_of: Clients) -> None:
    said = {"ground": "died", "explanation": "Died at home", "carers": "not-asked"}
    page = client_of(cast.ngozi).post(_url(cast, "discharge"), said, follow=True).content.decode()
    assert "Our care has ended" in page
    for hope in ("way back is open", "They come back"):
        assert hope not in page, "nobody says that of somebody who died"


def test_somebody_not_in_care_cannot_be_discharged_again(cast: Cast, client_of: Clients) -> None:
    with asking(cast.ngozi):
        facts = DischargeFacts(ground=Ground.DIED)
        leaving.discharge(
            cast.sams_episode,
            facts=facts,
            leaving=leaving.Leaving("Died"),
            by=cast.ngozi,
            at=NOW,
        )
        assert Person.objects.filter(pk=cast.sam.pk).exists()
    assert client_of(cast.ngozi).get(_url(cast, "discharge")).status_code == 302


TYPED = st.dictionaries(
    st.sampled_from([*DischargeForm.base_fields, *PlaceInQueue.base_fields, "to_team"]),
    st.text(max_size=80),
)


@given(TYPED)
def test_whatever_is_typed_is_taken_or_answered(typed: dict[str, str]) -> None:
    leave = DischargeForm(typed)
    if leave.is_valid():
        assert leave.facts.ground.is_offered
    for form in (leave, PlaceInQueue(typed), OfferTransfer(typed, teams=[(1, "One")])):
        assert all(str(sentence).strip() for said in form.errors.values() for sentence in said)
