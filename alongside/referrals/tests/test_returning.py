"""Somebody who was discharged comes back without starting again, whoever asks for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.audit.models import Entry
from alongside.caseload.models import Discharge
from alongside.documents.models import Sent
from alongside.documents.parts import Reader
from alongside.kernel.period import day_of
from alongside.people.coming_back import earlier_care_for
from alongside.people.models import Person
from alongside.policy.eligibility.referring import Referrer
from alongside.referrals.actions.deciding import Giving
from alongside.referrals.actions.looking_again import look_again
from alongside.referrals.facts import who_refers
from alongside.referrals.models import Decision, Referral
from alongside.referrals.queries.due import returns_due_for
from alongside.referrals.queries.listing import Shown, page_for
from alongside.referrals.tests.referred import put_in_force, sent
from alongside.referrals.tests.test_deciding import LATER, NO_WITH_REASON, decide
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking, take_into_care

ClientOf = Callable[[Worker], Client]
RINGS = {"who": "self", "reason": "The voices are back", "priority": "2", "wants": "Priya"}
YES = {
    "outcome": "accepted",
    "pathway": "established",
    "next_step": "Priya rings tomorrow",
    "care_holder": "The surgery, 0113 496 0155",
    "to_person": "by hand",
}


@pytest.fixture
def left(cast: Cast) -> Discharge:
    """Sam's care ended thirty days ago."""
    with asking(cast.ngozi) as ngozi:
        return Discharge.objects.create(
            episode=cast.sams_episode,
            person=cast.sam,
            ground="stepped-down",
            explanation="Well",
            discharged_by=ngozi,
            discharged_at=NOW - timedelta(days=30),
        )


def back(cast: Cast) -> str:
    return reverse("referrals:comes-back", args=[cast.sam.pk])


