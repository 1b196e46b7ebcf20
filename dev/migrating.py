"""Migrate a new database of ours in three seconds instead of seventeen.

After most operations Django renders anew every model that is related to the changed one, in case a
later migration follows its relations: 15,000 models in all, where the statements themselves take
one second. In a new database there is nothing to follow, so here the changed model is rendered
alone. `dev/tests/test_migrating.py` holds that the plain command makes the same database; a
database with anything in it, and every one in use, is migrated by the plain command.
"""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line
from django.db.migrations.state import ProjectState


def _render_alone(
    self: ProjectState,
    app_label: str,
    model_name: str,
    delay: bool = False,  # noqa: ARG001 - as Django calls it
) -> None:
    if "apps" in self.__dict__:  # nothing has been rendered before
        self._reload({(app_label, model_name)})  # type: ignore[attr-defined]  # no part of the stubs


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    ProjectState.reload_model = _render_alone  # type: ignore[method-assign]  # see above
    execute_from_command_line([sys.argv[0], "migrate", "--verbosity=0", "--skip-checks"])
