"""This room as Django sees it."""

from django.apps import AppConfig


class JointConfig(AppConfig):
    """The joint room."""

    name = "alongside.joint"
