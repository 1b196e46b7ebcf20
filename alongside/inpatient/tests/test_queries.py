from __future__ import annotations

from datetime import date

import pytest

from alongside.inpatient.models import Spell
from alongside.inpatient.queries import spells_for
from tests.cast import NOW, Cast, asking


@pytest.mark.django_db
def test_spells_are_seen_newest_first_by_those_who_know_the_person_alone(cast: Cast) -> None:
    with asking(cast.ngozi):
        for began_on in (date(2026, 6, 1), date(2026, 9, 1)):
            Spell.objects.create(
                person=cast.sam,
                kind=Spell.Kind.INPATIENT,
                began_on=began_on,
                recorded_by=cast.ngozi,
                recorded_at=NOW,
            )
        found = spells_for(cast.ngozi, cast.sam.pk)
        assert [spell.began_on.month for spell in found] == [9, 6]
    with asking(cast.sian):
        assert not spells_for(cast.sian, cast.sam.pk).exists()
