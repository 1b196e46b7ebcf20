"""From the person's own early signs in the plan, to the door, to what was agreed, on the board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.access.models import Opening
from alongside.careplans.queries import current_plan_for, current_signs_for
from alongside.contacts.models import Contact
from alongside.staff.models import Worker
from alongside.today.board import board_for
from alongside.today.rows import Row
from alongside.today.tests.test_zone_in_sight import agree
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
PLAN = {
    "agreed": "agreed",
    "triggers": "Letters from the council",
    "sign_0": "Phone is off",
    "sign_1": "Curtains drawn",
    "what_helps": "Radio on low",
    "what_family_does": "Sister rings at six",
    "response": "Two of us go the same day",
    "zone_for_signs": "every-day",
}


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def write(cast: Cast, client: Client, **more: str) -> None:
    """Write the next version of the plan, with the signs of the last where they are not typed."""
    with asking(cast.ngozi):
        before = current_plan_for(cast.ngozi, cast.sam.pk)
        signs = list(current_signs_for(cast.ngozi, cast.sam.pk))
    typed = PLAN | {f"signthread_{place}": str(each.thread) for place, each in enumerate(signs)}
    typed |= {"based_on": str(before.pk)} if before else {}
    address = reverse("careplans:write", args=[cast.sam.pk])
    assert client.post(address, typed | more).status_code == 302


def threads(cast: Cast) -> list[UUID]:
    with asking(cast.ngozi):
        return [each.thread for each in current_signs_for(cast.ngozi, cast.sam.pk)]


def record(cast: Cast, client: Client, *signs: UUID | str, days: int = 0) -> str:
    """Record that Sam was seen some days ago with these signs; return what the next page says."""
    typed = {
        "id": str(uuid4()), "outcome": "seen", "means": "face-to-face", "place": "home",
        "began_at": (NOW - timedelta(days=days, hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "worker": str(cast.priya.pk), "signs": [str(each) for each in signs],
    }  # fmt: skip
    address = reverse("contacts:new", args=[cast.sam.pk])
    answer = client.post(address, typed, follow=True)
    assert answer.redirect_chain, unescape(answer.content.decode())
    return unescape(answer.content.decode())


def sams_row(cast: Cast) -> Row:
    with asking(cast.tom):
        (row,) = board_for(cast.tom, cast.north, at=NOW).rows
    return row


def test_signs_are_offered_at_every_contact_once_the_plan_has_them(
    cast: Cast, client_of: SignIn
) -> None:
    priya = client_of(cast.priya)
    address = reverse("contacts:new", args=[cast.sam.pk])
    assert "early signs did you see" not in page(priya, address)
    write(cast, client_of(cast.ngozi))
    text = page(priya, address)
    for offered in ("early signs did you see", "Phone is off", "Curtains drawn", "None of these"):
        assert offered in text


def test_two_signs_bring_what_was_agreed_to_the_worker_the_board_and_the_zone(
    cast: Cast, client_of: SignIn
) -> None:
    agree(cast)
    write(cast, client_of(cast.ngozi))
    priya, tom = client_of(cast.priya), client_of(cast.tom)
    phone, curtains = threads(cast)
    assert "Agreed: " not in record(cast, priya, phone, days=5)
    assert sams_row(cast).signs == ()
    assert "Agreed: Two of us go the same day" in record(cast, priya, curtains)
    row = sams_row(cast)
    assert row.signs == ("Curtains drawn (Mon 23 Nov)", "Phone is off (Wed 18 Nov)")
    assert row.response == "Two of us go the same day"
    assert row.question == "Rules propose Every day"
    for address in (
        reverse("today:board", args=[cast.north.pk]),
        reverse("record:person", args=[cast.sam.pk]),
        reverse("today:zone", args=[cast.sam.pk]),
    ):
        text = page(tom, address)
        assert "Curtains drawn" in text
        assert "Two of us go the same day" in text
    agree(cast, days=0, zone="every-day", reason="zone.relapse-signs-every-day")
    row = sams_row(cast)
    assert row.question == "", "people have decided, knowing of it"
    assert row.signs, "and what was agreed stays in sight"


def test_none_of_them_is_kept_and_nothing_ticked_is_said_aloud(
    cast: Cast, client_of: SignIn
) -> None:
    write(cast, client_of(cast.ngozi))
    priya = client_of(cast.priya)
    record(cast, priya, "none")
    record(cast, priya, days=1)
    with asking(cast.priya):
        looked, not_said = Contact.objects.order_by("-began_at")
    assert looked.signs == []
    assert not_said.signs is None
    contact = "contacts:contact"
    assert "Not said" in page(priya, reverse(contact, args=[cast.sam.pk, not_said.pk]))
    assert "Not said" not in page(priya, reverse(contact, args=[cast.sam.pk, looked.pk]))


def test_a_sign_keeps_its_thread_and_one_that_is_left_out_counts_no_more(
    cast: Cast, client_of: SignIn
) -> None:
    ngozi, priya = client_of(cast.ngozi), client_of(cast.priya)
    write(cast, ngozi)
    phone, curtains = threads(cast)
    record(cast, priya, phone, curtains)
    write(cast, ngozi, sign_0="Phone is off for days")
    assert threads(cast) == [phone, curtains]
    assert sams_row(cast).signs[0].startswith("Phone is off for days")
    write(cast, ngozi, sign_1="", signthread_1="")
    assert threads(cast) == [phone]
    assert sams_row(cast).signs == ()
    with asking(cast.priya):
        contact = Contact.objects.get()
    correction = reverse("contacts:correct", args=[cast.sam.pk, contact.pk])
    assert "Curtains drawn" in page(priya, correction), "what was ticked is not lost"


def test_a_contact_that_was_taken_back_counts_for_nothing(cast: Cast, client_of: SignIn) -> None:
    write(cast, client_of(cast.ngozi))
    priya = client_of(cast.priya)
    record(cast, priya, *threads(cast))
    assert sams_row(cast).signs
    with asking(cast.priya):
        contact = Contact.objects.get()
    address = reverse("contacts:take_back", args=[cast.sam.pk, contact.pk])
    assert priya.post(address, {"because": "It was next door"}).status_code == 302
    assert sams_row(cast).signs == ()


def test_the_weeks_tell_what_was_seen_and_where_nobody_looked(
    cast: Cast, client_of: SignIn
) -> None:
    write(cast, client_of(cast.ngozi))
    priya = client_of(cast.priya)
    phone, curtains = threads(cast)
    record(cast, priya, phone, curtains)
    record(cast, priya, phone, days=8)
    record(cast, priya, "none", days=15)
    text = page(priya, reverse("contacts:signs", args=[cast.sam.pk]))
    assert text.count("Nobody looked") == 2 * 9
    assert text.count("<strong>1</strong>") == 3
    assert (
        client_of(cast.sian).get(reverse("contacts:signs", args=[cast.sam.pk])).status_code == 404
    )
    with asking(cast.priya):
        assert Opening.objects.filter(page__endswith="/signs/").exists()


def test_an_older_text_is_offered_sign_by_sign_in_the_next_version(
    cast: Cast, client_of: SignIn
) -> None:
    with asking(cast.ngozi) as ngozi:
        cast.sams_episode.plans.create(
            person=cast.sam, number=1, framework="community-framework", agreed="agreed",
            early_signs="Sleep goes first. The phone is off.", written_by=ngozi, written_at=NOW,
        )  # fmt: skip
    client = client_of(cast.ngozi)
    assert "Written before signs stood one by one" in page(
        client, reverse("careplans:plan", args=[cast.sam.pk])
    )
    text = page(client, reverse("careplans:write", args=[cast.sam.pk]))
    assert 'value="Sleep goes first."' in text
    assert 'value="The phone is off."' in text


def test_an_older_text_of_many_signs_goes_into_the_next_version_whole(
    cast: Cast, client_of: SignIn
) -> None:
    older = [f"Sign number {number}." for number in range(40)]
    typed = {"agreed": "agreed"} | {f"sign_{place}": words for place, words in enumerate(older)}
    address = reverse("careplans:write", args=[cast.sam.pk])
    assert client_of(cast.ngozi).post(address, typed).status_code == 302
    with asking(cast.ngozi):
        kept = [each.words for each in current_signs_for(cast.ngozi, cast.sam.pk)]
    assert kept == older
