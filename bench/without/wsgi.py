"""The program as gunicorn serves it, which writes down nowhere who opened what."""

from importlib import import_module
from typing import Any

application = import_module("alongside.config.wsgi").application  # first: it loads the rooms


def _write_nothing(*_args: Any, **_kwargs: Any) -> None:
    """Do nothing where the program logs."""


# The modules of pages are read when the first page is asked for, and take this in its place. Mypy
# knows no attributes of a module that is imported by its name, so it is set by its name too.
setattr(import_module("alongside.access.actions"), "log_opening", _write_nothing)  # noqa: B010
