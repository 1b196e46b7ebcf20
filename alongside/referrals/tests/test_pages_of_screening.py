"""The pages on which a screening is planned, held and called off."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from alongside.referrals.actions import screening as screening_actions
from alongside.referrals.actions.screening import Heard, Meeting
from alongside.referrals.models import Referral, ScreeningPlan, ScreeningSession
from alongside.referrals.tests.decided import YES, YESTERDAY, ClientOf, page, referred
from alongside.referrals.tests.referred import put_in_force
from tests.cast import Cast, asking


def test_screening_is_planned_held_and_starts_from_the_last(
    cast: Cast, client_of: ClientOf
) -> None:
    put_in_force(cast)
    referral, client = referred(cast), client_of(cast.priya)
    day = timezone.localdate() + timedelta(days=3)
    when = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "at": "2pm"}
    planned = when | {"worker": cast.priya.pk, "second_worker": cast.ngozi.pk, "place": "The café"}
    assert client.post(page("plan-session", referral), planned).status_code == 302
    assert "The café: Priya Nair and Ngozi Okafor" in (
        client.get(page("screening", referral)).content.decode()
    )
    held = timezone.localdate()
    when = {"on_day": held.day, "on_month": held.month, "on_year": held.year, "at": "00:01"}
    first = when | {"worker": cast.priya.pk, "wants": "A place of my own", "is_last": "no"}
    assert client.post(page("session", referral), first).status_code == 302
    again = client.get(page("session", referral)).content.decode()
    assert "Who met them?" in again
    assert "Who meets them?" in client.get(page("plan-session", referral)).content.decode()
    assert "“A place of my own”" in again
    assert "Still right" in again
    second = when | {"worker": cast.priya.pk, "still_wants": "right", "is_last": "yes"}
    wrong = client.post(page("session", referral), second).content.decode()
    assert "what they are good at" in wrong
    assert (
        client.post(page("session", referral), second | {"good_at": "Cooking"}).status_code == 302
    )
    text = client.get(page("screening", referral)).content.decode()
    assert "Finished" in text
    with asking(cast.priya):
        last = ScreeningSession.objects.get(is_last=True)
        assert (last.wants, last.good_at) == ("A place of my own", "Cooking")
    assert client.get(page("session", referral)).status_code == 200
    assert "is finished" in client.post(page("session", referral), second).content.decode()
    accepted = client_of(cast.ngozi).post(page("decide", referral), YES | {"explanation": ""})
    assert accepted.status_code == 302


def test_what_has_changed_since_the_last_session_is_written_anew(
    cast: Cast, client_of: ClientOf
) -> None:
    referral, client = referred(cast), client_of(cast.priya)
    with asking(cast.priya) as priya:
        screening_actions.record_session(
            referral,
            meeting=Meeting(YESTERDAY, priya),
            heard=Heard(wants="A dog", needs="Money"),
            is_last=False,
            by=priya,
            at=timezone.now(),
        )
    held = timezone.localdate()
    typed = {
        "on_day": held.day, "on_month": held.month, "on_year": held.year, "at": "00:01",
        "worker": priya.pk, "still_wants": "changed", "wants": "", "still_needs": "not-asked",
        "is_last": "no",
    }  # fmt: skip
    assert "Enter what it is now" in client.post(page("session", referral), typed).content.decode()
    assert client.post(page("session", referral), typed | {"wants": "A cat"}).status_code == 302
    text = client.get(page("screening", referral)).content.decode()
    assert "A cat" in text
    assert "Money" in text, "what was not talked about is still known from before"


def test_a_session_is_called_off_with_why(cast: Cast, client_of: ClientOf) -> None:
    referral, client = referred(cast), client_of(cast.priya)
    assert "Enter why" in client.post(page("call-off", referral), {"why": ""}).content.decode()
    assert client.post(page("call-off", referral), {"why": "In hospital"}).status_code == 302
    with asking(cast.priya):
        assert ScreeningPlan.objects.get().why == "In hospital"


def test_who_comes_back_is_told_to_need_no_screening(cast: Cast, client_of: ClientOf) -> None:
    put_in_force(cast)
    referral, client = referred(cast), client_of(cast.ngozi)
    with asking(cast.ngozi):
        Referral.objects.filter(pk=referral.pk).update(returned_from=cast.sams_episode.pk)
    for name in ("screening", "decide"):
        assert "need not be screened again" in client.get(page(name, referral)).content.decode()
    assert client.post(page("decide", referral), YES | {"explanation": ""}).status_code == 302
    text = client.get(page("decision", referral)).content.decode()
    assert "Skipped: they came back to us" in text
