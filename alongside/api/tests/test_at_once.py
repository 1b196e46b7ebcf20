"""A system that tries again before it was answered sends one referral, not two."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from alongside.api.tests.systems import WEI, System, system_of
from alongside.referrals.models import Referral
from tests.cast import Cast, asking


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_received_once(cast: Cast) -> None:
    secret = system_of(cast).secret
    started, answers = threading.Barrier(3), []

    def send() -> None:
        try:
            started.wait(timeout=10)
            answers.append(System(secret).post(WEI))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 201]
    assert len({answer.content for answer in answers}) == 1
    with asking(cast.ruth):
        assert Referral.objects.count() == 1
