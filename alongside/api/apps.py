"""This room as Django sees it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room of other systems."""

    name = "alongside.api"
