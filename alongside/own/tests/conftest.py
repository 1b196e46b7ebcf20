"""Sam and his sister Orla have sign-ins of their own."""

from __future__ import annotations

import pytest

from alongside.own.models import OwnSignIn
from alongside.own.tests.owned import given, name_carer
from alongside.sharing.models import Recipient
from tests.cast import Cast, asking


@pytest.fixture
def sams(cast: Cast) -> OwnSignIn:
    with asking(cast.ngozi) as ngozi:
        return given(cast, by=ngozi)


@pytest.fixture
def orla(cast: Cast) -> Recipient:
    with asking(cast.ngozi) as ngozi:
        return name_carer(cast, by=ngozi)


@pytest.fixture
def orlas(cast: Cast, orla: Recipient) -> OwnSignIn:
    with asking(cast.ngozi) as ngozi:
        return given(cast, by=ngozi, carer=orla)
