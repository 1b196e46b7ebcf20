"""This room as Django sees it."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The referrals room."""

    name = "alongside.referrals"
