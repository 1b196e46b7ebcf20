"""A copy is given within a month, never without an opinion, never with what is another's."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.access.models import Opening
from alongside.kernel.rules import Refused
from alongside.people import actions as people
from alongside.policy.copies import AskedAs, AskedHow, Came, Given, Harm, LeftOut, copy_due
from alongside.policy.values import Nation
from alongside.record.tests.telling import everything
from alongside.rights.actions import copies as actions
from alongside.rights.models import CopyAnswer, CopyMade, CopyRequest, HarmOpinion
from alongside.rights.queries.turning import waits_for
from alongside.rights.whole.packing import Packed
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
PACKED = Packed(b"zip", "0" * 64, {"rows": {}, "letters": 0, "left_out": {}, "files": {}})
HIMSELF = actions.Asked("Sam Ó Briain", AskedAs.THEMSELF, AskedHow.SAID, date(2026, 11, 20))


@pytest.fixture
def asked(cast: Cast) -> CopyRequest:
    with asking(cast.ngozi) as ngozi:
        return actions.ask_for_copy(cast.sam, asked=HIMSELF, by=ngozi, at=NOW)


def page(cast: Cast, asked: CopyRequest, rest: str = "") -> str:
    return f"/people/{cast.sam.pk}/rights/copies/{asked.pk}/{rest}"


def hold(cast: Cast, asked: CopyRequest, holds: Harm = Harm.NONE) -> HarmOpinion:
    with asking(cast.ngozi) as ngozi:
        return actions.hold(asked, holds=holds, because="He knows all of it", by=ngozi, at=NOW)


@pytest.mark.parametrize(
    ("asked_on", "is_longer", "due_on"),
    [
        (date(2026, 9, 3), False, date(2026, 10, 5)),  # 3 October is a Saturday
        (date(2027, 1, 31), False, date(2027, 3, 1)),  # 28 February is a Sunday
        (date(2026, 11, 25), False, date(2026, 12, 29)),  # Christmas, and Boxing Day kept Monday
        (date(2027, 1, 31), True, date(2027, 4, 30)),  # not three times the last day of February
        (date(2026, 11, 20), False, date(2026, 12, 21)),
    ],
)
def test_a_calendar_month_or_three_and_then_the_next_day_that_is_worked(
    asked_on: date, is_longer: bool, due_on: date
) -> None:
    found, rules = copy_due(asked_on, nation=Nation.ENGLAND, is_longer=is_longer)
    assert found == due_on
    assert [each.id for each in rules] == ["copy.given", "copy.longer"][: 1 + is_longer]


def test_it_waits_on_the_persons_page_with_its_day(
    cast: Cast, asked: CopyRequest, client_of: SignIn
) -> None:
    client = client_of(cast.priya)
    text = client.get(f"/people/{cast.sam.pk}/").content.decode()
    assert "a copy of the record, since 20 November 2026" in text
    assert "Due in 28 days" in client.get(page(cast, asked)).content.decode()
    assert client_of(cast.sian).get(page(cast, asked)).status_code == 404


def test_who_asks_for_another_says_by_what_authority(cast: Cast, client_of: SignIn) -> None:
    day = {"asked_on_day": "20", "asked_on_month": "11", "asked_on_year": "2026"}
    typed = {"asked_by": "Lowe & Co", "asked_as": "on behalf", "asked_how": "letter"} | day
    where = f"/people/{cast.sam.pk}/rights/copies/new/"
    client = client_of(cast.ada)
    assert "Enter how you know that they may ask" in client.post(where, typed).content.decode()
    signed = typed | {"authority": "A letter signed by Sam on 18 November"}
    assert client.post(where, signed).status_code == 302
    by_other = actions.Asked("A brother", AskedAs.ATTORNEY, AskedHow.SAID, NOW.date())
    with asking(cast.ngozi) as ngozi, pytest.raises(Refused, match="how you know"):
        actions.ask_for_copy(cast.sam, asked=by_other, by=ngozi, at=NOW)


def test_longer_is_told_within_the_first_month(cast: Cast, asked: CopyRequest) -> None:
    with asking(cast.ngozi) as ngozi:
        told: dict[str, Any] = {"because": "Nine years on paper", "by": ngozi, "at": NOW}
        told |= {"nation": Nation.ENGLAND}
        with pytest.raises(Refused, match="by 21 December 2026"):
            actions.say_longer(asked, told_on=date(2026, 12, 22), **told)
        assert actions.say_longer(asked, told_on=date(2026, 12, 21), **told).pk


@pytest.mark.parametrize("held", [None, Harm.ALL, Harm.PARTS])
def test_neither_program_nor_database_makes_a_copy_that_nobody_held_may_be_given(
    cast: Cast, asked: CopyRequest, held: Harm | None
) -> None:
    if held:
        hold(cast, asked, held)
    with asking(cast.ngozi) as ngozi:
        with pytest.raises(Refused):
            actions.keep_made(asked, PACKED, by=ngozi, at=NOW)
        of_it = {"request": asked, "person": cast.sam, "by": ngozi, "at": NOW}
        with pytest.raises(IntegrityError, match=r"holds|left out"), transaction.atomic():
            CopyMade.objects.create(**of_it, sha256="0" * 64, size=3, holds={})


def test_parts_may_be_given_once_some_are_left_out_for_harm(cast: Cast, asked: CopyRequest) -> None:
    hold(cast, asked, Harm.PARTS)
    with asking(cast.ngozi) as ngozi:
        decided: dict[str, LeftOut | None] = {"contacts_contact.note.1.ab": LeftOut.OTHER}
        actions.read_through(asked, decided=decided, by=ngozi, at=NOW)
        with pytest.raises(Refused, match="Leave them out first"):
            actions.keep_made(asked, PACKED, by=ngozi, at=NOW)
        later = NOW + timedelta(minutes=1)
        decided = {"contacts_contact.note.1.ab": LeftOut.HARM}
        actions.read_through(asked, decided=decided, by=ngozi, at=later)
        assert actions.keep_made(asked, PACKED, by=ngozi, at=later).pk


def test_a_copy_is_not_given_when_somebody_held_otherwise_after_it_was_made(
    cast: Cast, asked: CopyRequest
) -> None:
    hold(cast, asked)
    given = actions.Outcome(Came.RELEASED, NOW.date(), Given.HAND, "Sam")
    later = NOW + timedelta(minutes=5)
    with asking(cast.ngozi) as ngozi:
        made = actions.keep_made(asked, PACKED, by=ngozi, at=NOW)
        actions.hold(asked, holds=Harm.NONE, because="Looked again", by=ngozi, at=later)
        with pytest.raises(Refused, match="Make it again"):
            actions.answer_request(asked, outcome=given, made=made, by=ngozi, at=later)
        with pytest.raises(IntegrityError, match="before what stands"), transaction.atomic():
            CopyAnswer.objects.create(
                request=asked, person=cast.sam, came="released", copy=made, on_day=NOW.date(),
                given_how="by hand", given_to="Sam", by=ngozi, at=later,
            )  # fmt: skip


def test_only_a_health_professional_holds_an_opinion(
    cast: Cast, asked: CopyRequest, client_of: SignIn
) -> None:
    with asking(cast.tom) as tom, pytest.raises(Refused, match="Only a health professional"):
        actions.hold(asked, holds=Harm.NONE, because="I know him", by=tom, at=NOW)
    with asking(cast.tom) as tom, pytest.raises(IntegrityError), transaction.atomic():
        HarmOpinion.objects.create(
            request=asked, person=cast.sam, holds="none", because="I know him",
            profession=tom.profession, by=tom, at=NOW,
        )  # fmt: skip
    assert client_of(cast.tom).get(page(cast, asked, "opinion/")).status_code == 404
    assert client_of(cast.ngozi).get(page(cast, asked, "opinion/")).status_code == 200


def test_from_the_question_to_the_answer_through_the_pages(
    cast: Cast, asked: CopyRequest, client_of: SignIn
) -> None:
    everything(cast)
    client = client_of(cast.ngozi)
    held = client.post(page(cast, asked, "opinion/"), {"holds": "none", "because": "He knows"})
    assert held.status_code == 302
    unread = client.post(page(cast, asked, "made/"), follow=True).content.decode()
    assert "passages may speak of others and have to be read first" in unread
    shown = client.get(page(cast, asked, "passages/")).content.decode()
    assert "Ring my sister" in shown
    assert "To cook for my daughter" in shown
    names = set(re.findall(r'name="(p[0-9a-f]{20})"', shown))
    [of_sister] = re.findall(r'Ring my sister.*?name="(p[0-9a-f]{20})"', shown, re.DOTALL)
    said = dict.fromkeys(names, "give") | {of_sister: "other"}
    assert client.post(page(cast, asked, "passages/"), said).status_code == 302
    made = client.post(page(cast, asked, "made/"))
    assert made["Content-Type"] == "application/zip"
    assert "Sam" not in made["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(made.content)) as packed:
        record = packed.read("record.json").decode()
        index = packed.read("index.html").decode()
        files = packed.namelist()
    assert json.loads(record)["tables"]["careplans_careplan"]["rows"][0]["in_a_crisis"]
    for text in (record, index):
        assert "To cook for my daughter" in text
        assert "Ring my sister" not in text
        assert "[Left out]" in text
    assert sum(name.startswith("letters/") for name in files) == 1
    with asking(cast.ngozi):
        kept = CopyMade.objects.get()
        assert kept.sha256 == hashlib.sha256(made.content).hexdigest()
        assert kept.holds["left_out"] == {"other": 1}
        why = Opening.objects.filter(purpose="request")
        assert why.exists(), "what is kept apart was opened for a reason that is reviewed"
    day = {"on_day": "23", "on_month": "11", "on_year": "2026"}
    typed = {"came": "released", "given_how": "by hand", "given_to": "Sam"} | day
    assert client.post(page(cast, asked, "answer/"), typed).status_code == 302
    text = client.get(page(cast, asked)).content.decode()
    assert "It was given" in text
    assert kept.sha256 in text.replace(" ", "")
    with asking(cast.ngozi) as ngozi:
        assert [each.says for each in waits_for(ngozi, cast.sam.pk)] == ["a complaint"]
    assert client.post(page(cast, asked, "made/")).status_code == 404, "it is answered"


def test_only_those_who_give_copies_make_one(
    cast: Cast, asked: CopyRequest, client_of: SignIn
) -> None:
    hold(cast, asked)
    for nobody in (cast.priya, cast.ada, cast.sian):
        for rest in ("made/", "passages/", "answer/"):
            assert client_of(nobody).post(page(cast, asked, rest)).status_code == 404
    with asking(cast.ngozi):
        assert not CopyMade.objects.exists()


def test_a_refusal_says_why_and_ends_the_request(
    cast: Cast, asked: CopyRequest, client_of: SignIn
) -> None:
    day = {"on_day": "23", "on_month": "11", "on_year": "2026"}
    client = client_of(cast.tom)
    text = client.post(page(cast, asked, "answer/"), {"came": "refused"} | day).content.decode()
    assert "Enter why it was not given" in text
    typed = {"came": "refused", "words": "We could not tell who asked"} | day
    assert client.post(page(cast, asked, "answer/"), typed).status_code == 302
    with asking(cast.tom) as tom:
        assert waits_for(tom, cast.sam.pk) == []
        with pytest.raises(Refused, match="before what came"):
            actions.hold(asked, holds=Harm.NONE, because="x", by=cast.ngozi, at=NOW)
        assert tom.pk


def test_what_is_kept_apart_is_decided_on_and_not_shown_without_a_reason(
    cast: Cast, asked: CopyRequest, client_of: SignIn
) -> None:
    with asking(cast.ngozi) as ngozi:
        texts = {"safe_address": "With his sister in Otley"}
        people.write_restricted(cast.sam, texts=texts, seen={}, by=ngozi, at=NOW)
    client = client_of(cast.ngozi)
    for address in ("passages/", "passages/?all=1"):
        text = client.get(page(cast, asked, address)).content.decode()
        assert "says “sister”" in text or "everything is read through" in text
        assert "This is kept apart" in text
        assert "Otley" not in text
