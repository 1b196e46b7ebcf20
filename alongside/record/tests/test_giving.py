"""Letters when care begins and when it ends: looked at first, given, kept as they were given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from alongside.caseload.models import Allocation, Discharge
from alongside.documents.models import Sent
from alongside.partners.models import Agency
from alongside.people.models import Wish
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

ClientOf = Callable[[Worker], Client]
SAID = {
    "ended_on_day": "30", "ended_on_month": "11", "ended_on_year": "2026",
    "why": "Well for two years", "did": "The allotment", "medication": "The GP prescribes",
    "signs": "Stops walking the dog", "their_view": "About time",
    "receiving_service": "Armley CMHT, 0113 496 0200", "way_back": "Ring Ngozi first",
    "how": "by hand",
}  # fmt: skip


def url(cast: Cast, name: str) -> str:
    return reverse(f"record:{name}", args=[cast.sam.pk])


def words_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def kept(cast: Cast) -> Sent:
    with asking(cast.ngozi):
        return Sent.objects.latest("made_at")


@pytest.fixture
def surgery(cast: Cast) -> Agency:
    """Sam is registered with the Canal surgery."""
    with asking(cast.ngozi):
        practice = Agency.objects.create(
            name="Canal surgery", kind="gp practice", address="1 Lock Lane\nLeeds"
        )
        cast.sam.gp_practice, cast.sam.needs_interpreter = practice, True
        cast.sam.save(update_fields=["gp_practice", "needs_interpreter"])
        return practice


@pytest.mark.usefixtures("surgery")
@pytest.mark.parametrize(
    ("reader", "to", "says", "never"),
    [
        ("person", "Samuel Ó Briain", ["Ring Ngozi first", "do not have to start again"], []),
        ("gp", "Canal surgery", ["The allotment", "Well for two years", "Armley CMHT"], []),
        (
            "receiving",
            "Armley CMHT",
            ["from the North team", "Ngozi Okafor", "Interpreter needed"],
            [],
        ),
    ],
)
@pytest.mark.parametrize("large", [{}, {"large_print": "on"}], ids=["12", "16"])
def test_each_reader_gets_their_letter_and_it_is_kept(
    cast: Cast,
    client_of: ClientOf,
    reader: str,
    to: str,
    says: list[str],
    never: list[str],
    large: dict[str, str],
) -> None:
    client = client_of(cast.ngozi)
    said = SAID | {"reader": reader} | large
    shown = client.post(url(cast, "leaving-preview"), said)
    assert shown["Content-Type"] == "application/pdf"
    with asking(cast.ngozi):
        assert not Sent.objects.exists(), "a look keeps nothing"
    answer = client.post(url(cast, "leaving"), said, follow=True).content.decode()
    assert "Given already" in answer
    assert "The allotment" in answer, "what was typed is there for the next letter"
    sent = kept(cast)
    assert (sent.addressee, sent.large_print) == (to, bool(large))
    words = words_of(bytes(sent.pdf))
    for each in says:
        assert each in words
    assert not any(each in words for each in never)


@pytest.mark.parametrize("page", ["leaving-preview", "welcome-preview", "leaving", "welcome"])
def test_a_letter_of_which_nothing_was_typed_says_what_is_missing(
    cast: Cast, client_of: ClientOf, page: str
) -> None:
    answer = client_of(cast.ngozi).post(url(cast, page))
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


@pytest.mark.usefixtures("surgery")
def test_the_page_that_ends_care_shows_and_links_the_summary(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.ngozi)
    ending = reverse("caseload:discharge", args=[cast.sam.pk])
    before = client.get(ending).content.decode()
    assert url(cast, "leaving") in before
    assert "No discharge summary was given yet" in before
    client.post(url(cast, "leaving"), SAID | {"reader": "gp", "how": "post"})
    after = client.get(ending).content.decode()
    assert "to Canal surgery, by post" in after
    assert 'name="gp_informed"' in after
    assert 'id="id_gp_informed" checked' in after.replace("  ", " ") or "checked" in after


@pytest.mark.usefixtures("surgery")
def test_letters_are_written_after_care_has_ended_as_well(cast: Cast, client_of: ClientOf) -> None:
    with asking(cast.ngozi) as ngozi:
        Discharge.objects.create(
            episode=cast.sams_episode, person=cast.sam, ground="stepped-down",
            explanation="Well for a year", way_back="Ring Lou", receiving_service="Armley CMHT",
            discharged_by=ngozi, discharged_at=NOW - timedelta(days=1),
        )  # fmt: skip
    client = client_of(cast.ngozi)
    assert url(cast, "leaving") in client.get(f"/people/{cast.sam.pk}/care/").content.decode()
    page = client.get(url(cast, "leaving")).content.decode()
    for words in ("Well for a year", "Ring Lou", "Armley CMHT"):
        assert words in page


def test_no_practice_no_summary(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.ngozi)
    said = SAID | {"reader": "gp"}
    assert "GP practice is not recorded" in client.post(url(cast, "leaving"), said).content.decode()
    look = client.post(url(cast, "leaving-preview"), said).content.decode()
    assert "GP practice is not recorded" in look
    nobody = said | {"reader": "receiving", "receiving_service": ""}
    assert (
        "Say which service takes over" in client.post(url(cast, "leaving"), nobody).content.decode()
    )


@pytest.mark.parametrize("name", ["leaving", "welcome"])
@pytest.mark.parametrize("who", ["sian", "ruth"])
def test_others_learn_nothing(cast: Cast, client_of: ClientOf, name: str, who: str) -> None:
    assert client_of(getattr(cast, who)).get(url(cast, name)).status_code == 404


def test_a_worker_welcomes_and_does_not_discharge(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.priya)
    assert client.get(url(cast, "leaving")).status_code == 404
    assert client.get(url(cast, "welcome")).status_code == 200
    assert client_of(cast.ada).get(url(cast, "welcome")).status_code == 404


@pytest.mark.parametrize("large", [{}, {"large_print": "on"}], ids=["12", "16"])
def test_the_welcome_says_from_when_and_who(
    cast: Cast, client_of: ClientOf, large: dict[str, Any]
) -> None:
    with asking(cast.ngozi):
        Wish.objects.create(
            person=cast.sam, about="gender", answer="wish", value="man",
            asked_at=NOW, asked_by=cast.ngozi,
        )  # fmt: skip
        Allocation.objects.create(
            episode=cast.sams_episode, person=cast.sam, worker=cast.ngozi, candidates=[],
            wishes_not_met=[{"wish": "Man or woman: man", "why": "no man has room"}],
            by=cast.tom, at=NOW,
        )  # fmt: skip
    client = client_of(cast.ngozi)
    assert "Ngozi Okafor co-ordinates it" in client.get(url(cast, "welcome")).content.decode()
    said = {"first_visit": "Ngozi comes on Tuesday at 11am", "how": "post"} | large
    assert client.post(url(cast, "welcome-preview"), said)["Content-Type"] == "application/pdf"
    answer = client.post(url(cast, "welcome"), said, follow=True).content.decode()
    assert "Given already" in answer
    sent = kept(cast)
    assert sent.address.startswith("14 Canal Row")
    words = words_of(bytes(sent.pdf))
    for each in ("begins on 4 May 2026", "Ngozi Okafor", "no man has room", "Tuesday at 11am"):
        assert each in words


def test_an_email_needs_an_address(cast: Cast, client_of: ClientOf) -> None:
    said = {"first_visit": "On Tuesday", "how": "email"}
    refused = client_of(cast.ngozi).post(url(cast, "welcome"), said).content.decode()
    assert "Say which address it goes to" in refused


def test_without_a_coordinator_there_is_no_welcome_yet(cast: Cast, client_of: ClientOf) -> None:
    with asking(cast.ngozi):
        cast.sams_episode.coordinations.update(ended_at=NOW - timedelta(days=1))
    client = client_of(cast.ngozi)
    assert "Nobody is named to co-ordinate" in client.get(url(cast, "welcome")).content.decode()
    said = {"first_visit": "On Tuesday", "how": "by hand"}
    look = client.post(url(cast, "welcome-preview"), said).content.decode()
    assert "Name a care co-ordinator first" in look
