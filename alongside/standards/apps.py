"""This room as Django sees it."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """The standards room."""

    name = "alongside.standards"
