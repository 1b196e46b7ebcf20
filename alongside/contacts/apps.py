"""This room as Django sees it."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The contacts room."""

    name = "alongside.contacts"

    def ready(self) -> None:
        """Tell the room below whom somebody has met, which it cannot ask from there."""
        from alongside.caseload.familiarity import TELLS
        from alongside.contacts.queries.met import times_met_for

        TELLS.append(times_met_for)
