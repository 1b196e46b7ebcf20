"""This room as Django sees it."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """The drafts room."""

    name = "alongside.drafts"
