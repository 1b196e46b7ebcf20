"""This room as Django sees it."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The sharing room."""

    name = "alongside.sharing"
