"""The program over HTTP, in this process, with somebody who stands between it and the network.

Each answer is held back before its first byte, and it is asked over a connection of our own who is
logged to have been shown by then. What the program logs and mails meanwhile is kept to be searched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from dev import testing

# Rows of the log in the order of their digests, which a trigger leaves in the same transaction.
_LOGGED = """
SELECT u.id, o.worker_id::text, o.person_ids::text[]
  FROM audit_unsealed u JOIN access_opening o ON o.id = u.row_id::uuid
 WHERE u.id > %s AND u.shape LIKE 'access_opening.%%' ORDER BY u.id"""


class Watched:
    """The program as a server calls it; before each answer it is noted who has been logged."""

    def __init__(self, program: Callable[..., Iterable[bytes]], watcher: Watcher) -> None:
        self.program, self.watcher = program, watcher

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer, once what is committed by now has been read."""
        answer = self.program(environ, start_response)
        self.watcher.look()
        return answer


@dataclass
class Watcher:
    """What is committed of who looked at whom, asked as a superuser before each answer."""

    superuser: psycopg.Connection[Any]
    last: int = 0
    shown: set[tuple[str, str]] = field(
        default_factory=set
    )  # worker and person, since it was asked

    def look(self) -> None:
        """Take in the rows that are new."""
        for number, worker, people in self.superuser.execute(_LOGGED, [self.last]):
            self.last = number
            self.shown |= {(worker, person) for person in people}

    def since_last(self) -> set[tuple[str, str]]:
        """Return who was logged to have been shown whom since this was last asked."""
        shown, self.shown = self.shown, set()
        return shown


class Lines(logging.Handler):
    """Keeps what is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line, with the error that it tells of."""
        if record.name != "django.server":  # which line of addresses only our own server writes
            self.written.append(self.format(record))


@dataclass(frozen=True)
class Program:
    """The program that is served: where, what it has logged, who it was said to show."""

    port: int
    watcher: Watcher
    lines: Lines


class _Server(LiveServerThread):
    """Django's server for tests, which does not wait 40 ms for a browser to say that it heard."""

    def _create_server(self, connections_override: Any = None) -> Any:
        server = super()._create_server(connections_override)  # type: ignore[misc]  # the stubs lack it
        prompt = {"disable_nagle_algorithm": True}
        server.RequestHandlerClass = type("Prompt", (server.RequestHandlerClass,), prompt)
        return server


@contextmanager
def served() -> Iterator[Program]:
    """Serve the program on the database of this session."""
    with _kept_lines() as lines, testing.CLUSTER.connect(testing.NAME) as superuser:
        watcher = Watcher(superuser)

        def watched(handler: Any) -> Any:
            return Watched(StaticFilesHandler(handler.application), watcher)

        server = _Server("localhost", watched)  # type: ignore[arg-type]  # it calls it, no more
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield Program(server.port, watcher, lines)
        finally:
            server.terminate()


@contextmanager
def _kept_lines() -> Iterator[Lines]:
    """Keep what is logged, instead of writing it on the screen."""
    lines, root = Lines(), logging.getLogger()
    others, root.handlers = root.handlers, [lines]
    server = logging.getLogger("django.server")
    its_own, server.handlers = server.handlers, []
    try:
        yield lines
    finally:
        root.handlers, server.handlers = others, its_own
