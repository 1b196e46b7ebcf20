"""One definition of settled: the query, the statement and the stage say the same of each row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Exists

from alongside.referrals.models import Decision, Referral
from alongside.referrals.queries.receiving import with_stage
from alongside.referrals.settled import IS_SETTLED, last_decided, settled
from alongside.referrals.stages import stage_of_found
from alongside.referrals.tests.referred import put_in_force, taken_in
from tests.cast import NOW, Cast, asking


@pytest.mark.parametrize(
    ("outcomes", "settles", "read"),
    [
        ([], False, None),
        (["returned"], False, None),
        (["accepted"], True, "accepted"),
        (["returned", "refused"], True, "refused"),
        (["refused", "reopened"], False, "refused"),
        (["refused", "reopened", "returned"], False, "refused"),
        (["refused", "reopened", "refused"], True, "refused"),
        (["refused", "reopened", "refused", "reopened"], False, "refused"),
        (["refused", "reopened", "accepted"], True, "accepted"),
    ],
)
def test_query_statement_and_stage_agree(
    cast: Cast, outcomes: list[str], settles: bool, read: str | None
) -> None:
    criteria = put_in_force(cast)
    referral, other = taken_in(cast), taken_in(cast, nhs_number="")
    with asking(cast.ngozi) as ngozi:
        for hours, outcome in enumerate(outcomes):
            Decision.objects.create(
                referral=referral,
                criteria=criteria,
                outcome=outcome,
                eligibility={},
                explanation="As we read it",
                decided_by=ngozi,
                decided_at=NOW + timedelta(hours=hours),
            )
        rows = Referral.objects.filter(pk__in=[referral.pk, other.pk])
        assert set(rows.filter(Exists(settled()))) == ({referral} if settles else set())
        assert settled(referral).exists() is settles
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM referrals_referral AS referral WHERE {IS_SETTLED}")
            assert cursor.fetchall() == ([(referral.pk,)] if settles else [])
        stage = stage_of_found(with_stage(rows).get(pk=referral.pk))
        assert stage.waits is not settles
        last = last_decided(referral).first()
        assert (last.outcome if last else None) == read
