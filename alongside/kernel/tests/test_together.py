from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Semaphore

import pytest

from alongside.kernel.together import Together

PATIENCE = 10  # seconds, for what takes none


class Desk:
    """Answers one after the other, each when it is let go, with its own number."""

    def __init__(self) -> None:
        self.together: Together[int] = Together()
        self.begun: list[Event] = [Event() for _ in range(9)]
        self.let_go: list[Event] = [Event() for _ in range(9)]
        self.found = 0
        self.coming = Semaphore(0)

    def find(self) -> int:
        self.found += 1
        number = self.found
        self.begun[number].set()
        assert self.let_go[number].wait(PATIENCE)
        return number

    def ask(self) -> int:
        self.coming.release()
        return self.together.ask("board", self.find)

    def has_been_asked_by(self, people: int) -> None:
        """Wait until so many more have come, and for the step from the door to the desk."""
        for _ in range(people):
            assert self.coming.acquire(timeout=PATIENCE)
        Event().wait(0.2)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_whoever_asks_alone_is_answered_each_time_anew(desk: Desk) -> None:
    for each in desk.let_go:
        each.set()
    assert [desk.ask() for _ in range(3)] == [1, 2, 3]


def test_who_asks_before_it_begins_shares_and_who_asks_after_does_not(desk: Desk) -> None:
    with ThreadPoolExecutor(8) as people:
        first = people.submit(desk.ask)
        assert desk.begun[1].wait(PATIENCE)
        later = [people.submit(desk.ask) for _ in range(5)]  # the first answer may be too old
        desk.has_been_asked_by(1 + 5)
        assert not desk.begun[2].is_set(), "two would find at once"
        desk.let_go[1].set()
        assert first.result(PATIENCE) == 1
        assert desk.begun[2].wait(PATIENCE)
        latest = people.submit(desk.ask)
        desk.has_been_asked_by(1)
        desk.let_go[2].set()
        desk.let_go[3].set()
        assert {each.result(PATIENCE) for each in later} == {2}
        assert latest.result(PATIENCE) == 3
    assert desk.found == 3


def test_other_questions_are_not_waited_for(desk: Desk) -> None:
    with ThreadPoolExecutor(2) as people:
        first = people.submit(desk.ask)
        assert desk.begun[1].wait(PATIENCE)
        assert desk.together.ask("another board", lambda: 7) == 7
        desk.let_go[1].set()
        assert first.result(PATIENCE) == 1


def test_what_goes_wrong_for_one_goes_wrong_for_nobody_else() -> None:
    together: Together[str] = Together()
    begun, let_go = Event(), Event()

    def slowly() -> str:
        begun.set()
        assert let_go.wait(PATIENCE)
        return "slowly"

    def broken() -> str:
        raise ValueError("the connection of this one is gone")

    with ThreadPoolExecutor(3) as people:
        first = people.submit(together.ask, "board", slowly)
        assert begun.wait(PATIENCE)
        unlucky: Future[str] = people.submit(together.ask, "board", broken)
        Event().wait(0.2)  # it leads those who come after it
        other = people.submit(together.ask, "board", lambda: "by themself")
        Event().wait(0.2)
        let_go.set()
        assert first.result(PATIENCE) == "slowly"
        with pytest.raises(ValueError, match="this one"):
            unlucky.result(PATIENCE)
        assert other.result(PATIENCE) == "by themself"
    assert together.ask("board", lambda: "afterwards") == "afterwards"
