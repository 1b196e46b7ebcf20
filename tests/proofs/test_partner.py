"""A practitioner gets the minimum, in short; `make prove` sends ten thousand requests."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from alongside.joint.tests.shared import client_of_practitioner
from alongside.partners.models import Practitioner
from alongside.policy.contacts import Place
from alongside.staff.models import Worker
from dev import testing
from tests.cast import Cast
from tests.proofs.partner import SHOWN, opened_to_the_role, shared, tried, wrong

pytestmark = pytest.mark.django_db
REQUESTS = int(os.environ.get("ALONGSIDE_PARTNER_REQUESTS", "300"))
SEED = int(os.environ.get("ALONGSIDE_PARTNER_SEED", "22"))


@pytest.fixture
def jo(cast: Cast) -> Practitioner:
    return shared(cast)


def test_the_words_are_there_to_be_found(
    cast: Cast, jo: Practitioner, client_of: Callable[[Worker], Client]
) -> None:
    """Were they not, the requests below would prove nothing: our own team sees them."""
    text = client_of(cast.ngozi).get(f"/people/{cast.sam.pk}/").content.decode()
    assert text.casefold().count("canary") > 5


def test_no_request_of_a_practitioner_gets_more_than_the_minimum(
    cast: Cast, jo: Practitioner
) -> None:
    done = tried(cast, jo, requests=REQUESTS, seed=SEED)
    assert done.wrong == [], f"{len(done.wrong)} of {REQUESTS}, seed {SEED}"
    assert done.shown > REQUESTS / 10, "most requests found nothing: they prove little"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Born on 9 July 1931.", ["holds 1931"]),
        ('value="1931"', ["holds 1931"]),
        ('<time datetime="1931-07-09">', ["holds 1931"]),
        ("/contacts/7a193145-1931-4d1b-8c59-1931aab50c4d/", []),
    ],
)
def test_a_year_of_birth_is_found_and_no_id_is_one(text: str, found: list[str]) -> None:
    assert list(wrong(min(SHOWN), HttpResponse(text))) == found


def test_the_role_of_a_partner_reads_one_view(jo: Practitioner) -> None:
    relations, opened = opened_to_the_role(jo)
    assert relations > 100
    assert opened == ["joint_minimum"]


@pytest.mark.django_db(transaction=True)
def test_a_view_that_shows_too_much_is_found(cast: Cast) -> None:
    with transaction.atomic():
        jo = shared(cast)
    with testing.CLUSTER.connect(testing.NAME) as superuser:
        [(view,)] = superuser.execute("SELECT pg_get_viewdef('joint_minimum')")
        shows_the_address = view.replace("person.ward", "person.address::varchar(100) AS ward")
        superuser.execute(
            "CREATE OR REPLACE VIEW joint_minimum WITH (security_barrier) AS " + shows_the_address
        )
    assert tried(cast, jo, requests=REQUESTS, seed=SEED).wrong


def test_the_place_of_a_visit_is_its_kind_and_never_an_address(
    cast: Cast, jo: Practitioner
) -> None:
    text = client_of_practitioner(jo).get("/partner/on/2026-11-24/").content.decode()
    assert f"{Place.HOME.label}, with Ngozi Okafor" in text
