"""One row for each thing that was done: who, what, when, about whom."""

from __future__ import annotations

from django.db import models

from alongside.audit.append_only import never_changed


class Entry(models.Model):
    """A line of the trail. Never changed and never removed, also not by the program itself."""

    what = models.CharField(max_length=80)
    person_id = models.UUIDField(null=True, db_index=True)
    subject = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    by_id = models.UUIDField()
    at = models.DateTimeField()
    written_at = models.DateTimeField(auto_now_add=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["person_id", "-at"])]
        triggers = never_changed()
