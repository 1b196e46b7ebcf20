from __future__ import annotations

import pytest

from alongside.people import queries
from tests.cast import Cast, asking


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
