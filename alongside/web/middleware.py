"""What holds for every request: nothing is kept by browsers, nobody is anonymous by oversight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect


class NoStore:
    """Pages about people stay in no cache; static files are answered before this is asked."""

    HEADERS = {  # noqa: RUF012 - never changed
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say that the answer is nobody's to keep."""
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response[name] = value
        return response


class SignedInOnly(LoginRequiredMiddleware):
    """Every page asks for a sign-in, except those that say @login_not_required."""

    def handle_no_permission(  # type: ignore[override]  # htmx is answered in its own way
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect | HttpResponseClientRedirect:
        """Send to the sign-in page; a part of a page would otherwise receive it as its content."""
        response = super().handle_no_permission(request, view_func)
        if getattr(request, "headers", {}).get("HX-Request"):
            return HttpResponseClientRedirect(response["Location"])
        return response
