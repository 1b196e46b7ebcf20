"""The program with a page made before its workers are forked, so that each is quick from the start.

A worker that has just begun takes a second for its first page; killed again and again, none would
live to send one.
"""

from __future__ import annotations

import os

from django.db import connections
from django.test import Client

from alongside.config.wsgi import application

__all__ = ["application"]

_client = Client()
_client.cookies["sessionid"] = os.environ["WARMED_AS"]
for _ in range(3):
    _client.get(os.environ["WARMED_WITH"])
connections.close_all()
