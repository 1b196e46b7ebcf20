"""Which static files are collected."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class Collected(StaticFilesConfig):
    """All but the parts of htmx that no page uses, one of which imports what is not there."""

    ignore_patterns = [  # noqa: RUF012 - Django's own shape
        *StaticFilesConfig.ignore_patterns,
        "django_htmx/ext/*",
        "django_htmx/ht*-4.*",
    ]
