"""This room as Django sees it."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """The rights room."""

    name = "alongside.rights"
