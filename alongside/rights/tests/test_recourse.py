"""What somebody asked for waits, aloud, until it is answered; nothing written goes away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction
from django.test import Client

from alongside.kernel.rules import Refused
from alongside.policy.recourse import Happened, Way, answer_due, settles
from alongside.policy.values import Nation
from alongside.rights.actions import turning as actions
from alongside.rights.models import Recourse
from alongside.rights.queries import turning as queries
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
ASKED_ON = date(2026, 11, 3)
WORDS = "Nobody came on Friday, and nobody rang"


def kept(cast: Cast, way: Way, happened: Happened, **told: Any) -> Recourse:
    said = {"asking": None, "on": ASKED_ON, "who": "Sam himself", "words": WORDS} | told
    with asking(cast.ngozi) as ngozi:
        return actions.keep_recourse(cast.sam, way=way, happened=happened, **said, by=ngozi, at=NOW)


def page(cast: Cast, rest: str = "") -> str:
    return f"/people/{cast.sam.pk}/rights/{rest}"


def typed(happened: str, **more: str) -> dict[str, str]:
    day = {"on_day": "3", "on_month": "11", "on_year": "2026"}
    return {"happened": happened, "who": "Sam himself", "words": WORDS} | day | more


def test_nothing_written_is_said_aloud(cast: Cast, client_of: SignIn) -> None:
    text = client_of(cast.priya).get(page(cast)).content.decode()
    assert text.count("Nobody has written down that they were told about it.") == 3
    for told in ("PALS, 0113 496 0101", "Advocacy Leeds, 0113 496 0103", "0113 496 0102"):
        assert told in text


def test_a_complaint_waits_on_both_pages_until_it_is_answered(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of(cast.ada)  # who takes the telephone
    assert client.post(page(cast, "turned-to/complaint/"), typed("asked")).status_code == 302
    text = client.get(page(cast)).content.decode()
    for told in ("Waits", "Since 3 November 2026, 20 days ago", WORDS, "Due in 161 days"):
        assert told in text
    assert "regulation 14 (recalled, to be checked)" in text
    of_sam = f"/people/{cast.sam.pk}/"
    assert "a complaint, since 3 November 2026" in client.get(of_sam).content.decode()
    with asking(cast.ngozi) as ngozi:
        [asked] = queries.recourses_for(ngozi, cast.sam.pk)
    answered = typed("answered", asking=str(asked.pk), who="Complaints team", words="We are sorry")
    assert client.post(page(cast, "turned-to/complaint/"), answered).status_code == 302
    text = client.get(page(cast)).content.decode()
    assert "Settled" in text
    assert "We are sorry" in text
    shown = client.get(of_sam).content.decode()
    assert "Waits for an answer:" not in shown
    assert "A complaint: it was answered" in shown, "in the chronology"


def test_help_does_not_answer_a_complaint_and_settles_an_advocate(cast: Cast) -> None:
    complaint = kept(cast, Way.COMPLAINT, Happened.ASKED)
    advocate = kept(cast, Way.ADVOCATE, Happened.ASKED, on=date(2026, 11, 1))
    kept(cast, Way.COMPLAINT, Happened.HELPED, asking=complaint)
    with asking(cast.ngozi) as ngozi:
        assert [each.says for each in queries.waits_for(ngozi, cast.sam.pk)] == [
            "an advocate, whom they asked for", "a complaint",
        ]  # fmt: skip
    kept(cast, Way.ADVOCATE, Happened.HELPED, asking=advocate)
    with asking(cast.ngozi) as ngozi:
        assert [each.says for each in queries.waits_for(ngozi, cast.sam.pk)] == ["a complaint"]


def test_page_and_line_agree_on_what_waits(cast: Cast) -> None:
    """One definition: the plain statement of the line and the page's own sorting."""
    for way in Way:
        for happened in Happened:
            asked = kept(cast, way, Happened.ASKED)
            if happened not in {Happened.TOLD, Happened.ASKED}:
                kept(cast, way, happened, asking=asked)
    with asking(cast.ngozi) as ngozi:
        line = queries.waits_for(ngozi, cast.sam.pk)
        ways = queries.ways_for(ngozi, cast.sam.pk, nation=Nation.ENGLAND, today=NOW.date())
    assert len(line) == sum(len(each.waiting) for each in ways) == 7


def test_what_is_settled_is_settled_once_and_never_before_it_was_asked(cast: Cast) -> None:
    asked = kept(cast, Way.COMPLAINT, Happened.ASKED)
    with pytest.raises(Refused, match="before the day on which they asked"):
        kept(cast, Way.COMPLAINT, Happened.ANSWERED, asking=asked, on=ASKED_ON - timedelta(days=1))
    kept(cast, Way.COMPLAINT, Happened.DROPPED, asking=asked)
    with pytest.raises(Refused, match="does not wait any more"):
        kept(cast, Way.COMPLAINT, Happened.ANSWERED, asking=asked)


def test_an_answer_to_nothing_is_told_what_to_do(cast: Cast, client_of: SignIn) -> None:
    text = client_of(cast.priya).post(page(cast, "turned-to/listens/"), typed("answered"))
    assert "Write first what they asked for, and when" in text.content.decode()
    assert WORDS in text.content.decode(), "nothing typed is lost"
    with pytest.raises(Refused, match="write first what was asked"):
        kept(cast, Way.LISTENS, Happened.ANSWERED)


def test_the_database_keeps_what_was_written_and_answers_nobody_elses(cast: Cast) -> None:
    asked = kept(cast, Way.COMPLAINT, Happened.ASKED)
    for wrong in (
        {"person": cast.sam, "way": "listens"},  # another way
        {"person": cast.dylan, "way": "complaint"},  # somebody else
    ):
        with pytest.raises((IntegrityError, ProgrammingError)), asking(cast.ngozi) as ngozi:
            Recourse.objects.create(
                **wrong, happened="answered", asking=asked, on_day=ASKED_ON, who="x", words="y",
                by=ngozi, at=NOW,
            )  # fmt: skip
    for change in (
        lambda: Recourse.objects.update(words="Nothing"),
        lambda: Recourse.objects.filter(pk=asked.pk).delete(),
    ):
        with (
            asking(cast.ngozi),
            pytest.raises((InternalError, ProgrammingError)),
            transaction.atomic(),
        ):
            change()


def test_another_team_finds_nothing(cast: Cast, client_of: SignIn) -> None:
    kept(cast, Way.COMPLAINT, Happened.ASKED)
    assert client_of(cast.sian).get(page(cast)).status_code == 404
    with asking(cast.sian) as sian:
        assert queries.recourses_for(sian, cast.sam.pk) == []
        assert queries.waits_for(sian, cast.sam.pk) == []
        assert Recourse.objects.count() == 0


def test_a_day_is_due_only_where_a_source_says_so() -> None:
    found = answer_due(Way.COMPLAINT, nation=Nation.ENGLAND, asked_on=ASKED_ON)
    assert found
    assert found[0] == date(2027, 5, 3)
    assert answer_due(Way.COMPLAINT, nation=Nation.WALES, asked_on=ASKED_ON) is None
    assert answer_due(Way.ADVOCATE, nation=Nation.ENGLAND, asked_on=ASKED_ON) is None


def test_being_told_settles_nothing() -> None:
    assert not any(settles(way, each) for way in Way for each in (Happened.TOLD, Happened.ASKED))
