"""This room as Django sees it."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The record room."""

    name = "alongside.record"
