"""One row for each thing that was done: who, what, when, about whom."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

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
        indexes = [
            models.Index(fields=["person_id", "-at"]),
            BrinIndex(fields=["at"], name="entries_by_time", autosummarize=True),
        ]
        triggers = never_changed()


class Unsealed(models.Model):
    """A row of the log waits for its seal. Written by trigger, in the transaction of the row."""

    shape = models.CharField(max_length=40)  # its table, and which of its columns were digested
    row_id = models.CharField(max_length=40)
    digest = models.BinaryField()
    at = models.DateTimeField(db_default=Now())  # by the clock of the database


class Leaf(models.Model):
    """The digest of a row of the log, at its place in the tree. Never changed."""

    position = models.BigIntegerField(primary_key=True)
    shape = models.CharField(max_length=40)
    row_id = models.CharField(max_length=40)
    digest = models.BinaryField()

    class Meta:
        triggers = never_changed()


class Seal(models.Model):
    """The tree was this large and had this root: signed, and told to a place outside."""

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField()
    edge = models.BinaryField()  # of the tree, so that it grows without being read
    at = models.DateTimeField()
    signature = models.BinaryField()

    class Meta:
        triggers = never_changed()
