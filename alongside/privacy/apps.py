"""This room as Django sees it."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The privacy room."""

    name = "alongside.privacy"
