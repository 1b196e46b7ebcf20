"""Our team's pages of joint work, and learning, in which both sides have a part."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from alongside.joint.tests.shared import AGAIN, consent, sql, text_of
from alongside.partners.models import Practitioner
from alongside.sharing import actions as sharing
from alongside.sharing.models import Recipient
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]


def test_learning_is_offered_agreed_and_done_by_both_sides(
    cast: Cast, client: Client, client_of: SignIn, jo: Practitioner
) -> None:
    worker = client_of(cast.priya)
    typed = {"with_whom": str(cast.north.pk), "is_offer": "yes", "way": "skills",
             "topic": "Safer injecting"}  # fmt: skip
    assert client.post("/partner/learning/new/", typed).status_code == 302
    team = f"/teams/{cast.north.pk}/learning/"
    text = text_of(worker, team)
    assert "Jo Marsh offers sharing a skill" in text
    assert "Not answered yet" in text
    with asking(cast.priya):
        [(learning_id,)] = sql("SELECT id FROM joint_learning")
    own, others = f"/partner/learning/{learning_id}/", f"/learning/{learning_id}/"
    client.post(own, {"became": "agreed"})
    assert "Not answered yet" in text_of(worker, team), "nobody agrees with themself"
    assert worker.post(others, {"became": "agreed"}).status_code == 302
    assert (
        "Enter what was learned"
        in client.post(own, {"became": "done", "learned": ""}).content.decode()
    )
    done = {"became": "done", "learned": "How to swap in a doorway"}
    assert client.post(own, done).status_code == 302
    assert "How to swap in a doorway" in text_of(worker, others)
    assert client_of(cast.sian).get(others).status_code == 404


def test_our_side_asks_to_shadow_and_is_declined(
    cast: Cast, client: Client, client_of: SignIn, jo: Practitioner
) -> None:
    typed = {"with_whom": str(jo.pk), "is_offer": "no", "way": "shadowing", "topic": "A Tuesday"}
    path = f"/teams/{cast.north.pk}/learning/new/"
    assert client_of(cast.priya).post(path, typed).status_code == 302
    assert "Priya Nair asks for shadowing" in text_of(client, "/partner/learning/")
    with asking(cast.priya):
        [(learning_id,)] = sql("SELECT id FROM joint_learning")
    client.post(f"/partner/learning/{learning_id}/", {"became": "declined"})
    assert "Declined" in text_of(client, "/partner/learning/")


def test_risk_is_written_only_for_whom_the_person_consents_to(
    cast: Cast, client_of: SignIn, jo: Practitioner, kit: Practitioner, sams: Recipient
) -> None:
    worker = client_of(cast.priya)
    path = f"/people/{cast.sam.pk}/joint/{jo.pk}/risk/"
    assert worker.post(path, {"says": "Two dogs"}).status_code == 302
    text = text_of(worker, f"/people/{cast.sam.pk}/joint/")
    assert "Two dogs" in text
    assert "Sees them" in text
    assert worker.get(path.replace(str(jo.pk), str(kit.pk))).status_code == 404
    assert client_of(cast.ada).get(path).status_code == 404


def test_our_page_says_who_sees_them_and_why_not(
    cast: Cast, client_of: SignIn, jo: Practitioner, kit: Practitioner, sams: Recipient
) -> None:
    worker, path = client_of(cast.priya), f"/people/{cast.sam.pk}/joint/"
    assert "Sees them" in text_of(worker, path)
    with asking(cast.ngozi) as ngozi:
        sharing.take_back(sams, look_again_on=AGAIN, by=ngozi, at=NOW)
    text = text_of(worker, path)
    assert "Does not see them" in text
    assert "The answer was no, on 23 November 2026." in text
    with asking(cast.ngozi) as ngozi:
        consent(cast, kit, by=ngozi)
        Practitioner.objects.filter(pk=kit.pk).update(ended_on=date(2026, 11, 22))
    text = text_of(worker, path)
    assert "They are no longer with us" in text
    assert "Sees them" not in text.replace("Does not see them", "")
    assert worker.get(f"{path}{kit.pk}/risk/").status_code == 404


def test_consent_to_a_practitioner_is_asked_on_its_own_page(
    cast: Cast, client: Client, client_of: SignIn, jo: Practitioner
) -> None:
    worker = client_of(cast.priya)
    path = f"/people/{cast.sam.pk}/consent/practitioner/"
    typed = {
        "practitioner": str(jo.pk), "asked_minimum": "yes", "called_by": "initial",
        "obtained_by": "Jo Marsh", "how": "verbal", "answered_on_day": "20",
        "answered_on_month": "11", "answered_on_year": "2026", "look_again_on_day": "1",
        "look_again_on_month": "5", "look_again_on_year": "2027",
    }  # fmt: skip
    assert (
        "Select what they answered"
        in worker.post(path, typed | {"asked_minimum": ""}).content.decode()
    )
    assert worker.post(path, typed).status_code == 302
    text = text_of(worker, f"/people/{cast.sam.pk}/consent/")
    for told in ("Jo Marsh, Harm Reduction Leeds", "Said it, 20 November 2026, to Jo Marsh",
                 "By an initial only", "To be signed when it can be"):  # fmt: skip
        assert told in text
    assert "S." in text_of(client, "/partner/people/")
    assert "asked about Jo Marsh before" in worker.post(path, typed).content.decode()
