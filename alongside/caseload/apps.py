"""This room as Django sees it."""

from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    """The caseload room."""

    name = "alongside.caseload"
