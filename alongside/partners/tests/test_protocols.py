"""What a team and an agency agreed on: in versions, with its days, policies and review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from alongside.access.second_step import has_second_step
from alongside.kernel.rules import Refused
from alongside.partners import actions, queries
from alongside.partners.actions import Agreed
from alongside.partners.models import Agency, Practitioner, Protocol
from alongside.partners.tests.partnered import AGREED, join, partnered
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
_WITHOUT_DAYS = {name: said for name, said in AGREED.items() if not name.endswith("_on")}
TYPED = _WITHOUT_DAYS | {
    "agency": "another", "name": "Harm Reduction Leeds", "kind": "harm reduction",
    "drafted_on_day": "5", "drafted_on_month": "1", "drafted_on_year": "2026",
    "review_on_day": "1", "review_on_month": "8", "review_on_year": "2027",
}  # fmt: skip


@pytest.fixture
def protocol(cast: Cast) -> Protocol:
    with asking(cast.tom) as tom:
        return partnered(cast, by=tom)


def page(cast: Cast, protocol: Protocol, rest: str = "") -> str:
    return f"/protocols/{protocol.agreement}/{rest}"


def amended(protocol: Protocol, cast: Cast, **other: Any) -> Protocol:
    with asking(cast.tom) as tom:
        return actions.amend_protocol(
            protocol, agreed=Agreed(**AGREED), amended_on=NOW.date(), because="The day moved",
            by=tom, at=NOW, **other,
        )  # fmt: skip


def test_the_shipped_day_is_tuesday_and_notice_two_weeks(cast: Cast, client_of: SignIn) -> None:
    text = client_of(cast.tom).get(f"/teams/{cast.north.pk}/protocols/new/").content.decode()
    days = [part.split(">")[0] for part in text.split("<input")[1:] if 'name="days"' in part]
    assert [" checked" in day for day in days] == [False, True, *[False] * 5]
    assert 'name="notice_weeks"' in text
    assert 'value="2"' in text


def test_a_manager_writes_it_down_and_everybody_of_the_team_reads_it(
    cast: Cast, client_of: SignIn
) -> None:
    answer = client_of(cast.tom).post(f"/teams/{cast.north.pk}/protocols/new/", TYPED)
    assert answer.status_code == 302, answer.content.decode()
    text = client_of(cast.priya).get(answer["Location"]).content.decode()
    for said in ("All day on Tuesday", "2 weeks", "1 August 2027", "5 January 2026", "Not yet"):
        assert said in text
    assert "Amend it" not in text
    assert client_of(cast.sian).get(answer["Location"]).status_code == 404
    again = client_of(cast.tom).post(
        f"/teams/{cast.north.pk}/protocols/new/",
        TYPED | {"agency": str(Agency.objects.get(name="Harm Reduction Leeds").pk)},
    )
    assert "There is a protocol with Harm Reduction Leeds. Amend that one." in (
        again.content.decode()
    )


def test_a_review_before_the_draft_is_said(cast: Cast, client_of: SignIn) -> None:
    wrong = TYPED | {"review_on_year": "2025"}
    answer = client_of(cast.tom).post(f"/teams/{cast.north.pk}/protocols/new/", wrong)
    assert "The review must be later than the day it was drafted" in answer.content.decode()


def test_a_newer_version_stands_in_its_place_and_the_old_one_is_kept(
    cast: Cast, client_of: SignIn, protocol: Protocol
) -> None:
    newer = amended(protocol, cast)
    assert newer.number == 2
    with pytest.raises(Refused, match="Somebody amended this protocol meanwhile"):
        amended(protocol, cast)
    client = client_of(cast.priya)
    assert "The day moved" in client.get(page(cast, protocol)).content.decode()
    old = client.get(page(cast, protocol, "versions/1/")).content.decode()
    assert "A newer version stands in its place" in old
    refused = pytest.raises(DatabaseError, match="permission denied")
    with asking(cast.tom), refused, transaction.atomic():
        Protocol.objects.filter(pk=protocol.pk).update(aims="Other")


@pytest.mark.parametrize(
    ("content", "served_as"),
    [(b"%PDF-1.7 x", "application/pdf"), (b"Schweigen", "text/plain; charset=utf-8")],
)
def test_a_policy_is_attached_and_only_ever_saved(
    cast: Cast, client_of: SignIn, protocol: Protocol, content: bytes, served_as: str
) -> None:
    file = SimpleUploadedFile("x.html", content, content_type="text/html")
    sent = client_of(cast.tom).post(
        page(cast, protocol, "policies/new/"), {"name": "Our <policy>", "file": file}
    )
    assert sent.status_code == 302
    with asking(cast.priya) as priya:
        [policy] = queries.policies_for(priya, protocol.agreement)
    given = client_of(cast.priya).get(page(cast, protocol, f"policies/{policy.pk}/"))
    assert given.content == content
    assert given["Content-Type"] == served_as
    assert given["X-Content-Type-Options"] == "nosniff"
    assert given["Content-Disposition"].startswith('attachment; filename="our-policy.')
    for directive in ("sandbox", "frame-ancestors 'none'"):
        assert directive in given["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "must be a PDF or plain text, and not empty"),
        (b"\x89PNG\r\n\x1a\n\x00", "must be a PDF or plain text"),
        (b"%PDF-" + b"x" * 5 * 1024 * 1024, "larger than 5 MB"),
    ],
)
def test_what_is_no_policy_is_refused_with_what_to_do(
    cast: Cast, client_of: SignIn, protocol: Protocol, content: bytes, says: str
) -> None:
    file = SimpleUploadedFile("x.pdf", content, content_type="application/pdf")
    answer = client_of(cast.tom).post(
        page(cast, protocol, "policies/new/"), {"name": "Ours", "file": file}
    )
    assert says in answer.content.decode()


@pytest.mark.parametrize(
    ("review_on", "is_shown"),
    [(date(2027, 1, 23), True), (date(2027, 1, 25), False), (date(2026, 11, 1), True)],
)
def test_the_manager_is_reminded_on_the_board_two_months_before(
    cast: Cast, client_of: SignIn, review_on: date, is_shown: bool
) -> None:
    with asking(cast.tom) as tom:
        partnered(cast, by=tom, review_on=review_on)
    board = client_of(cast.tom).get("/board/", follow=True).content.decode()
    assert ("The protocol with Harm Reduction Leeds" in board) is is_shown
    others = client_of(cast.priya).get("/board/", follow=True).content.decode()
    assert "The protocol with" not in others


def test_one_that_ended_asks_for_no_review(cast: Cast, protocol: Protocol) -> None:
    ended = amended(protocol, cast, ended_on=date(2026, 11, 22))
    assert ended.has_ended(NOW.date())
    assert not ended.is_to_be_reviewed(date(2027, 7, 30))
    with asking(cast.tom) as tom:
        assert queries.joint_days_for(tom, cast.north.pk, ended.agency, on=NOW.date()) == set()
        assert actions.begin_protocol(
            cast.north, agency=ended.agency, agreed=Agreed(**AGREED), by=tom, at=NOW
        )


def test_a_visit_on_another_day_than_agreed_is_warned_of(cast: Cast, protocol: Protocol) -> None:
    with asking(cast.priya) as priya:
        days = queries.joint_days_for(priya, cast.north.pk, protocol.agency, on=NOW.date())
    assert days == {1}


def test_a_practitioner_gets_an_account_and_sees_nobody(
    cast: Cast, client_of: SignIn, protocol: Protocol
) -> None:
    answer = client_of(cast.tom).post(
        page(cast, protocol, "practitioners/new/"),
        {"name": "Jo Marsh", "email": "jo@partner.example", "began_on_day": "1",
         "began_on_month": "11", "began_on_year": "2026"},
    )  # fmt: skip
    assert "It is shown only now" in answer.content.decode()
    practitioner = Practitioner.objects.get()
    assert practitioner.account.must_change_password
    assert str(practitioner) == "Jo Marsh, Harm Reduction Leeds"


def test_a_practitioner_leaves_and_is_there_no_more(
    cast: Cast, client_of: SignIn, protocol: Protocol
) -> None:
    with asking(cast.tom) as tom:
        jo = join(cast, protocol, by=tom)
    path = page(cast, protocol, f"practitioners/{jo.pk}/last-day/")
    days = {"ended_on_day": "1", "ended_on_month": "1", "ended_on_year": "2025"}
    client = client_of(cast.tom)
    assert "cannot be before the first day" in client.post(path, days).content.decode()
    assert client.post(path, days | {"ended_on_year": "2026"}).status_code == 200
    gone = {"ended_on_day": "22", "ended_on_month": "11", "ended_on_year": "2026"}
    assert client.post(path, gone).status_code == 302
    found = queries.practitioner_of_account(jo.account_id, on=NOW.date())
    assert found is None


def test_a_lost_second_step_of_theirs_is_taken_away(
    cast: Cast, client_of: SignIn, protocol: Protocol
) -> None:
    with asking(cast.tom) as tom:
        jo = join(cast, protocol, by=tom)
    path = page(cast, protocol, f"practitioners/{jo.pk}/second-step/")
    toms = client_of(cast.tom)
    assert "Be sure who asks" in toms.get(path).content.decode()
    assert has_second_step(jo.account_id)
    assert toms.post(path).status_code == 302
    assert not has_second_step(jo.account_id)
    assert "They have no second step" in toms.post(path).content.decode()
    assert client_of(cast.priya).post(path).status_code == 404


def test_a_forgotten_password_of_theirs_is_replaced(
    cast: Cast, client_of: SignIn, protocol: Protocol
) -> None:
    with asking(cast.tom) as tom:
        jo = join(cast, protocol, by=tom)
    path = page(cast, protocol, f"practitioners/{jo.pk}/password/")
    assert "Be sure who asks" in client_of(cast.tom).get(path).content.decode()
    assert "First password" in client_of(cast.tom).post(path).content.decode()
    jo.account.refresh_from_db()
    assert jo.account.must_change_password
    assert client_of(cast.priya).post(path).status_code == 404
