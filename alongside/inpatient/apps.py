"""This room as Django sees it."""

from django.apps import AppConfig


class InpatientConfig(AppConfig):
    """The inpatient room."""

    name = "alongside.inpatient"
