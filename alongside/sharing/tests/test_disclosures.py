from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from alongside.access.models import Opening
from alongside.audit.models import Entry
from alongside.policy.consent import Answer, Asked, How
from alongside.sharing import actions as sharing
from alongside.sharing.models import Consent, Disclosure, InformationRequest, RequestDecision
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
Clients = Callable[[Worker], Client]
TODAY = {"asked_on_day": "23", "asked_on_month": "11", "asked_on_year": "2026"}
POLICE = TODAY | {
    "asked_by": "PC Ali, 0113 496 0000",
    "of_what": "West Yorkshire Police",
    "as_what": "police",
    "asks_for": "Whether he lives in Beeston",
    "says_why": "He is missing. Data Protection Act",
}
GIVEN = {
    "what": "That he was seen well on Friday",
    "how": "telephone",
    "given_on_day": "23",
    "given_on_month": "11",
    "given_on_year": "2026",
    "person_told": "not-yet",
}
LIFE = {
    "is_given": "yes",
    "ground": "life",
    "why": "He told us on Friday that he would jump",
    "the_least": "When he was last seen",
    "known_by": "Rang back through the switchboard",
}


def asked(cast: Cast, client: Client, **other: str) -> str:
    """Write down what the police ask about Sam; returns the address of the request."""
    answer = client.post(f"/people/{cast.sam.pk}/shared/asked/", POLICE | other)
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def said_yes(cast: Cast, *, to: str = "Orla, sister") -> Consent:
    """Keep that Sam says that somebody may be told how he is."""
    with asking(cast.ngozi):
        sharing.name_recipient(
            cast.sam, name=to, as_what="family", by=cast.ngozi, at=NOW,
            said=sharing.Said(
                {Asked.HOW_THEY_ARE: Answer.YES}, How.VERBAL, NOW.date(), date(2027, 5, 1)
            ),
        )  # fmt: skip
        return Consent.objects.get()


def test_whoever_takes_the_call_keeps_it_and_a_care_coordinator_decides(
    cast: Cast, client_of: Clients
) -> None:
    priya, ngozi = client_of(cast.priya), client_of(cast.ngozi)
    request = asked(cast, priya)
    page = priya.get(request).text
    assert "Waits for a decision" in page
    assert "What is decided?" not in page  # not for a worker
    assert "1 request for information waits" in ngozi.get("/my-day/").text
    assert "West Yorkshire Police" in ngozi.get("/requests/").text
    assert "It may be given" in ngozi.post(request, LIFE, follow=True).text
    assert "No request waits" in ngozi.get("/requests/").text
    given = priya.post(request, GIVEN, follow=True).text
    assert "What was given is kept" in given
    shown = priya.get(f"/people/{cast.sam.pk}/shared/").text
    for told in ("That he was seen well on Friday", "To save a life", "Not told yet", "Given"):
        assert told in shown


def test_a_refusal_is_kept_and_gives_nothing(cast: Cast, client_of: Clients) -> None:
    ngozi = client_of(cast.ngozi)
    request = asked(cast, ngozi)
    refused = ngozi.post(
        request, {"is_given": "no", "why": "A parking fine is no ground"}, follow=True
    )
    assert "Refused" in refused.text
    assert "A parking fine is no ground" in refused.text
    assert ngozi.post(request, GIVEN).status_code == 200
    with asking(cast.ngozi):
        assert not Disclosure.objects.exists()
        done = Entry.objects.filter(what__startswith="information").values_list("what", flat=True)
        assert sorted(done) == ["information.asked", "information.refused"]


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ("ground", "Select on what ground it is given"),
        ("the_least", "Enter what exactly may be given"),
        ("known_by", "Enter how you know that they are who they say"),
        ("why", "Enter why"),
    ],
)
def test_nothing_is_allowed_without_ground_limit_and_knowing_who_asks(
    cast: Cast, client_of: Clients, left_out: str, says: str
) -> None:
    ngozi = client_of(cast.ngozi)
    request = asked(cast, ngozi)
    assert says in ngozi.post(request, LIFE | {left_out: ""}).text
    with asking(cast.ngozi):
        assert not RequestDecision.objects.exists()


