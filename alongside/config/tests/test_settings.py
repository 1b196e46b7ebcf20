"""What the program refuses to start with, or to run as."""

from __future__ import annotations

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from alongside.config.database import from_url


@pytest.mark.django_db
def test_the_program_does_not_run_as_the_owner_of_the_tables() -> None:
    settings = from_url(os.environ["DATABASE_OWNER_URL"])
    as_owner = ConnectionHandler({"default": settings})["default"]
    with pytest.raises(ImproperlyConfigured, match="alongside_app"):
        as_owner.ensure_connection()
