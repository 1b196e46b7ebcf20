"""A task is owned, dated, and cannot vanish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from alongside.audit.queries import trail_of
from alongside.kernel.rules import Refused
from alongside.staff.models import Worker
from alongside.today import actions, queries
from alongside.today.actions import TaskText
from alongside.today.figures import left_about
from alongside.today.models import Handover, Task
from tests.cast import NOW, Cast, asking

SignIn = Callable[[Worker], Client]
TOMORROW = NOW.date() + timedelta(days=1)


def ring_mum(cast: Cast) -> Task:
    with asking(cast.ngozi):
        return actions.add_task(
            TaskText("Ring his mother", cast.priya, TOMORROW),
            team=cast.north,
            person=cast.sam,
            by=cast.ngozi,
            at=NOW,
        )


def test_a_task_has_an_owner_a_day_and_a_trail(cast: Cast) -> None:
    task = ring_mum(cast)
    assert (task.owner, task.due_on, task.made_by) == (cast.priya, TOMORROW, cast.ngozi)
    with asking(cast.ngozi):
        assert "task.given" in [entry.what for entry in trail_of(cast.sam.pk)]


def test_what_is_sent_twice_is_one_task(cast: Cast) -> None:
    text = TaskText("Ring his mother", cast.priya, TOMORROW)
    with asking(cast.ngozi):
        for _ in range(2):
            actions.add_task(text, team=cast.north, person=cast.sam, by=cast.ngozi, at=NOW)
        assert queries.tasks_of_person_for(cast.ngozi, cast.sam.pk).count() == 1


def test_the_id_of_another_teams_task_is_refused_in_a_sentence(cast: Cast) -> None:
    theirs = TaskText("Ring his sister", cast.sian, TOMORROW)
    with asking(cast.sian):
        actions.add_task(theirs, team=cast.south, person=cast.dylan, by=cast.sian, at=NOW)
    ours = replace(theirs, owner=cast.priya)
    with asking(cast.ngozi), pytest.raises(Refused, match="cannot be sent again"):
        actions.add_task(ours, team=cast.north, person=cast.sam, by=cast.ngozi, at=NOW)


def test_a_task_is_done_once_with_what_came_of_it(cast: Cast) -> None:
    task = ring_mum(cast)
    with asking(cast.priya):
        actions.do_task(task, came_of_it="She will come on Friday", by=cast.priya, at=NOW)
        with pytest.raises(Refused, match="Priya Nair has already done this: She will come"):
            actions.do_task(task, came_of_it="No answer", by=cast.priya, at=NOW)
        with pytest.raises(Refused, match="already done"):
            actions.hand_task(
                task, to=cast.tom, due_on=TOMORROW, why="Leave", by=cast.priya, at=NOW
            )


def test_a_task_that_is_handed_on_keeps_who_had_it(cast: Cast) -> None:
    task = ring_mum(cast)
    later = TOMORROW + timedelta(days=2)
    with asking(cast.priya):
        actions.hand_task(task, to=cast.tom, due_on=later, why="Leave", by=cast.priya, at=NOW)
        entry = next(each for each in trail_of(cast.sam.pk) if each.what == "task.handed")
    assert entry.details["to"] == "Tom Brennan"
    assert entry.details["before"] == {"owner": "Priya Nair", "due_on": TOMORROW.isoformat()}
    assert entry.details["why"] == "Leave"


def test_the_database_lets_no_task_vanish(cast: Cast) -> None:
    same = Task.objects.filter(pk=ring_mum(cast).pk)
    with asking(cast.priya):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            same.delete()
        with pytest.raises(DatabaseError, match="what_came_of_it"), transaction.atomic():
            same.update(done_at=NOW, done_by=cast.priya)


def test_a_task_is_given_done_and_handed_on_in_the_browser(cast: Cast, client_of: SignIn) -> None:
    priya = client_of(cast.priya)
    page = reverse("today:new-task", args=[cast.sam.pk])
    typed = {
        "what": "Ask about the boiler",
        "owner": cast.ngozi.pk,
        "due_on_day": "24",
        "due_on_month": "11",
        "due_on_year": "2026",
    }
    answer = priya.post(page, typed)
    assert answer["Location"] == reverse("today:tasks", args=[cast.sam.pk])
    with asking(cast.priya):
        task = queries.tasks_of_person_for(cast.priya, cast.sam.pk).get()
    hand = reverse("today:hand", args=[task.pk])
    priya.post(hand, typed | {"to": cast.tom.pk, "why": "Ngozi is away"})
    done = reverse("today:task", args=[task.pk])
    answer = priya.post(f"{done}?next=/board/{cast.north.pk}/", {"came_of_it": "It works again"})
    assert answer["Location"] == f"/board/{cast.north.pk}/"
    shown = priya.get(reverse("today:tasks", args=[cast.sam.pk])).content.decode()
    assert "It works again" in shown
    assert "Priya Nair" in shown


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "anywhere", "today:boards"],
)
def test_nobody_is_sent_to_another_site(cast: Cast, client_of: SignIn, elsewhere: str) -> None:
    page = reverse("today:task", args=[ring_mum(cast).pk])
    answer = client_of(cast.priya).post(f"{page}?next={elsewhere}", {"came_of_it": "Done"})
    assert answer["Location"] == reverse("today:my-day")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"what": ""}, "Write what is to be done"),
        ({"owner": ""}, "Select who does it"),
        ({"due_on_day": "22"}, "The day of the task must be today or later"),
        ({"due_on_month": "13"}, "must be a real date"),
    ],
)
def test_bad_input_is_told_and_kept(
    cast: Cast, client_of: SignIn, typed: dict[str, str], sentence: str
) -> None:
    good = {
        "what": "Ask about the <boiler>",
        "owner": str(cast.ngozi.pk),
        "due_on_day": "24",
        "due_on_month": "11",
        "due_on_year": "2026",
    }
    page = reverse("today:new-task", args=[cast.sam.pk])
    answer = client_of(cast.priya).post(page, good | typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in text
    assert typed.get("what", "Ask about the &lt;boiler&gt;") in text
    with asking(cast.priya):
        assert not queries.tasks_of_person_for(cast.priya, cast.sam.pk).exists()


def test_a_handover_leaves_by_itself_and_stays_in_the_record(cast: Cast, client_of: SignIn) -> None:
    page = reverse("today:handover", args=[cast.sam.pk])
    client_of(cast.priya).post(page, {"says": "The dog is back", "until": "tomorrow"})
    with asking(cast.priya):
        handover = Handover.objects.get()
        soon, late = handover.expires_at - timedelta(minutes=1), handover.expires_at
        sam, north = [cast.sam.pk], [cast.north.pk]
        assert queries.handovers_of_people_for(cast.priya, sam, at=soon) == {sam[0]: [handover]}
        assert queries.handovers_of_people_for(cast.priya, sam, at=late) == {}
        assert [one.says for one in left_about(sam, north, at=soon)[sam[0]].handovers] == [
            "The dog is back"
        ]
        assert left_about(sam, north, at=late) == {}
    assert handover.expires_at.date() == date(2026, 11, 25)  # midnight after tomorrow


def test_a_handover_expires_later_than_now(cast: Cast) -> None:
    with asking(cast.priya), pytest.raises(Refused, match="expires later than now"):
        actions.hand_over(cast.sam, team=cast.north, says="x", until=NOW, by=cast.priya, at=NOW)
