"""The page that shows nothing, in the same words whatever the reason."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def nothing(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing that we can show, and no more."""
    return render(request, "own/nothing.jinja", status=HTTPStatus.NOT_FOUND)
