"""The pages on which criteria are read, drafted, changed a part at a time, and put in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.policy.eligibility.aloud import said
from alongside.policy.eligibility.pack import Kind, Pack
from alongside.policy.eligibility.reading import shipped_packs
from alongside.policy.eligibility.writing import pack_to_toml
from alongside.referrals.actions import writing_criteria as writing
from alongside.referrals.facts import pack_of
from alongside.referrals.models import Criteria
from alongside.referrals.tests.referred import put_in_force
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

ClientOf = Callable[[Worker], Client]


def page(name: str, *args: object, **named: object) -> str:
    return reverse(f"criteria:{name}", args=args, kwargs=named or None)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def draft(cast: Cast, pack_id: str = "leicestershire") -> Criteria:
    pack = next(one for one in shipped_packs() if one.id == pack_id)
    with asking(cast.tom) as tom:
        return writing.begin_draft(cast.leeds, toml=pack_to_toml(pack), by=tom, at=NOW)


def seen(begun: Criteria) -> str:
    return writing.mark_of(Criteria.objects.get(pk=begun.pk).toml)


def now_says(begun: Criteria) -> Pack:
    return pack_of(Criteria.objects.get(pk=begun.pk))


def test_everybody_reads_what_is_in_force_and_its_own_team_the_drafts(
    cast: Cast, client_of: ClientOf
) -> None:
    put, begun = put_in_force(cast), draft(cast)
    for worker in (cast.tom, cast.ada, cast.ngozi, cast.priya, cast.sian):
        client = client_of(worker)
        assert "In force" in text_of(client, page("list"))
        shown = text_of(client, page("read", put.pk))
        assert "More than 2 stays in hospital that began in the past 24 months" in shown
        assert "Referral criteria, third sentence" in shown
        assert text_of(client, page("read", begun.pk))
    referrer = client_of(cast.ruth)
    assert "Leicestershire" in text_of(referrer, page("list"))
    assert referrer.get(page("read", put.pk)).status_code == 200
    assert referrer.get(page("read", begun.pk)).status_code == 404
    assert Client().get(page("list")).status_code == 302


def test_every_shipped_pack_is_read_aloud_and_given_as_a_file(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.tom)
    for shipped in shipped_packs():
        begun = draft(cast, shipped.id)
        shown = text_of(client, page("read", begun.pk))
        assert "Recalled" in shown if shipped.id == "nhs-england-2024" else "Recalled" not in shown
        file = client.get(page("file", begun.pk))
        assert file["Content-Disposition"] == f'attachment; filename="{shipped.id}-draft.toml"'
        assert file.content.decode() == begun.toml


def test_only_who_may_edit_criteria_sees_the_pages_that_change_them(
    cast: Cast, client_of: ClientOf
) -> None:
    put, begun = put_in_force(cast), draft(cast)
    one = {"criteria_id": begun.pk, "criterion_id": "high-use"}
    changing = [
        page("begin"),
        page("put-in-force", begun.pk),
        page("about", begun.pk),
        page("text", begun.pk),
        page("add", begun.pk),
        page("add-shape", criteria_id=begun.pk, shape="use"),
        page("criterion", **one),
        page("remove", **one),
        page("part", **one, place="0"),
        page("more", **one, place="whole"),
        page("more-shape", **one, place="whole", shape="autism"),
    ]
    for address in changing:
        assert client_of(cast.tom).get(address).status_code == 200, address
        assert client_of(cast.ada).get(address).status_code == 200, address
        assert Client().get(address).status_code == 302
        for worker in (cast.ngozi, cast.priya, cast.sian, cast.ruth):
            assert client_of(worker).get(address).status_code == 404, address
    for name in ("put-in-force", "about", "text", "add"):
        assert client_of(cast.tom).get(page(name, put.pk)).status_code == 404, "it never changes"


def test_a_draft_begins_from_a_pack_a_version_or_a_file(cast: Cast, client_of: ClientOf) -> None:
    put = put_in_force(cast)
    client = client_of(cast.tom)
    leeds = cast.leeds.pk
    for start in ("pack-wales-2007", f"version-{put.pk}"):
        answer = client.post(page("begin"), {"service": leeds, "start": start})
        assert answer.status_code == 302, answer.content.decode()
    file = SimpleUploadedFile("ours.toml", put.toml.encode())
    sent = {"service": leeds, "start": "file", "file": file}
    assert client.post(page("begin"), sent).status_code == 302
    drafts = Criteria.objects.filter(in_force_from=None).order_by("pk")
    assert [one.title for one in drafts] == [
        "Assertive outreach in Wales, 2007",
        "Leicestershire assertive outreach",
        "Leicestershire assertive outreach",
    ]
    assert drafts[1].based_on == put


def test_a_draft_begins_from_versions_that_say_until_when_they_held(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast, on=date(2024, 1, 1))
    put_in_force(cast, "england-2001", on=date(2025, 1, 1))
    asked = text_of(client_of(cast.tom), page("begin"))
    assert "in force from 1 January 2024 until 1 January 2025" in asked
    assert asked.count("until 1 January 2025") == asked.count(" until ") == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"id = 5\n", "Line 1: “id” takes words."),
        (b'title = "half', "Line 1: This is not TOML"),
        (b"\xff\xfe\x00", "This file is not text"),
        (b"", "The submitted file is empty."),
        (b"x" * 500_000, "too large"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(
    cast: Cast, client_of: ClientOf, content: bytes, says: str
) -> None:
    sent = {
        "service": cast.leeds.pk,
        "start": "file",
        "file": SimpleUploadedFile("ours.toml", content),
    }
    answer = client_of(cast.tom).post(page("begin"), sent)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Criteria.objects.exists()


def test_a_criterion_is_added_by_filling_in_boxes(cast: Cast, client_of: ClientOf) -> None:
    begun, client = draft(cast), client_of(cast.tom)
    chosen = client.post(page("add", begun.pk), {"asks": "use"})
    assert chosen["Location"] == page("add-shape", criteria_id=begun.pk, shape="use")
    sent = {
        "seen": seen(begun), "says": "Half a year in hospital at a stretch", "kind": "required",
        "place": "paragraph 4", "example": "on", "measure": "longest",
        "care": "inpatient", "least_word": "at_least", "least": "6", "least_unit": "months",
        "within": "3", "within_unit": "years",
    }  # fmt: skip
    asked = client.get(chosen["Location"]).content.decode()
    assert "In the document that these criteria come from, which stands before it" in asked
    assert client.post(chosen["Location"], sent).status_code == 302
    added = now_says(begun).of_kind(Kind.REQUIRED)[-1]
    document = now_says(begun).source.title
    assert f"{document}, paragraph 4" in client.get(page("read", begun.pk)).content.decode()
    assert added.example
    assert said(added.when).words == (
        "At least 6 months in hospital without a break, stays counted in the past 3 years"
    )


def test_a_number_of_is_a_group_without_a_number(cast: Cast, client_of: ClientOf) -> None:
    begun, client = draft(cast), client_of(cast.tom)
    sent: dict[str, Any] = {
        "seen": seen(begun), "says": "Several of these", "kind": "supporting", "place": "§4",
        "join": "how_many", "facts": ["homeless", "drug_use", "autism"],
    }  # fmt: skip
    address = page("add-shape", criteria_id=begun.pk, shape="several")
    assert client.post(address, sent).status_code == 302
    one = {"criteria_id": begun.pk, "criterion_id": "several-of-these"}
    more = page("more-shape", **one, place="whole", shape="age")
    sent = {"seen": seen(begun), "least_word": "more_than", "least": "64"}
    assert client.post(more, sent).status_code == 302
    sent = {"seen": seen(begun), "join": "at_least", "minimum": "2", "facts": ["homeless"]}
    assert client.post(page("part", **one, place="whole"), sent).status_code == 302
    changed = now_says(begun).criterion("several-of-these")
    assert changed
    found = said(changed.when)
    assert found.words == "At least 2 of these"
    assert [each.words for each in found.members] == ["Homeless", "Age in years: more than 64"]


def test_parts_are_turned_round_and_taken_out(cast: Cast, client_of: ClientOf) -> None:
    begun, client = draft(cast), client_of(cast.tom)
    one = {"criteria_id": begun.pk, "criterion_id": "long-term"}
    sent = {"seen": seen(begun), "answer": "yes", "opposite": "on"}
    assert client.post(page("part", **one, place="1"), sent).status_code == 302
    gone = client.post(page("remove-part", **one, place="0"), {"seen": seen(begun)})
    assert gone.status_code == 302
    changed = now_says(begun).criterion("long-term")
    assert changed
    members = said(changed.when).members
    assert [(each.words, each.turned) for each in members] == [
        ("Treatment often not taken", True),
        ("Needs assertive follow-up", False),
    ]


def test_criteria_are_moved_reworded_and_taken_out(cast: Cast, client_of: ClientOf) -> None:
    begun, client = draft(cast), client_of(cast.tom)
    one = {"criteria_id": begun.pk, "criterion_id": "contact"}
    client.post(page("move", **one), {"seen": seen(begun), "to": "up"})
    sent = {
        "seen": seen(begun), "says": "Contact is hard", "kind": "excluding", "place": "p. 3",
        "mark": "derived",
    }  # fmt: skip
    assert client.post(page("criterion", **one), sent).status_code == 302
    assert [c.id for c in now_says(begun).of_kind(Kind.EXCLUDING)][-1] == "contact"
    assert client.post(page("remove", **one), {"seen": seen(begun)}).status_code == 302
    assert now_says(begun).criterion("contact") is None


def test_how_many_supporting_criteria_are_needed(cast: Cast, client_of: ClientOf) -> None:
    begun, client = draft(cast, "england-2001"), client_of(cast.tom)
    sent = {
        "seen": seen(begun), "title": "Ours", "nation": "Wales", "source_title": "Manual",
        "source_mark": "seen", "supporting_needed": "minimum", "minimum": "99", "notes": "a\r\nb",
    }  # fmt: skip
    answer = client.post(page("about", begun.pk), sent)
    assert "At least 99 of 6 can never be met." in answer.content.decode()
    assert client.post(page("about", begun.pk), sent | {"minimum": "2"}).status_code == 302
    changed = now_says(begun)
    assert (changed.title, str(changed.supporting), changed.notes) == ("Ours", "at least 2", "a\nb")


def test_what_is_wrong_is_said_beside_its_box_and_the_text_is_kept(
    cast: Cast, client_of: ClientOf
) -> None:
    begun, client = draft(cast), client_of(cast.tom)
    one = {"criteria_id": begun.pk, "criterion_id": "under-16"}
    sent = {
        "seen": seen(begun), "least_word": "at_least", "least": "70", "most_word": "at_most",
        "most": "20",
    }  # fmt: skip
    shown = client.post(page("part", **one, place="whole"), sent).content.decode()
    assert "Nothing can be at least 70 and at most 20." in shown
    assert 'value="70"' in shown
    area = page("add-shape", criteria_id=begun.pk, shape="area")
    sent = {"seen": seen(begun), "says": "Ours", "kind": "required", "place": "p",
            "area": "LS12, somewhere else", "by": "residence"}  # fmt: skip
    shown = client.post(area, sent).content.decode()
    assert "is not the beginning of a postcode" in shown
    assert now_says(begun).criterion("ours") is None


def test_as_text_every_error_has_its_line_and_the_text_stays(
    cast: Cast, client_of: ClientOf
) -> None:
    begun, client = draft(cast), client_of(cast.tom)
    wrong = begun.toml.replace('nation = "England"', 'nation = "Atlantis"')
    wrong = wrong.replace('is = "yes"', 'is = "perhaps"', 1)
    shown = client.post(
        page("text", begun.pk), {"seen": seen(begun), "toml": wrong}
    ).content.decode()
    assert "Line 3: “nation” cannot be “Atlantis”." in shown
    assert "cannot be “perhaps”" in shown
    assert "Atlantis" in shown.split("<textarea")[1]
    assert now_says(begun).nation == "England"
    better = begun.toml.replace("Leicestershire assertive outreach", "Ours", 1)
    sent = {"seen": seen(begun), "toml": better.replace("\n", "\r\n")}
    assert client.post(page("text", begun.pk), sent).status_code == 302
    assert Criteria.objects.get(pk=begun.pk).toml == better


def test_two_who_change_one_text_both_keep_their_words(cast: Cast, client_of: ClientOf) -> None:
    begun = draft(cast)
    was = seen(begun)
    tom, ada = client_of(cast.tom), client_of(cast.ada)
    theirs = begun.toml.replace("Leicestershire assertive outreach", "Theirs", 1)
    mine = begun.toml.replace("Leicestershire assertive outreach", "Mine", 1)
    assert ada.post(page("text", begun.pk), {"seen": was, "toml": theirs}).status_code == 302
    shown = tom.post(page("text", begun.pk), {"seen": was, "toml": mine}).content.decode()
    assert "Ada Whitlock changed this draft" in shown
    assert "Theirs" in shown.split("<pre")[1]
    assert "Mine" in shown.split("<textarea")[1]
    assert now_says(begun).title == "Theirs"
    sent = {"seen": seen(begun), "toml": mine}
    assert tom.post(page("text", begun.pk), sent).status_code == 302


def test_a_first_day_so_far_away_is_a_slip_of_the_year(cast: Cast, client_of: ClientOf) -> None:
    begun = draft(cast)
    typed = {"from_day": "2125-01-01", "why": "Agreed"}
    answer = client_of(cast.tom).post(page("put-in-force", begun.pk), typed)
    assert "must be within 2 years" in answer.content.decode()


def test_a_draft_is_put_in_force_and_taken_back(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alongside.referrals.forms.criteria.YEARS_AHEAD", 100)
    begun, client = draft(cast), client_of(cast.tom)
    day = date(2100, 5, 4)  # far ahead of the database's own clock, which no test sets
    typed = {"from_day_day": day.day, "from_day_month": day.month, "from_day_year": day.year}
    shown = client.post(page("put-in-force", begun.pk), typed | {"why": ""}).content.decode()
    assert "Enter why the criteria change" in shown
    past = client.post(
        page("put-in-force", begun.pk), typed | {"from_day_year": 2020, "why": "x"}
    ).content.decode()
    assert "cannot begin in the past" in past
    answer = client.post(page("put-in-force", begun.pk), typed | {"why": "Agreed"})
    assert answer.status_code == 302
    told = text_of(client, page("read", begun.pk))
    assert "Begins later" in told
    assert "These criteria are in force from 4 May 2100" in told
    assert client_of(cast.ngozi).post(page("take-back", begun.pk)).status_code == 404
    assert client.post(page("take-back", begun.pk)).status_code == 302
    assert "Not yet: this is a draft" in text_of(client, page("read", begun.pk))


def test_places_that_are_not_there_are_not_found(cast: Cast, client_of: ClientOf) -> None:
    begun, client = draft(cast), client_of(cast.tom)
    for place in ("9", "0-0", "-1", "x", "0-", "99999999999999999999"):
        one = {"criteria_id": begun.pk, "criterion_id": "high-use", "place": place}
        assert client.get(page("part", **one)).status_code == 404, place
    missing = {"criteria_id": begun.pk, "criterion_id": "nothing"}
    assert client.get(page("criterion", **missing)).status_code == 404
    assert client.get(page("read", 10**9)).status_code == 404


def test_a_page_of_many_versions_asks_no_more_queries(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.tom)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page("list")).status_code == 200
        return len(asked)

    put_in_force(cast)
    one = queries()
    for _ in range(5):
        draft(cast)
    assert queries() == one
