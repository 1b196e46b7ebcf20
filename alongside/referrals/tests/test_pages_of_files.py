"""A file is looked at before anything goes in; then it goes in whole, once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.audit.models import Entry
from alongside.kernel.fact import Known
from alongside.kernel.rules import Refused
from alongside.referrals.actions import bringing_in
from alongside.referrals.facts import facts_of
from alongside.referrals.models import FileToCheck, Referral, ReferralFile
from alongside.referrals.queries.files import file_to_check_for
from alongside.referrals.queries.listing import Show
from alongside.referrals.tests.referred import listed, sent
from alongside.referrals.tests.test_files import GOOD, sheet
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

ClientOf = Callable[[Worker], Client]

BAD = GOOD | {"their_reference": "R-2", "nhs_number": "9990602670", "received_on": "31/02/2025"}
ENDED = GOOD | {
    "their_reference": "R-3",
    "nhs_number": "9994874527",
    "given_name": "Old",
    "family_name": "Story",
    "born_on": "",
    "received_on": "01/02/2024",
    "discharged_on": "01/03/2024",
}


def page(name: str, *args: object) -> str:
    return reverse(f"referrals:{name}", args=args)


def send(client: Client, cast: Cast, content: str | bytes, name: str = "referrals.csv") -> Any:
    body = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile(name, body, content_type="text/csv")
    return client.post(page("files"), {"team": cast.north.pk, "file": file})


def referrals(cast: Cast) -> list[Referral]:
    with asking(cast.ngozi):
        return list(Referral.objects.order_by("their_reference").select_related("from_team"))


def test_a_row_of_somebody_who_asks_for_themself_offers_to_count_it(
    cast: Cast, client_of: ClientOf
) -> None:
    ada = client_of(cast.ada)
    rows = [GOOD | {"referrer": "family_or_friend"}]
    preview = send(ada, cast, sheet(*rows))["Location"]
    text = ada.get(preview).content.decode()
    assert "People cannot refer themselves" in text
    assert "Count that they asked" in text
    assert "asked=family" in text
    clean = send(ada, cast, sheet(GOOD))["Location"]
    assert "Count that they asked" not in ada.get(clean).content.decode()


def test_a_file_is_looked_at_brought_in_and_its_bad_rows_come_back(
    cast: Cast, client_of: ClientOf
) -> None:
    ada = client_of(cast.ada)
    rows = [GOOD | {"discharged_on": "", "autism": "no"}, BAD, ENDED]
    preview = send(ada, cast, sheet(*rows))["Location"]
    text = ada.get(preview).content.decode()
    for words in ("31/02/2025 is not a real date", "Bring in 2 rows", "Wei Zhang", "Old Story"):
        assert words in text
    assert referrals(cast) == []
    done = ada.post(preview, follow=True)
    assert "2 referrals brought in for North team" in done.content.decode()
    came, ended = referrals(cast)
    assert (came.channel, came.their_reference, came.full_name) == ("file", "R-1", "Wei Zhang")
    told = {name: fact for name, fact in facts_of(came).items() if isinstance(fact, Known)}
    assert (told["autism"].value, told["autism"].source) == (False, "Ruth Adeyemi")
    assert told["referrer"].value == "cmht"
    assert ended.ended_elsewhere_on
    with asking(cast.ngozi) as ngozi:
        assert [one.full_name for one in listed(ngozi, Show.WAITING)] == ["Wei Zhang"]
        assert FileToCheck.objects.count() == 0
    with asking(cast.ada):
        file = ReferralFile.objects.get()
        assert Entry.objects.filter(what="referral-file.brought-in").count() == 1
    back = ada.get(page("file-to-mend", file.pk)).content.decode("utf-8-sig")
    assert "31/02/2025 is not a real date" in back
    mended = back.replace("31/02/2025,", "28/02/2025,")
    again = send(ada, cast, mended)["Location"]
    ada.post(again)
    assert len(referrals(cast)) == 3


def test_the_same_file_twice_adds_nothing(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    without = GOOD | {"their_reference": "", "nhs_number": "9990602670", "family_name": "Li"}
    content = sheet(GOOD, without | {"given_name": "Mei", "born_on": "01/01/1970"})
    for _ in range(2):
        preview = send(ada, cast, content)["Location"]
        ada.post(preview)
    assert len(referrals(cast)) == 2
    with asking(cast.ada):
        first, second = ReferralFile.objects.order_by("pk")
        assert (first.rows_in, first.rows_known_already) == (2, 0)
        assert (second.rows_in, second.rows_known_already, second.rows_to_mend) == (0, 2, 0)
    assert ada.post(preview).status_code == 404


def test_killed_half_way_nothing_is_half_in(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    preview = send(ada, cast, sheet(GOOD, ENDED))["Location"]
    with (
        patch.object(bringing_in, "record", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        ada.post(preview)
    assert referrals(cast) == []
    with asking(cast.ada):
        assert ReferralFile.objects.count() == 0
        assert FileToCheck.objects.count() == 1
    assert ada.post(preview).status_code == 302
    assert len(referrals(cast)) == 2


def test_a_file_is_thrown_away(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    preview = send(ada, cast, sheet(GOOD))["Location"]
    answer = ada.post(preview, {"throw_away": "yes"}, follow=True)
    assert "Nothing was brought in" in answer.content.decode()
    assert referrals(cast) == []
    assert ada.get(preview).status_code == 404


def test_somebody_known_or_waiting_is_noted_from_the_own_teams_alone(
    cast: Cast, client_of: ClientOf
) -> None:
    sent(cast, nhs_number="9994874527", given_name="Old", family_name="Story")
    ada = client_of(cast.ada)
    rows = [
        GOOD | {"nhs_number": "9999836909", "family_name": "Ó Briain", "given_name": "Sam"},
        GOOD | {"their_reference": "R-2", "nhs_number": "9990602670", "family_name": "Ŵyn-Jones"},
        GOOD | {"their_reference": "R-3", "nhs_number": "9994874527", "family_name": "Story"},
    ]
    text = ada.get(send(ada, cast, sheet(*rows))["Location"]).content.decode()
    assert "Samuel Ó Briain, whom your team knows" in text
    assert "Dylan" not in text
    assert "Old Story, who waits for a decision" in text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04", "This is a spreadsheet"),
        (b"a,b\n1,2", "The file has no column received_on"),
        (b"a,b\n1,\x00", "not a text file"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_nothing_is_kept(
    cast: Cast, client_of: ClientOf, content: bytes, sentence: str
) -> None:
    answer = send(client_of(cast.ada), cast, content)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    with asking(cast.ada):
        assert FileToCheck.objects.count() == 0


def test_no_file_and_no_team_are_asked_for(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.ada).post(page("files"), {"team": "999"})
    assert "Choose a file" in answer.content.decode()


def test_files_are_for_those_who_may_bring_them_in(cast: Cast, client_of: ClientOf) -> None:
    preview = send(client_of(cast.ada), cast, sheet(GOOD))["Location"]
    for other in (cast.ngozi, cast.priya, cast.ruth, cast.sian):
        client = client_of(other)
        for address in (page("files"), preview, page("file-template")):
            assert client.get(address).status_code == 404
        assert send(client, cast, sheet(GOOD)).status_code == 404
    assert client_of(cast.tom).get(preview).status_code == 404  # another's file to check
    assert client_of(cast.tom).get(page("files")).status_code == 200
    assert Client().get(preview)["Location"].startswith("/sign-in/")
    assert client_of(cast.ada).get(page("file", 1)).status_code == 404
    with asking(cast.sian) as sian:
        assert file_to_check_for(sian, FileToCheck().pk) is None


def test_the_template_can_be_sent_as_it_is(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    assert "inpatient_ward (Mental health ward)" in ada.get(page("files")).content.decode()
    template = ada.get(page("file-template"))
    assert template["Content-Disposition"].startswith("attachment")
    preview = send(ada, cast, template.content)["Location"]
    assert "Bring in 1 row" in ada.get(preview).content.decode()


def test_a_large_file_costs_no_more_queries(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    names = ["Ada", "Ben", "Cai", "Dot", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jon", "Kit", "Lou"]
    rows = [
        GOOD | {"their_reference": name, "given_name": name, "family_name": name, "nhs_number": ""}
        for name in names
    ]
    ada = client_of(cast.ada)
    preview = send(ada, cast, sheet(*rows))["Location"]
    with django_assert_max_num_queries(16):
        assert ada.get(preview).status_code == 200
    with django_assert_max_num_queries(24):
        assert ada.post(preview).status_code == 302
    assert len(referrals(cast)) == len(names)


@given(st.binary(max_size=300) | st.lists(st.text(max_size=30), max_size=12).map(
    lambda cells: sheet(dict(zip(GOOD, cells, strict=False)) or GOOD).encode("utf-8", "ignore")
))  # fmt: skip
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_file_is_sent_there_is_an_answer(
    cast: Cast, client_of: ClientOf, content: bytes
) -> None:
    ada = client_of(cast.ada)
    answer = send(ada, cast, content)
    assert answer.status_code in {200, 302}
    if answer.status_code == 302:
        assert ada.get(answer["Location"]).status_code == 200
        assert ada.post(answer["Location"]).status_code == 302


def test_two_at_once_bring_it_in_once(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    send(ada, cast, sheet(GOOD))
    with asking(cast.ada) as worker:
        kept = FileToCheck.objects.get()
        bringing_in.bring_in(kept, by=worker, at=NOW)
        with pytest.raises(Refused, match="meanwhile"):
            bringing_in.bring_in(kept, by=worker, at=NOW)


def test_language_culture_and_wishes_come_in_with_the_row(cast: Cast, client_of: ClientOf) -> None:
    ada = client_of(cast.ada)
    told = {"first_language": "Punjabi", "needs_interpreter": "yes", "ethnicity": "H",
            "religion": "Sikh", "communication_needs": "Reads lips",
            "wishes": "A woman, please"}  # fmt: skip
    wrong = GOOD | {"their_reference": "R-2", "nhs_number": "", "needs_interpreter": "perhaps"}
    file = sheet(GOOD | told, wrong)
    preview = send(ada, cast, file)["Location"]
    assert "needs_interpreter: “perhaps” is none" in ada.get(preview).content.decode()
    ada.post(preview)
    again = send(ada, cast, file)["Location"]
    ada.post(again)
    [came] = referrals(cast)
    assert {name: getattr(came, name) for name in told} == told
    listed = ada.get(page("files")).content.decode()
    assert "R (Chinese)" in listed, "the codes stand beside the column"
