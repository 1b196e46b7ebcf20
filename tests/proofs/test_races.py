from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cast import Cast
from tests.proofs.races import FORMS, raced

TASK = next(form for form in FORMS if form.page == "today:task")
pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_do_a_task_at_once_replace_nothing_unseen(cast: Cast) -> None:
    """Whoever waited for the lock was not told who had done it, and wrote over their words."""
    found = raced(cast, (TASK,), 6)
    assert (found.tried, found.lost, found.idle()) == (6, [], [])


def test_a_text_that_does_not_stand_is_found_out(cast: Cast) -> None:
    forgets = replace(TASK, standing="SELECT ''")
    found = raced(cast, (forgets,), 2)
    assert len([lost for lost in found.lost if "said to be kept, and is not" in lost]) == 2


def test_a_form_that_saves_nothing_proves_nothing(cast: Cast) -> None:
    found = raced(cast, (replace(TASK, typed=lambda text: {"came_of_it": ""}),), 1)
    assert found.idle() == ["today:task: never saved"]
