"""What contacts come to is the same however it is found."""

from __future__ import annotations

from datetime import timedelta

from alongside.contacts import actions
from alongside.contacts.day import visits_of_day_for
from alongside.contacts.figures import open_steps, visits_ahead
from alongside.contacts.models import Contact
from alongside.contacts.queries import open_steps_for, visit_for
from alongside.contacts.tests.telling import planned, recorded
from alongside.policy.contacts import Outcome
from tests.cast import NOW, Cast, asking


def test_open_steps_are_those_of_the_list(cast: Cast) -> None:
    with asking(cast.priya):
        recorded(cast, Outcome.NO_ANSWER)
        listed = {step.pk for step in open_steps_for(cast.priya)}
        north = [cast.north.pk]
        found = open_steps(cast.tom.pk, [cast.sam.pk], team_ids=north)
        assert {step.id for step in found} == listed
        assert [step.due_at for step in found] == sorted(step.due_at for step in found)
        own = open_steps(cast.priya.pk, [], team_ids=north)
        assert {step.owner_id for step in own} == {cast.priya.pk}
        assert open_steps(cast.priya.pk, [cast.sam.pk], team_ids=[cast.south.pk]) == []
        cast.sam.died_on = NOW.date()
        cast.sam.save()
        assert open_steps(cast.tom.pk, [cast.sam.pk], team_ids=north) == []


def test_visits_ahead_are_those_of_the_day_and_the_next_one(cast: Cast) -> None:
    with asking(cast.priya):
        for days in (0, 1, 3):
            planned(cast, NOW + timedelta(days=days, hours=2), despite="said so")
        found = visits_ahead([cast.sam.pk], day=NOW.date())[cast.sam.pk]
        assert [visit.planned_for for visit in found] == [
            NOW + timedelta(days=days, hours=2) for days in (0, 1)
        ]
        assert {(visit.by, visit.beside, visit.is_written_up) for visit in found} == {
            ("Priya Nair", "", False)
        }
        (today,) = visits_of_day_for(cast.priya, NOW.date())
        assert not today.is_written_up
        recorded(cast, visit=visit_for(cast.priya, today.id))
        assert visits_of_day_for(cast.priya, NOW.date())[0].is_written_up
        first = visits_ahead([cast.sam.pk], day=NOW.date())[cast.sam.pk][0]
        assert first.is_written_up
        written = Contact.objects.get(visit=today.id)
        actions.take_back(written, because="Wrong house", by=cast.priya, at=NOW)
        assert not visits_ahead([cast.sam.pk], day=NOW.date())[cast.sam.pk][0].is_written_up
        assert not visits_of_day_for(cast.priya, NOW.date())[0].is_written_up
        assert visits_ahead([cast.sam.pk], day=NOW.date() + timedelta(days=9)) == {}
