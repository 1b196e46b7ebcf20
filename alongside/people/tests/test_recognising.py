"""People are recognised among those whom a worker's teams know, and among nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.people.recognising import names_and_register_for, people_like_for
from alongside.policy.matching import Identity
from tests.cast import Cast, asking, meet

SAM_MISSPELT = Identity("Samul", "OBriain", born_on=date(1984, 2, 29))


@pytest.mark.parametrize(
    "told",
    [
        Identity(nhs_number="9999836909"),
        Identity("Ó Briain", "Samuel"),
        Identity("Sam", "O'Briain"),
        SAM_MISSPELT,
    ],
)
def test_somebody_known_is_found(cast: Cast, told: Identity) -> None:
    with asking(cast.ngozi) as ngozi:
        assert [alike.person for alike in people_like_for(ngozi, told)] == [cast.sam]


def test_somebody_known_to_another_team_is_not(cast: Cast) -> None:
    with asking(cast.sian) as sian:
        assert people_like_for(sian, Identity(nhs_number="9999836909")) == []
        names, register = names_and_register_for(sian)
        assert register.like(SAM_MISSPELT) == []
        assert set(names.values()) == {cast.dylan.full_name}


def test_many_people_cost_no_more_queries(cast: Cast) -> None:
    for number in range(5):
        meet(cast.ngozi, cast.north, given_name="Sam", family_name=f"Person{number}")
    with asking(cast.ngozi) as ngozi, CaptureQueriesContext(connection) as asked:
        people_like_for(ngozi, SAM_MISSPELT)
    assert len(asked) == 1
