"""This room as Django sees it."""

from django.apps import AppConfig


class CareplansConfig(AppConfig):
    """The careplans room."""

    name = "alongside.careplans"
