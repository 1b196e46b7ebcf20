"""This room as Django sees it."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The access room."""

    name = "alongside.access"
