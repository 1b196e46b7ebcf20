"""The one address of the yardstick; the program does not know it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from alongside.partners.models import Agency


def yardstick(request: HttpRequest) -> HttpResponse:
    """Show twenty rows that one indexed query finds."""
    practices = Agency.objects.filter(kind=Agency.Kind.GP_PRACTICE).order_by("name")[:20]
    return render(request, "yardstick.jinja", {"practices": practices})


urlpatterns = [path("", yardstick)]
