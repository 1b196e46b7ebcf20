"""This room as Django sees it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web room."""

    name = "alongside.web"
