"""What was sent is kept as it was sent, and only those who may know of it see it."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from alongside.audit.models import Entry
from alongside.documents import actions, queries
from alongside.documents.making import Made, make
from alongside.documents.models import Sent
from alongside.documents.tests.letters import REFUSED, SAM, TURNED_AWAY
from alongside.kernel.rules import Refused
from tests.cast import NOW, Cast, asking

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def letter() -> Made:
    return make(REFUSED, large_print=True)


def keep_for_sam(cast: Cast, letter: Made, **changed: object) -> Sent:
    given: dict[str, object] = {
        "team_id": cast.north.pk,
        "person_id": cast.sam.pk,
        "addressee": SAM.name,
        "address": SAM.address,
        "how_given": Sent.HowGiven.POST,
        "by": cast.ngozi,
        "at": NOW,
    }
    return actions.keep(letter, **{**given, **changed})  # type: ignore[arg-type] # one by one below


def test_every_byte_is_kept_with_where_it_went(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        kept = queries.sent(keep_for_sam(cast, letter).pk)
        assert kept is not None
        assert bytes(kept.pdf) == letter.pdf
        assert kept.sha256 == hashlib.sha256(letter.pdf).hexdigest()
        assert kept.address.splitlines() == list(SAM.address)
        assert (kept.kind, kept.large_print, kept.language) == ("decision-refused", True, "en-GB")
        assert kept.title == "Our decision about your referral"
        assert kept.given_on == date(2026, 11, 23)
        assert kept.made_by == cast.ngozi.pk
        assert kept.template_version == letter.version


def test_keeping_leaves_a_trail(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        keep_for_sam(cast, letter)
        entry = Entry.objects.get(what="document.sent")
        assert (entry.person_id, entry.by_id) == (cast.sam.pk, cast.ngozi.pk)
        assert entry.details == {"kind": "decision-refused", "how_given": "post"}


def test_pressing_send_twice_keeps_it_once(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        first = keep_for_sam(cast, letter)
        again = keep_for_sam(cast, letter, at=NOW + timedelta(seconds=2))
        assert first == again
        assert Sent.objects.count() == 1


def test_sending_it_again_another_day_or_way_is_another_sending(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        keep_for_sam(cast, letter)
        keep_for_sam(cast, letter, at=NOW + timedelta(days=1))
        keep_for_sam(cast, letter, how_given=Sent.HowGiven.BY_HAND)
        listed = list(queries.sent_about(cast.sam.pk))
        assert len(listed) == 3
        assert listed[0].given_on == date(2026, 11, 24)


def test_the_list_does_not_fetch_the_bytes(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        keep_for_sam(cast, letter)
        [listed] = queries.sent_about(cast.sam.pk)
        assert "pdf" in listed.get_deferred_fields()


@pytest.mark.parametrize("how_given", [Sent.HowGiven.POST, Sent.HowGiven.EMAIL])
def test_what_is_posted_needs_an_address(
    cast: Cast, letter: Made, how_given: Sent.HowGiven
) -> None:
    with asking(cast.ngozi), pytest.raises(Refused, match="which address"):
        keep_for_sam(cast, letter, how_given=how_given, address=("", " "))


def test_another_team_sees_nothing(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        kept = keep_for_sam(cast, letter)
    with asking(cast.sian):
        assert not queries.sent_about(cast.sam.pk).exists()
        assert queries.sent(kept.pk) is None
        assert queries.sent(uuid4()) is None


def test_nobody_keeps_a_paper_about_somebody_they_do_not_know(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi), pytest.raises(DatabaseError), transaction.atomic():
        keep_for_sam(cast, letter, person_id=cast.dylan.pk)


def test_nobody_keeps_a_paper_in_another_teams_name(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi), pytest.raises(DatabaseError), transaction.atomic():
        keep_for_sam(cast, letter, team_id=cast.south.pk)


def test_a_letter_about_nobody_known_is_seen_by_its_writers_alone(cast: Cast) -> None:
    with asking(cast.ngozi):
        keep_for_sam(cast, make(TURNED_AWAY, large_print=False), person_id=None)
        assert queries.sent_about_nobody_known(team_id=cast.north.pk).count() == 1
    with asking(cast.sian):
        assert not queries.sent_about_nobody_known(team_id=cast.north.pk).exists()


def test_what_was_sent_cannot_be_changed_or_removed(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        kept = keep_for_sam(cast, letter)
        with pytest.raises(DatabaseError), transaction.atomic():
            Sent.objects.filter(pk=kept.pk).update(title="Something kinder")
        with pytest.raises(DatabaseError), transaction.atomic():
            Sent.objects.filter(pk=kept.pk).delete()


def test_the_mark_must_be_that_of_the_bytes(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        kept = keep_for_sam(cast, letter)
        kept = Sent.objects.get(pk=kept.pk)
        kept.pk, kept.pdf = uuid4(), b"%PDF another"
        with pytest.raises(IntegrityError, match="sent_is_what_it_was"), transaction.atomic():
            kept.save(force_insert=True)


def test_what_was_kept_does_not_change_when_the_letter_does(cast: Cast, letter: Made) -> None:
    with asking(cast.ngozi):
        kept = keep_for_sam(cast, letter)
        keep_for_sam(
            cast, make(dataclasses.replace(REFUSED, in_our_words="Other words"), large_print=True)
        )
        again = queries.sent(kept.pk)
        assert again is not None
        assert bytes(again.pdf) == letter.pdf
        assert queries.sent_about(cast.sam.pk).count() == 2
