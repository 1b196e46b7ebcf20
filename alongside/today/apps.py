"""This room as Django sees it."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """The today room."""

    name = "alongside.today"
