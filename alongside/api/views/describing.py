"""The description of the API, for machines; open to all, since it holds nothing of anybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from alongside.api.openapi import described
from alongside.api.problems import said
from alongside.api.with_key import for_systems


@for_systems("GET", "HEAD")
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Give the whole API as OpenAPI 3.1."""
    return said(described())
