"""Letting those who ask the same at the same moment share one answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

Answer = TypeVar("Answer")


class _Question(Generic[Answer]):
    """What is asked under one key; it is gone when nobody asks it any more."""

    def __init__(self) -> None:
        self.is_being_answered = Lock()
        self.next_answer: Future[Answer] | None = None  # for those who wait for it to be begun


class Together(Generic[Answer]):
    """Finds an answer once for all who asked for it before the finding began.

    Whoever asks while an answer is being found waits for the next one: this one may be older than
    what they know already. So nobody is told less than if each had asked alone. The threads of a
    process share. What is found must be the same for all who ask under a key, and may not rest on
    what only one of them sees, as changes are that are not committed.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._questions: WeakValueDictionary[Hashable, _Question[Answer]] = WeakValueDictionary()

    def ask(self, key: Hashable, find: Callable[[], Answer]) -> Answer:
        """Return what `find` finds, called here or by another who asks the same.

        An error is raised where it happened; whoever waited there finds for themself.
        """
        with self._lock:
            question = self._questions.setdefault(key, _Question())
            theirs = question.next_answer
            if theirs is None:
                ours: Future[Answer] = Future()
                question.next_answer = ours
        if theirs is None:
            return self._found(question, ours, find)
        try:
            return theirs.result()
        except Exception:  # noqa: BLE001 - what went wrong for another need not go wrong here
            return find()

    def _found(
        self, question: _Question[Answer], ours: Future[Answer], find: Callable[[], Answer]
    ) -> Answer:
        with question.is_being_answered:
            with self._lock:
                question.next_answer = None  # begun: whoever asks from now on waits for the next
            try:
                found = find()
            except BaseException as error:
                ours.set_exception(error)
                raise
            ours.set_result(found)
            return found
