"""This room as Django sees it."""

from django.apps import AppConfig


class NhsukConfig(AppConfig):
    """The nhsuk room."""

    name = "alongside.nhsuk"
