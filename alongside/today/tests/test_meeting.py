"""Each person is passed, decisions become tasks, undone ones come back, the minute is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.kernel.rules import Refused
from alongside.staff.models import Worker
from alongside.standards.tests.crowd import crowd
from alongside.today import actions, queries
from alongside.today.actions import Said, TaskText
from alongside.today.minutes import Minute, minute_for
from alongside.today.models import Meeting, Passed
from tests.cast import NOW, Cast, asking

SignIn = Callable[[Worker], Client]
LATER = NOW + timedelta(minutes=20)
TOMORROW = NOW + timedelta(days=1)


def begun(cast: Cast) -> Meeting:
    with asking(cast.tom):
        return actions.begin_meeting(
            cast.north, present=[cast.tom, cast.priya], by=cast.tom, at=NOW
        )


def decided(cast: Cast) -> Said:
    action = TaskText("Go round with Priya", cast.ngozi, TOMORROW.date())
    return Said(note="He was up all night", decisions=(action,))


def minute_of(cast: Cast, meeting: Meeting) -> Minute:
    with asking(cast.tom):
        found = minute_for(cast.tom, meeting.pk, at=LATER)
    assert found
    return found


def test_a_team_meets_once_at_a_time(cast: Cast) -> None:
    first = begun(cast)
    with asking(cast.ngozi):
        second = actions.begin_meeting(cast.north, present=[cast.ngozi], by=cast.ngozi, at=LATER)
    assert first == second
    assert minute_of(cast, first).present == ("Ngozi Okafor", "Priya Nair", "Tom Brennan")


def test_a_meeting_that_was_forgotten_is_ended_by_the_next(cast: Cast) -> None:
    forgotten = begun(cast)
    with asking(cast.ngozi):
        today = actions.begin_meeting(cast.north, present=[], by=cast.ngozi, at=TOMORROW)
        forgotten.refresh_from_db()
    assert today != forgotten
    assert (forgotten.ended_at, forgotten.ended_by) == (TOMORROW, cast.ngozi)
    assert forgotten.not_passed == [cast.sam.pk]


def test_a_person_is_passed_with_a_note_an_action_and_a_handover(cast: Cast) -> None:
    meeting = begun(cast)
    said = Said(
        note="He was up all night",
        decisions=decided(cast).decisions,
        handover="Knock twice",
        handover_until=TOMORROW,
    )
    with asking(cast.tom):
        actions.pass_person(meeting, cast.sam, said=said, by=cast.tom, at=LATER)
    (spoken,) = minute_of(cast, meeting).noted
    assert [note.said for note in spoken.notes] == ["He was up all night"]
    assert [task.what for task in spoken.decisions] == ["Go round with Priya"]
    assert [handover.says for handover in spoken.handovers] == ["Knock twice"]


def test_a_form_that_is_sent_twice_says_it_once(cast: Cast) -> None:
    meeting, said = begun(cast), decided(cast)
    with asking(cast.tom):
        for _ in range(2):
            actions.pass_person(meeting, cast.sam, said=said, by=cast.tom, at=LATER)
        assert Passed.objects.count() == 1
        assert queries.tasks_of_person_for(cast.tom, cast.sam.pk).count() == 1


def test_two_who_lead_at_once_lose_nothing_and_double_nothing(cast: Cast) -> None:
    meeting = begun(cast)
    with asking(cast.tom):
        actions.pass_person(meeting, cast.sam, said=Said(), by=cast.tom, at=LATER)
    with asking(cast.priya):
        actions.pass_person(meeting, cast.sam, said=Said(), by=cast.priya, at=LATER)
        actions.pass_person(
            meeting, cast.sam, said=Said(note="His sister rang"), by=cast.priya, at=LATER
        )
    minute = minute_of(cast, meeting)
    assert minute.people_passed == 1
    assert [(n.said, n.by.name) for n in minute.noted[0].notes] == [
        ("His sister rang", "Priya Nair")
    ]


def test_after_its_end_nothing_is_said_in_a_meeting(cast: Cast) -> None:
    meeting = begun(cast)
    with asking(cast.tom):
        actions.end_meeting(meeting, by=cast.tom, at=LATER)
        with pytest.raises(Refused, match="Tom Brennan has ended this meeting"):
            actions.pass_person(meeting, cast.sam, said=Said(), by=cast.priya, at=LATER)
        with pytest.raises(Refused, match="ended this meeting"):
            actions.end_meeting(meeting, by=cast.tom, at=LATER)


def test_the_minute_says_who_was_not_passed(cast: Cast) -> None:
    crowd(cast, 1)
    meeting = begun(cast)
    with asking(cast.tom):
        actions.pass_person(meeting, cast.sam, said=Said(), by=cast.tom, at=LATER)
        actions.end_meeting(meeting, by=cast.tom, at=LATER)
    minute = minute_of(cast, meeting)
    assert [each.person.full_name for each in minute.only_passed] == ["Samuel Ó Briain"]
    assert [person.full_name for person in minute.not_passed] == ["Robin 0 Ashe"]


def test_the_minute_says_why_a_zone_was_changed_also_when_a_reason_of_the_list_was_enough(
    cast: Cast, client_of: SignIn
) -> None:
    meeting = begun(cast)
    typed = {"zone": "every-day", "reason": "zone.crisis", "agreed": "yes", "owner": cast.tom.pk}
    client_of(cast.tom).post(reverse("today:zone", args=[cast.sam.pk]), typed)
    page = client_of(cast.tom).get(reverse("today:minute", args=[meeting.pk])).content.decode()
    assert "They are in crisis." in page


def test_what_is_undone_comes_back_at_every_meeting_until_it_is_done(cast: Cast) -> None:
    meeting = begun(cast)
    with asking(cast.tom):
        actions.pass_person(meeting, cast.sam, said=decided(cast), by=cast.tom, at=LATER)
        actions.end_meeting(meeting, by=cast.tom, at=LATER)
        for days in (1, 2):
            at = NOW + timedelta(days=days)
            held = actions.begin_meeting(cast.north, present=[], by=cast.tom, at=at)
            actions.end_meeting(held, by=cast.tom, at=at)
            (task,) = queries.undone_tasks_of_team_for(cast.tom, cast.north.pk)
            assert task.rolled == days  # type: ignore[attr-defined]  # annotated
        actions.do_task(task, came_of_it="He let us in", by=cast.tom, at=at)
        assert not queries.undone_tasks_of_team_for(cast.tom, cast.north.pk).exists()
    assert minute_of(cast, meeting).noted[0].decisions[0].came_of_it == "He let us in"


def test_a_meeting_from_begin_to_minute_in_the_browser(cast: Cast, client_of: SignIn) -> None:
    crowd(cast, 2)
    tom = client_of(cast.tom)
    begin = reverse("today:begin", args=[cast.north.pk])
    answer = tom.post(begin, {"present": [cast.tom.pk, cast.priya.pk]})
    overview = tom.get(answer["Location"]).content.decode()
    assert "0 of 3 passed" in overview
    with asking(cast.tom):
        meeting = Meeting.objects.get()
    page = reverse("today:meeting-person", args=[meeting.pk, cast.sam.pk])
    assert "Sam" in tom.get(page).content.decode()
    typed = {
        "sent_as": uuid4(),
        "task_id": uuid4(),
        "note": "He was up all night",
        "what": "Go round",
        "owner": cast.priya.pk,
        "due_on_day": "24",
        "due_on_month": "11",
        "due_on_year": "2026",
        "handover": "Knock twice",
        "until": "three-days",
    }
    answer = tom.post(page, typed)
    assert "/people/" in answer["Location"]
    assert answer["Location"] != page
    for _ in range(2):
        answer = tom.post(answer["Location"], {"sent_as": uuid4()})
    assert answer["Location"] == reverse("today:meeting", args=[meeting.pk])
    ended = tom.post(reverse("today:end", args=[meeting.pk]))
    minute = tom.get(ended["Location"]).content.decode()
    for told in ("He was up all night", "Go round", "Knock twice", "Priya Nair, Tom Brennan"):
        assert told in minute
    assert tom.get(reverse("today:meeting", args=[meeting.pk]))["Location"] == ended["Location"]


def test_a_zone_changed_in_the_meeting_does_not_change_who_is_next(
    cast: Cast, client_of: SignIn
) -> None:
    first, second = (episode.person for episode in crowd(cast, 2))
    tom, meeting = client_of(cast.tom), begun(cast)
    page = reverse("today:meeting-person", args=[meeting.pk, first.pk])
    then = f"{page}?then={second.pk}"
    assert f"zone/?next={then}" in tom.get(page).content.decode()
    # Somebody last on the board, as after a change of zone, with whom it was to go on.
    last = reverse("today:meeting-person", args=[meeting.pk, cast.sam.pk])
    assert f"Next: {second.full_name}" in tom.get(f"{last}?then={second.pk}").content.decode()
    answer = tom.post(f"{last}?then={second.pk}", {"sent_as": uuid4()})
    assert answer["Location"] == reverse("today:meeting-person", args=[meeting.pk, second.pk])
    for nonsense in ("", "x", str(uuid4()), str(cast.sam.pk)):
        assert tom.get(f"{page}?then={nonsense}").status_code == 200


def test_an_action_without_an_owner_is_told_and_what_was_typed_stays(
    cast: Cast, client_of: SignIn
) -> None:
    meeting = begun(cast)
    page = reverse("today:meeting-person", args=[meeting.pk, cast.sam.pk])
    answer = client_of(cast.tom).post(page, {"note": "Up all night", "what": "Go round"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in text
    assert "Up all night" in text
    with asking(cast.tom):
        assert not Passed.objects.exists()


def test_what_is_typed_after_the_end_is_not_lost(cast: Cast, client_of: SignIn) -> None:
    meeting = begun(cast)
    with asking(cast.tom):
        actions.end_meeting(meeting, by=cast.tom, at=LATER)
    page = reverse("today:meeting-person", args=[meeting.pk, cast.sam.pk])
    text = client_of(cast.priya).post(page, {"note": "One more thing"}).content.decode()
    assert "Tom Brennan has ended this meeting" in text
    assert "One more thing" in text
