from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.people import queries
from alongside.people.models import Wish
from tests.cast import NOW, Cast, asking

LATER = NOW + timedelta(days=1)


@pytest.mark.django_db
def test_a_worker_finds_the_people_of_their_teams_and_nobody_else(cast: Cast) -> None:
    with asking(cast.priya):
        assert queries.person_for(cast.priya, cast.sam.pk) == cast.sam
        assert queries.person_for(cast.priya, cast.dylan.pk) is None
        assert list(queries.people_for(cast.priya)) == [cast.sam]


@pytest.mark.django_db
def test_an_nhs_number_finds_one_person_or_nobody(cast: Cast) -> None:
    with asking(cast.priya):
        number = queries.person_by_nhs_number_for
        assert number(cast.priya, cast.sam.nhs_number) == cast.sam
        assert number(cast.priya, cast.dylan.nhs_number) is None


@pytest.mark.django_db
def test_the_last_answer_to_each_question_about_wishes_counts(cast: Cast) -> None:
    with asking(cast.ngozi):
        for day, value in ((1, "man"), (2, "woman")):
            Wish.objects.create(
                person=cast.sam,
                about=Wish.About.GENDER,
                answer=Wish.Answer.WISH,
                value=value,
                asked_at=NOW + timedelta(days=day),
                asked_by=cast.ngozi,
            )
        found = queries.wishes_for(cast.ngozi, cast.sam.pk)
        assert {about: wish.value for about, wish in found.items()} == {"gender": "woman"}
    with asking(cast.sian):
        assert queries.wishes_for(cast.sian, cast.sam.pk) == {}


@pytest.mark.django_db
def test_whoever_is_about_to_visit_is_told_the_wishes_in_short(cast: Cast) -> None:
    def short() -> list[str]:
        with asking(cast.priya):
            return queries.wishes_in_short_for(cast.priya, cast.sam.pk)

    asked = {"person": cast.sam, "asked_by": cast.ngozi, "asked_at": NOW}
    assert short() == ["Not asked yet"]
    with asking(cast.ngozi):
        Wish.objects.create(about="language", answer="wish", value="Irish", **asked)
    assert short() == ["Language: Irish", "3 not asked yet"]
    with asking(cast.ngozi):
        for about in Wish.About:
            Wish.objects.create(about=about, answer="none", **asked | {"asked_at": LATER})
    assert short() == ["No wish"]
