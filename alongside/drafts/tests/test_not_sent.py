"""A form that no page takes is kept, and found again also when its page is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from alongside.access import context
from alongside.caseload import actions as caseload
from alongside.caseload import leaving
from alongside.caseload.tests.test_leaving import READY, SAID
from alongside.drafts.models import Draft
from alongside.staff.models import Worker
from tests.cast import NOW, Cast, asking
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SignIn = Callable[[Worker], Client]
WHY = "He asked for a rest from us"
NOT_SENT = "/not-sent/"


def kept_of(worker: Worker) -> list[Draft]:
    account: Any = worker.account_id
    with transaction.atomic():
        context.enter_account(account)
        return list(Draft.objects.all())


def sent(client: Client, path: str, **fields: str) -> Any:
    return client.post(path, fields, headers={"Referer": f"http://testserver{path}"})


def test_what_was_written_about_somebody_who_left_meanwhile_is_found_again(
    cast: Cast, client_of: SignIn
) -> None:
    with asking(cast.ngozi):
        leaving.discharge(cast.sams_episode, facts=READY, leaving=SAID, by=cast.ngozi, at=NOW)
    client = client_of(cast.ngozi)
    answer = sent(client, f"/people/{cast.sam.pk}/pause/", why=WHY)
    assert answer.status_code == 409
    assert "They are not in our care any more" in answer.content.decode()
    assert "We kept what you typed" in answer.content.decode()
    page = client.get(NOT_SENT).content.decode()
    assert WHY in page
    assert f"/people/{cast.sam.pk}/pause/" in page
    assert WHY not in client_of(cast.tom).get(NOT_SENT).content.decode(), "it is Ngozi's alone"


def test_each_says_on_which_page_it_was_typed(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.ngozi)
    paths = [f"/people/{cast.sam.pk}/{name}/" for name in ("pause", "discharge")]
    about = {"_draft_account": str(cast.ngozi.account_id), "why": WHY}
    for path, title in zip(paths, ("Pause care of <Sam>", "Discharge Sam"), strict=True):
        told = about | {"_draft_path": path, "_draft_title": f"Error: {title} \u2013 Alongside"}
        assert client.post("/drafts/", told).status_code == 200
    sent(client, f"/people/{uuid4()}/pause/", why=WHY)  # as a browser without script sends it
    sent(client, f"/people/{uuid4()}/resume/", why=WHY, _draft_title="x" * 300)
    page = client.get(NOT_SENT).content.decode()
    for says in ("Open “Pause care of &lt;Sam&gt;”", "Open “Discharge Sam”", f"“{'x' * 200}”"):
        assert says in page
    assert page.count("Open the page where you typed this") == 1
    kept = {draft.path: draft for draft in kept_of(cast.ngozi)}
    assert list(kept[paths[0]].fields) == ["why"]
    sent(client, f"{paths[0]}gone/", why=WHY)
    client.post("/drafts/", about | {"_draft_path": paths[1], "why": "He asked for more rest"})
    assert {draft.path: draft.called for draft in kept_of(cast.ngozi)}[paths[1]] == "Discharge Sam"


@pytest.mark.parametrize("page", ["discharge", "pause", "coordinator", "resume", "coordinator/end"])
def test_whoever_was_slower_than_a_colleague_is_told_and_keeps_what_they_wrote(
    cast: Cast, client_of: SignIn, page: str
) -> None:
    with asking(cast.tom):
        if page in ("discharge", "pause", "coordinator"):
            leaving.discharge(cast.sams_episode, facts=READY, leaving=SAID, by=cast.tom, at=NOW)
        elif page == "coordinator/end":
            caseload.end_coordination(cast.sams_episode, why="Moved away", by=cast.tom, at=NOW)
    client, path = client_of(cast.tom), f"/people/{cast.sam.pk}/{page}/"
    answer = sent(client, path, why=WHY, explanation=WHY)
    assert answer.status_code == 409
    assert "This was not done" in answer.content.decode()
    assert [draft.path for draft in kept_of(cast.tom)] == [path]
    looked = client.get(path)
    assert looked.status_code == 302
    assert "any more" in client.get(looked["Location"]).content.decode(), "also to who only looks"


@pytest.mark.parametrize("fields", [{"why": "b"}, {"seen": "1234"}, {}, {"_draft_title": "A page"}])
def test_what_was_only_chosen_is_not_kept(
    cast: Cast, client_of: SignIn, fields: dict[str, str]
) -> None:
    answer = sent(client_of(cast.ngozi), f"/people/{uuid4()}/pause/", **fields)
    assert answer.status_code == 404
    assert "We kept" not in answer.content.decode()
    assert kept_of(cast.ngozi) == []


def test_a_form_that_no_page_of_ours_sent_is_kept_for_nobody(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    signed_in(cast.ngozi.account, client=client)  # type: ignore[arg-type]  # Ngozi has one
    for path in ("/no/such/page/", f"/people/{cast.sam.pk}/pause/"):
        sent(client, path, why=WHY)
    assert kept_of(cast.ngozi) == []


def test_what_is_kept_is_thrown_away_by_its_account_alone(cast: Cast, client_of: SignIn) -> None:
    client = client_of(cast.ngozi)
    sent(client, f"/people/{cast.sam.pk}/resume/", why=WHY)
    (draft,) = kept_of(cast.ngozi)
    client_of(cast.tom).post(f"{NOT_SENT}{draft.pk}/")
    assert kept_of(cast.ngozi) == [draft]
    answer = client.post(f"{NOT_SENT}{draft.pk}/", follow=True)
    assert "It was thrown away" in answer.content.decode()
    assert "Nothing is kept: all that you typed was sent." in answer.content.decode()
    assert kept_of(cast.ngozi) == []
