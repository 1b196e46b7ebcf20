from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.audit.queries import trail_of
from alongside.contacts import actions, queries
from alongside.contacts.actions import AlreadyWritten, ContactText
from alongside.contacts.models import Contact
from alongside.contacts.tests.telling import planned, recorded, told
from alongside.kernel.rules import Refused
from alongside.policy.contacts import Intervention, Means, Outcome, Place
from tests.cast import NOW, Cast, asking, meet

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_a_contact_keeps_all_that_was_told(cast: Cast) -> None:
    with asking(cast.priya):
        visit = planned(cast)
        goal = uuid4()
        contact = recorded(
            cast,
            place=Place.CAFE,
            minutes=50,
            interventions=(Intervention.SOCIAL, Intervention.DAILY_LIVING),
            goal=goal,
            second_worker=cast.ngozi,
            with_whom="His sister",
            note="Talked about the allotment",
            next_step="Look at the bus times",
            visit=visit,
        )
        kept = queries.contact_for(cast.priya, cast.sam.pk, contact.pk)
        assert kept
        assert kept.was_seen
        assert (kept.place_label, kept.minutes, kept.goal) == ("Café", 50, goal)
        assert kept.interventions == ["social", "daily-living"]
        assert (kept.worker, kept.second_worker, kept.visit) == (cast.priya, cast.ngozi, visit)
        assert (kept.written_by, kept.written_at) == (cast.priya, NOW)
        assert trail_of(cast.sam.pk)[0].what == "contact.recorded"


@pytest.mark.django_db
def test_a_contact_sent_again_is_the_same_contact(cast: Cast) -> None:
    text = told(cast, note="Made tea")
    with asking(cast.priya):
        first = actions.record_contact(text, by=cast.priya, at=NOW)
        again = actions.record_contact(text, by=cast.priya, at=NOW + HOUR)
        assert again == first
        assert again.written_at == NOW
        assert queries.contacts_for(cast.priya, cast.sam.pk).count() == 1


@pytest.mark.django_db
def test_another_contact_with_the_same_id_is_refused_with_the_first_one_shown(cast: Cast) -> None:
    text = told(cast, note="Made tea")
    with asking(cast.priya):
        first = actions.record_contact(text, by=cast.priya, at=NOW)
        with pytest.raises(AlreadyWritten, match=r"Seen or spoken to, 23 November 2026 at 9am"):
            actions.record_contact(replace(text, note="Other"), by=cast.priya, at=NOW)
        assert queries.contacts_for(cast.priya, cast.sam.pk).get() == first


@pytest.mark.django_db
def test_an_id_that_is_taken_by_a_contact_of_others_tells_nothing_about_it(cast: Cast) -> None:
    with asking(cast.sian):
        theirs = actions.record_contact(
            ContactText(cast.dylan, cast.south.pk, cast.sian, NOW, Outcome.SEEN, note="Secret"),
            by=cast.sian,
            at=NOW,
        )
    with asking(cast.priya), pytest.raises(AlreadyWritten, match="Open it anew") as refusal:
        actions.record_contact(told(cast, id=theirs.pk), by=cast.priya, at=NOW)
    assert refusal.value.first is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("outcome", [Outcome.SEEN, Outcome.NO_ANSWER])
