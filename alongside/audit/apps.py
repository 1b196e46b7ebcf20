"""This room as Django sees it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit room."""

    name = "alongside.audit"
