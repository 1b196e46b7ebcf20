"""This room as Django sees it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people room."""

    name = "alongside.people"