def test_two_identical_posts_at_once_are_one_contact(cast: Cast, outcome: Outcome) -> None:
    text, together = told(cast, outcome), Barrier(2)

    def send() -> Contact:
        try:
            together.wait(timeout=10)
            with asking(cast.priya):
                return actions.record_contact(text, by=cast.priya, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        one, other = (sent.result() for sent in [both.submit(send), both.submit(send)])
    assert one == other
    with asking(cast.priya):
        assert queries.contacts_for(cast.priya, cast.sam.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_misses_told_at_once_begin_one_ladder(cast: Cast) -> None:
    together = Barrier(2)

    def send(minutes: int) -> None:
        try:
            together.wait(timeout=10)
            with asking(cast.priya):
                recorded(cast, Outcome.NO_ANSWER, began_at=NOW + timedelta(minutes=minutes))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        for sent in [both.submit(send, 0), both.submit(send, 10)]:
            sent.result()
    with asking(cast.priya):
        rungs = [step.step for step in queries.open_steps_for(cast.priya)]
        assert rungs
        assert len(set(rungs)) == len(rungs)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("began_at", "why"),
    [
        (NOW + HOUR, "once it has begun"),
        (datetime(1984, 2, 28, 12, tzinfo=UTC), "before the day they were born"),
    ],
)
def test_what_cannot_have_been_is_refused(cast: Cast, began_at: datetime, why: str) -> None:
    with asking(cast.priya), pytest.raises(Refused, match=why):
        actions.record_contact(told(cast, began_at=began_at), by=cast.priya, at=NOW)


@pytest.mark.django_db
def test_nobody_is_met_after_they_died(cast: Cast) -> None:
    cast.sam.died_on = date(2026, 11, 22)
    with asking(cast.priya), pytest.raises(Refused, match="after the day they died"):
        recorded(cast)


@pytest.mark.django_db
def test_nobody_records_a_contact_with_someone_whom_their_team_does_not_know(cast: Cast) -> None:
    with asking(cast.sian), pytest.raises(DatabaseError):
        actions.record_contact(told(cast), by=cast.sian, at=NOW)


@pytest.mark.django_db
def test_a_contact_is_never_changed(cast: Cast) -> None:
    with asking(cast.priya):
        contact = recorded(cast)
        with pytest.raises(DatabaseError), transaction.atomic():
            Contact.objects.filter(pk=contact.pk).update(note="Never happened")


@pytest.mark.django_db
def test_the_database_holds_the_one_definition_of_seen(cast: Cast) -> None:
    wrong = Contact(
        person=cast.sam,
        team=cast.north,
        worker=cast.priya,
        written_by=cast.priya,
        written_at=NOW,
        began_at=NOW,
        means=Means.PHONE.value,
        outcome=Outcome.SEEN.value,
        was_seen=True,
    )
    with asking(cast.priya):
        with pytest.raises(IntegrityError, match="policy_calls_seen"), transaction.atomic():
            wrong.save(force_insert=True)
        wrong.was_seen = False
        wrong.save(force_insert=True)


@pytest.mark.django_db
def test_a_corrected_contact_stays_struck_out_with_the_reason(cast: Cast) -> None:
    with asking(cast.priya):
        wrong = recorded(cast, minutes=500)
        right = actions.correct(
            wrong, text=told(cast, minutes=50), because="A slip of the key", by=cast.priya, at=NOW
        )
        both = queries.contacts_for(cast.priya, cast.sam.pk)
        assert [(c.minutes, c.stands) for c in both.order_by("minutes")] == [
            (50, True),
            (500, False),
        ]
        assert queries.contact_for(cast.priya, cast.sam.pk, wrong.pk).correction == right  # type: ignore[union-attr]  # it is there
        assert (right.because, right.written_by) == ("A slip of the key", cast.priya)
        assert both.standing().get() == right


@pytest.mark.django_db
def test_a_contact_is_corrected_once_and_the_newer_one_after_that(cast: Cast) -> None:
    with asking(cast.priya):
        wrong = recorded(cast)
        right = told(cast, minutes=50)
        first = actions.correct(wrong, text=right, because="Minutes", by=cast.priya, at=NOW)
        again = actions.correct(wrong, text=right, because="Minutes", by=cast.priya, at=NOW)
        assert again == first
        with pytest.raises(Refused, match="corrected meanwhile"):
            actions.correct(wrong, text=told(cast), because="Other", by=cast.priya, at=NOW)
        with pytest.raises(Refused, match="corrected meanwhile"):
            actions.take_back(wrong, because="Other", by=cast.priya, at=NOW)


@pytest.mark.django_db
def test_a_note_on_the_wrong_person_is_struck_there_and_written_where_it_belongs(
    cast: Cast,
) -> None:
    with asking(cast.ngozi):
        amir = meet(cast.ngozi, cast.north, given_name="Amir", family_name="Khan")
        wrong = recorded(cast, worker=cast.ngozi, note="Amir's new flat", goal=uuid4())
        struck = actions.take_back(
            wrong,
            because="It was about somebody else",
            about=(amir, cast.north.pk),
            by=cast.ngozi,
            at=NOW,
        )
        assert not queries.contacts_for(cast.ngozi, cast.sam.pk).standing().exists()
        assert struck.because == "It was about somebody else"
        moved = queries.contacts_for(cast.ngozi, amir.pk).get()
        assert (moved.note, moved.goal, moved.was_seen) == ("Amir's new flat", None, True)
        assert queries.last_seen_for(cast.ngozi, cast.sam.pk) is None


@pytest.mark.django_db
def test_what_was_taken_back_is_not_corrected_but_recorded_anew(cast: Cast) -> None:
    with asking(cast.priya):
        wrong = recorded(cast)
        struck = actions.take_back(wrong, because="Never was", by=cast.priya, at=NOW)
        with pytest.raises(Refused, match="Record a new one"):
            actions.correct(struck, text=told(cast), because="Was", by=cast.priya, at=NOW)


@pytest.mark.django_db
def test_taking_back_twice_is_taking_back_once(cast: Cast) -> None:
    with asking(cast.priya):
        wrong = recorded(cast)
        once = actions.take_back(wrong, because="Never was", by=cast.priya, at=NOW)
        assert actions.take_back(wrong, because="Never was", by=cast.priya, at=NOW) == once
        assert queries.contacts_for(cast.priya, cast.sam.pk).count() == 2