def test_a_worker_does_not_decide(cast: Cast, client_of: Clients) -> None:
    priya = client_of(cast.priya)
    request = asked(cast, priya)
    priya.post(request, LIFE)
    assert priya.get("/requests/").status_code == 404
    with asking(cast.priya):
        assert not RequestDecision.objects.exists()


def test_on_consent_they_choose_what_was_answered_and_it_still_stands_when_it_is_told(
    cast: Cast, client_of: Clients
) -> None:
    ngozi = client_of(cast.ngozi)
    request = asked(cast, ngozi, of_what="Sister", as_what="family", asked_by="Orla")
    consented = LIFE | {"ground": "consent"}
    assert "They said that it may be told" not in ngozi.get(request).text  # nobody asked them
    said = said_yes(cast)
    assert "Choose what they said may be told" in ngozi.post(request, consented).text
    assert ngozi.post(request, consented | {"consent": str(said.pk)}).status_code == 302
    with asking(cast.ngozi):
        sharing.take_back(said.recipient, look_again_on=date(2027, 5, 1), by=cast.ngozi, at=NOW)
    late = ngozi.post(request, GIVEN)
    assert "They do not say so any more" in late.text
    with asking(cast.ngozi):
        assert not Disclosure.objects.exists()


def test_what_was_told_unasked_has_a_ground_too(cast: Cast, client_of: Clients) -> None:
    priya = client_of(cast.priya)
    page = f"/people/{cast.sam.pk}/shared/told/"
    told: dict[str, Any] = GIVEN | {
        "to_whom": "Dr Shah", "of_what": "Beeston practice", "as_what": "gp", "ground": "gp",
        "why": "She changes his tablets",
    }  # fmt: skip
    assert "Select on what ground" in priya.post(page, told | {"ground": ""}).text
    never = priya.post(page, told | {"person_told": "never"})
    assert "Enter who would be in danger" in never.text
    assert priya.post(page, told).status_code == 302
    with asking(cast.priya):
        [given] = Disclosure.objects.all()
    assert (given.ground, given.to_whom, given.not_told_because) == ("gp", "Dr Shah", "")


def test_the_database_keeps_no_consent_without_an_answer_and_changes_nothing(
    cast: Cast, client_of: Clients
) -> None:
    asked(cast, client_of(cast.ngozi))
    with asking(cast.ngozi):
        [request] = InformationRequest.objects.all()
        wrong = RequestDecision(
            request=request, person=cast.sam, is_given=True, ground="consent", why="x",
            the_least="x", known_by="x", by=cast.ngozi, at=NOW,
        )  # fmt: skip
        with pytest.raises(DatabaseError, match="is_named"), transaction.atomic():
            wrong.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            InformationRequest.objects.update(asked_by="Nobody")


def test_another_team_reads_nothing_of_it_and_looking_is_logged(
    cast: Cast, client_of: Clients
) -> None:
    request = asked(cast, client_of(cast.ngozi))
    assert client_of(cast.sian).get(request).status_code == 404
    assert "West Yorkshire" not in client_of(cast.sian).get("/requests/").text
    with asking(cast.sian):
        assert not InformationRequest.objects.exists()
    client_of(cast.tom).get("/requests/")
    with asking(cast.tom):
        assert Opening.objects.get(page="/requests/").person_ids == [cast.sam.pk]


def test_two_who_decide_at_once_are_told(cast: Cast, client_of: Clients) -> None:
    ngozi = client_of(cast.ngozi)
    request = asked(cast, ngozi)
    ngozi.post(request, LIFE)
    again = ngozi.post(request, {"is_given": "no", "why": "No"})
    assert again.status_code == 200  # the page asks for what was given by now
    with asking(cast.ngozi):
        assert RequestDecision.objects.get().is_given
