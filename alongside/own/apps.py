"""This room as Django sees it."""

from django.apps import AppConfig


class OwnConfig(AppConfig):
    """The own room."""

    name = "alongside.own"
