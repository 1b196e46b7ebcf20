"""This room as Django sees it."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The staff room."""

    name = "alongside.staff"