def referral_of(cast: Cast) -> Referral:
    with asking(cast.ngozi):
        return Referral.objects.select_related("from_team").get(person=cast.sam)


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize("who", ["ngozi", "tom", "ada"])
def test_the_person_rings_and_is_on_the_way_back(cast: Cast, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    for page in (f"/people/{cast.sam.pk}/", f"/people/{cast.sam.pk}/care/"):
        assert back(cast) in client.get(page).content.decode()
    assert "need not start again" in client.get(back(cast)).content.decode()
    answer = client.post(back(cast), RINGS, follow=True)
    assert "Sam is on the way back into our care" in answer.content.decode()
    referral = referral_of(cast)
    assert referral.returned_from == cast.sams_episode.pk
    assert (referral.to_team, referral.pathway) == (cast.north, "established")
    assert who_refers(referral) is Referrer.SELF
    assert referral.referrer_name == "Samuel Ó Briain"
    with asking(cast.ngozi) as ngozi:
        trail = Entry.objects.filter(subject_id=str(referral.pk)).values_list("what", flat=True)
        assert set(trail) == {"referral.received", "referral.taken-in"}
        [due] = returns_due_for(ngozi, since=NOW.date() - timedelta(days=400))
        assert due.returned_from == cast.sams_episode.pk


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize("asker", ["family_or_friend", "gp", "cmht", "housing"])
def test_anybody_may_ask_and_says_who_they_are(cast: Cast, client_of: ClientOf, asker: str) -> None:
    client = client_of(cast.ngozi)
    refused = client.post(back(cast), RINGS | {"who": asker}).content.decode()
    _, beside = refused.split('id="id_name-error"')
    assert "Give the name of whoever asks" in beside[:200]
    assert client.post(back(cast), RINGS | {"who": asker, "name": "Aoife"}).status_code == 302
    referral = referral_of(cast)
    assert who_refers(referral) is Referrer(asker)


@pytest.mark.usefixtures("left")
def test_a_return_is_asked_for_once(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.ngozi)
    first = client.post(back(cast), RINGS)
    again = client.post(back(cast), RINGS)
    assert again.status_code == 302
    assert again.headers["location"] == first.headers["location"]
    assert referral_of(cast)


@pytest.mark.usefixtures("left")
def test_what_a_colleague_was_told_of_the_same_return_is_shown_again(
    cast: Cast, client_of: ClientOf
) -> None:
    client_of(cast.ngozi).post(back(cast), RINGS)
    told = RINGS | {"reason": "His mother says he sleeps outside"}
    shown = client_of(cast.tom).post(back(cast), told).content.decode()
    assert "They asked to come back already, and that is not finished" in shown
    assert "His mother says he sleeps outside" in shown
    assert client_of(cast.tom).get(back(cast)).status_code == 302
    assert referral_of(cast).reason == "The voices are back"


def test_nobody_comes_back_who_has_not_left(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.ngozi)
    assert client.get(back(cast)).status_code == 404
    assert "They come back" not in client.get(f"/people/{cast.sam.pk}/").content.decode()


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize("who", ["priya", "ruth", "sian"])
def test_who_may_not_take_somebody_back(cast: Cast, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    assert client.post(back(cast), RINGS).status_code == 404
    assert back(cast) not in client.get(f"/people/{cast.sam.pk}/").content.decode()


@pytest.mark.usefixtures("left")
def test_whoever_is_in_the_care_of_another_team_of_ours_has_come_back(
    cast: Cast, client_of: ClientOf
) -> None:
    take_into_care(cast.sam, cast.south, cast.sian, began_on=NOW.date())
    client = client_of(cast.ngozi)
    assert client.get(back(cast)).status_code == 404
    for page in (f"/people/{cast.sam.pk}/", f"/people/{cast.sam.pk}/care/"):
        assert back(cast) not in client.get(page).content.decode()
    # The letters are of the team that ended its care, and not of the one that goes on.
    leaving = reverse("record:leaving", args=[cast.sam.pk])
    assert leaving in client.get(f"/people/{cast.sam.pk}/care/").content.decode()
    assert client.get(leaving).status_code == 200


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(
    ("priority", "hours", "what", "promise"),
    [
        ("2", 24, "Answer due", "An urgent referral is answered within 24 hours"),
        ("3", None, "To be seen", "Someone who comes back is seen within a week of asking"),
    ],
)
def test_of_two_deadlines_of_a_return_the_earlier_one_holds_and_is_said(
    cast: Cast, client_of: ClientOf, priority: str, hours: int | None, what: str, promise: str
) -> None:
    put_in_force(cast)
    client = client_of(cast.ngozi)
    offered = client.get(back(cast)).content.decode()
    assert promise in offered
    assert "A referral is decided" not in offered, "to be seen in a week is as soon, and more"
    client.post(back(cast), RINGS | {"priority": priority})
    referral = referral_of(cast)
    came = referral.received_at
    assert came
    with asking(cast.ngozi) as ngozi:
        [row] = page_for(ngozi, Shown(), at=came).rows
    assert row.deadline
    assert row.deadline.what == what
    if hours:
        assert row.deadline.by == came + timedelta(hours=hours)
    else:
        assert row.deadline.standing.due_on == day_of(came) + timedelta(days=7)
    for page in ("referrals:referral", "deciding:decide", "referrals:priority"):
        text = client.get(reverse(page, args=[referral.pk])).content.decode()
        assert promise in text
    listed = client.get(reverse("referrals:list")).content.decode()
    assert ("To be seen" in listed) is (what == "To be seen")


@pytest.mark.usefixtures("left")
def test_no_criteria_are_asked_and_yes_is_proposed(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    client = client_of(cast.ngozi)
    client.post(back(cast), RINGS | {"priority": "3"})
    referral = referral_of(cast)
    text = client.get(reverse("referrals:referral", args=[referral.pk])).content.decode()
    assert "They come back to us" in text
    assert "In the care of North team from 4 May 2026 to 24 October 2026" in text
    assert f"/people/{cast.sam.pk}/care/" in text
    assert "Someone who comes back is seen within a week of asking" in text
    assert "What the criteria say" not in text
    assert "Nothing: they come back" in client.get(reverse("referrals:list")).content.decode()
    decide = reverse("deciding:decide", args=[referral.pk])
    asked = client.get(decide).content.decode()
    assert "to accept is proposed" in asked
    assert "need not be screened again" in asked
    assert client.post(decide, YES).status_code == 302
    with asking(cast.ngozi):
        decision = Decision.objects.get()
        assert decision.explanation == "They were in our care before and come back."
        assert decision.skipped_screening
        [letter] = Sent.objects.all()  # to them alone: they asked themselves
        assert letter.addressee == "Samuel Ó Briain"
    told = client.get(reverse("deciding:decision", args=[referral.pk])).content.decode()
    assert "no criteria were asked" in told
    assert "Each criterion" not in told


@pytest.mark.usefixtures("left")
def test_care_begins_as_a_return(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    client = client_of(cast.tom)
    client.post(back(cast), RINGS)
    referral = referral_of(cast)
    client.post(reverse("deciding:decide", args=[referral.pk]), YES)
    today = timezone.localdate()
    began = {
        "worker": str(cast.ngozi.pk), "pathway": "established", "why_not_asked": "Rang today",
        "began_on_day": today.day, "began_on_month": today.month, "began_on_year": today.year,
    }  # fmt: skip
    answer = client.post(reverse("caseload:allocate", args=[referral.pk]), began)
    assert answer.status_code == 302
    with asking(cast.tom):
        again = cast.sam.episodes.get(discharge=None)
        assert again.returned_from_id == Discharge.objects.get().pk


def on_paper(cast: Cast, client: Client, **who: Any) -> str:
    """Type in a paper on which the person asks for themself; return the page that checks it."""
    client.post(reverse("referrals:paper"), {"to_team": cast.north.pk})
    with asking(cast.ada):
        draft = Referral.objects.get(received_at=None)
    sender = {"referrer": "self", "referrer_name": "Sam"}
    client.post(reverse("referrals:section", args=[draft.pk, "sender"]), sender)
    client.post(reverse("referrals:section", args=[draft.pk, "who"]), who)
    client.post(
        reverse("referrals:section", args=[draft.pk, "why"]),
        {"reason": "The voices are back", "priority": "3"},
    )
    return reverse("referrals:check", args=[draft.pk])


@pytest.mark.usefixtures("left")
def test_nobody_comes_back_twice_while_a_refused_return_is_looked_at_again(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    client = client_of(cast.ngozi)
    client.post(back(cast), RINGS)
    referral = referral_of(cast)
    decide(
        referral, cast.ngozi, NO_WITH_REASON, giving={Reader.PERSON: Giving(Sent.HowGiven.BY_HAND)}
    )
    assert client.get(back(cast)).status_code == 200  # after a no they may ask once more
    with asking(cast.ngozi) as ngozi:
        look_again(referral, why="They cannot wait", by=ngozi, at=LATER + timedelta(hours=1))
    on_its_way = reverse("referrals:referral", args=[referral.pk])
    assert client.post(back(cast), RINGS).headers["location"] == on_its_way
    assert referral_of(cast) == referral


@pytest.mark.usefixtures("left")
def test_a_refused_return_is_not_looked_at_again_beside_a_newer_one(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    client = client_of(cast.ngozi)
    client.post(back(cast), RINGS)
    old = referral_of(cast)
    by_hand = {Reader.PERSON: Giving(Sent.HowGiven.BY_HAND)}
    decide(old, cast.ngozi, NO_WITH_REASON, giving=by_hand)
    client.post(back(cast), RINGS)
    again = reverse("deciding:look-again", args=[old.pk])
    shown = client.post(again, {"why": "They cannot wait"}).content.decode()
    assert "They asked to come back already, and that is not finished" in shown
    assert "They cannot wait" in shown
    with asking(cast.ngozi):
        assert not Decision.objects.filter(outcome=Decision.Outcome.REOPENED).exists()


@pytest.mark.usefixtures("left")
def test_a_referral_is_taken_in_as_no_second_return(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    client = client_of(cast.ngozi)
    client.post(back(cast), RINGS)
    second = sent(cast, given_name="Sam", family_name="Ó Briain", nhs_number=cast.sam.nhs_number)
    take_in = reverse("referrals:take-in", args=[second.pk])
    shown = client.post(take_in, {"who": str(cast.sam.pk), "comes_back": "on"}).content.decode()
    assert "They asked to come back already, and that is not finished" in shown
    assert referral_of(cast).channel == Referral.Channel.RETURN
    assert client.post(take_in, {"who": str(cast.sam.pk)}).status_code == 302


@pytest.mark.usefixtures("left")
def test_a_paper_of_their_own_brings_them_back(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.ada)
    check = on_paper(cast, client, given_name="Sam", nhs_number=cast.sam.nhs_number)
    assert "in the care of North team until" in client.get(check).content.decode()
    refused = client.post(check, {"comes_back": "no"}).content.decode()
    assert "People cannot refer themselves" in refused
    assert client.post(check, {"comes_back": str(cast.sam.pk)}).status_code == 302
    referral = referral_of(cast)
    assert referral.returned_from == cast.sams_episode.pk
    assert referral.received_at


@pytest.mark.usefixtures("left")
def test_a_paper_of_somebody_never_here_is_refused_as_before(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.ada)
    check = on_paper(cast, client, given_name="Wei", family_name="Zhang")
    assert "Does somebody come back" not in client.get(check).content.decode()
    refused = client.post(check, {"comes_back": str(cast.sam.pk)}).content.decode()
    assert "People cannot refer themselves" in refused


@pytest.mark.usefixtures("left")
def test_a_referrer_on_the_web_learns_nothing(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    ruth, ngozi = client_of(cast.ruth), client_of(cast.ngozi)
    stranger = sent(cast, given_name="Ann", family_name="Other", nhs_number="9997354680")
    known = sent(cast, given_name="Sam", family_name="Ó Briain", nhs_number=cast.sam.nhs_number)
    with asking(cast.ngozi) as worker:
        [care] = earlier_care_for(worker, [cast.sam]).values()
    take_in = reverse("referrals:take-in", args=[known.pk])
    ngozi.post(take_in, {"who": str(cast.sam.pk), "comes_back": "on"})
    assert referral_of(cast).returned_from == care.episode_id
    pages = [
        ruth.get(reverse("referrals:own-referral", args=[one.pk])).content.decode()
        for one in (stranger, known)
    ]
    same = [
        text.replace(str(one.pk), "").replace("Ann Other", "X").replace("Sam Ó Briain", "X")
        for text, one in zip(pages, (stranger, known), strict=True)
    ]
    for text in same:
        assert "come back" not in text.lower()
        assert "earlier care" not in text.lower()
    ngozi.post(reverse("deciding:decide", args=[known.pk]), YES | {"to_referrer": "printed"})
    with asking(cast.ngozi):
        to_ruth = Sent.objects.get(addressee="Ruth Adeyemi")
        assert to_ruth.pdf


@pytest.mark.usefixtures("left")
def test_what_the_record_holds_of_language_is_asked_again_and_wishes_are_heard(
    cast: Cast, client_of: ClientOf
) -> None:
    with asking(cast.ngozi):
        Person.objects.filter(pk=cast.sam.pk).update(first_language="Irish", needs_interpreter=True)
    client = client_of(cast.ngozi)
    page = client.get(back(cast)).content.decode()
    for words in ("Is this still right?", "Irish", "Whom would they like to work with?"):
        assert words in page
    shown = client.post(back(cast), RINGS | {"wishes": "Priya, or a woman"}, follow=True)
    assert "Priya, or a woman" in shown.content.decode()
    assert "Our record says: Irish" in shown.content.decode()
    assert referral_of(cast).wishes == "Priya, or a woman"
    wishes = client.get(f"/people/{cast.sam.pk}/wishes/").content.decode()
    assert "Priya, or a woman" in wishes
