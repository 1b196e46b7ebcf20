from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from alongside.staff.models import Team, Worker
from tests.cast import PASSWORD, Cast
from tests.signing_in import signed_in

ASKED = (
    "--provider=Tawe NHS Trust",
    "--service=Swansea outreach",
    "--nation=Wales",
    "--team=West",
    "--name=Carys Huws",
    "--email=carys@alongside.example",
)


def test_the_first_manager_signs_in_and_manages_the_first_team(
    nobody: None, client: Client
) -> None:
    said = StringIO()
    call_command("begin", *ASKED, stdout=said)
    carys = Worker.objects.get()
    assert Team.objects.get().service.nation == "Wales"
    password = said.getvalue().split(" with ")[1].split()[0]
    assert carys.account
    assert carys.account.check_password(password)
    signed_in(carys.account, client=client)
    own = {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/password/", own).status_code == 302
    assert "Welcome somebody new" in client.get(f"/teams/{Team.objects.get().pk}/").content.decode()


def test_nothing_begins_twice(cast: Cast) -> None:
    with pytest.raises(CommandError, match="There is a provider already"):
        call_command("begin", *ASKED)
    assert not Worker.objects.filter(name="Carys Huws").exists()
    assert Team.objects.filter(service=cast.leeds).count() == 3
