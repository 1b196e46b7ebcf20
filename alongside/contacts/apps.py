"""This room as Django sees it."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The contacts room."""

    name = "alongside.contacts"
