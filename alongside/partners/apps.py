"""This room as Django sees it."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The partners room."""

    name = "alongside.partners"
