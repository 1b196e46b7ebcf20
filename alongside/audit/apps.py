"""This room as Django sees it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from alongside.audit.append_only import never_skipped


class AuditConfig(AppConfig):
    """The audit room."""

    name = "alongside.audit"

    def ready(self) -> None:
        """Close, after each migration, what the library of triggers leaves open."""
        post_migrate.connect(never_skipped, sender=self)
