"""This room as Django sees it."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The contacts room."""

    name = "alongside.contacts"

    def ready(self) -> None:
        """Tell the rooms below what they cannot ask from there, and hear from them what ends."""
        from alongside.caseload import leaving
        from alongside.caseload.familiarity import TELLS
        from alongside.contacts.actions.ending import call_off_after_care, call_off_after_death
        from alongside.contacts.queries.met import times_met_for
        from alongside.people.actions import THEN_OF_A_DEATH

        TELLS.append(times_met_for)
        leaving.THEN.append(call_off_after_care)
        THEN_OF_A_DEATH.append(call_off_after_death)
