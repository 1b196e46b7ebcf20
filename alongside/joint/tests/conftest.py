"""North works with a harm reduction service; Jo and Kit come from it, and Sam consents to Jo."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.joint.tests.shared import client_of_practitioner, consent
from alongside.partners.models import Practitioner, Protocol
from alongside.partners.tests.partnered import join, partnered
from alongside.sharing.models import Recipient
from tests.cast import Cast, asking


@pytest.fixture
def protocol(cast: Cast) -> Protocol:
    with asking(cast.tom) as tom:
        return partnered(cast, by=tom)


@pytest.fixture
def jo(cast: Cast, protocol: Protocol) -> Practitioner:
    with asking(cast.tom) as tom:
        return join(cast, protocol, by=tom)


@pytest.fixture
def kit(cast: Cast, protocol: Protocol) -> Practitioner:
    with asking(cast.tom) as tom:
        return join(cast, protocol, by=tom, name="Kit Holroyd")


@pytest.fixture
def sams(cast: Cast, jo: Practitioner) -> Recipient:
    with asking(cast.ngozi) as ngozi:
        return consent(cast, jo, by=ngozi)


@pytest.fixture
def client(jo: Practitioner) -> Client:
    return client_of_practitioner(jo)
