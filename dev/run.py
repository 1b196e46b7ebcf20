"""`make run`: the demo, from an empty machine to a page in the browser, and cleanly back."""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

from dev import CHECKOUT, Unready, databases
from dev.postgres import DATABASE, Cluster
from dev.serving import served_by

PORT = os.environ.get("PORT", "8000")
START_OVER = "The demo's database comes from another version: `make run FRESH=1` starts over."
PATIENCE = 60  # seconds within which the server must answer


def main() -> None:
    """Serve until somebody stops it, then leave nothing running."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)
    os.environ["ALONGSIDE_DEMO"] = "1"
    try:
        with ExitStack() as stack:
            _serve(stack)
    except KeyboardInterrupt:
        print("\nStopped. What you entered is kept; `make run FRESH=1` starts over.")
    except Unready as reason:
        sys.exit(str(reason))


def _serve(stack: ExitStack) -> None:
    stack.enter_context(_only_one())
    _check_port()
    static = _started(stack, "manage.py", "collectstatic", "--noinput", "--verbosity=0")
    is_given = "DATABASE_URL" in os.environ
    sign_ins = _given() if is_given else stack.enter_context(_demo())
    if static.wait():
        raise Unready("The style sheets and scripts could not be collected: see above.")
    server = _started(stack, *served_by("alongside.config", int(PORT)))
    _await_answer(server)
    if not is_given:  # as a timer does elsewhere; nobody need wait for it
        _started(stack, "manage.py", "count_standards", "--weeks=12", "--verbosity=0")
    print(f"\nready: http://localhost:{PORT}/\n\n{sign_ins}\nCtrl-C stops it.", flush=True)
    server.wait()
    raise Unready("The server stopped by itself: the reason stands above.")


def _stop(*_: object) -> NoReturn:
    """Stop once: a second Ctrl-C must not interrupt the cleaning up."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


def _check_port() -> None:
    if not (PORT.isdecimal() and 0 < int(PORT) < 65536):
        raise Unready(f"PORT must be a number from 1 to 65535, not {PORT!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except OSError as error:
            raise Unready(
                f"Port {PORT} cannot be had ({error.strerror}). Choose another: make run PORT=8001"
            ) from error


@contextmanager
def _only_one() -> Iterator[None]:
    """Serve a checkout once: two servers would each believe the database to be theirs."""
    (CHECKOUT / "var").mkdir(exist_ok=True)
    with (CHECKOUT / "var" / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Unready("`make run` is running in this checkout already.") from error
        yield


def _started(stack: ExitStack, *command: str) -> subprocess.Popen[bytes]:
    """Start something that ends with us; only we hear the terminal's Ctrl-C."""
    process = subprocess.Popen([sys.executable, *command], cwd=CHECKOUT, start_new_session=True)
    stack.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _given() -> str:
    """Bring a database that was given to us up to date; whose data it holds is not our business."""
    if "DATABASE_OWNER_URL" not in os.environ:
        raise Unready(
            "With DATABASE_URL, set DATABASE_OWNER_URL too: the program runs as a role that owns"
            " nothing, and migrations run as the owner."
        )
    databases.migrate({})
    return "The database is the one you gave; no demo was loaded into it.\n"


@contextmanager
def _demo() -> Iterator[str]:
    """Keep our own database with the demo for as long as it is served; say who signs in."""
    cluster = Cluster("run")
    if os.environ.get("FRESH") == "1":
        cluster.forget()
    with cluster.running():
        os.environ |= cluster.addresses()
        sign_ins = cluster.home / "sign-ins.json"
        with cluster.connect() as connection:
            if DATABASE in databases.names(connection):
                _bring_up_to_date(cluster, sign_ins)
            else:
                print("Making the demo's world: this happens once", flush=True)
                with databases.made_whole(connection, DATABASE) as unfinished:
                    addresses = cluster.addresses(unfinished)
                    databases.migrate_new(addresses)
                    databases.as_owner(addresses, "demo", "--sign-ins", str(sign_ins))
        yield _told(json.loads(sign_ins.read_text()))


def _bring_up_to_date(cluster: Cluster, sign_ins: Path) -> None:
    """Migrate the demo of another day; one that is too old for that is not worth a rescue."""
    try:
        databases.migrate(cluster.addresses())
    except Unready as reason:
        raise Unready(f"{reason}\n{START_OVER}") from reason
    if not sign_ins.exists():
        raise Unready(START_OVER)


def _told(sign_ins: list[dict[str, str]]) -> str:
    """Say who signs in to the demo and with which password."""
    lines = [f"  {each['email']:<32}{each['role']}, {each['team']}" for each in sign_ins]
    password = f"with the password: {sign_ins[0]['password']}"
    return "\n".join(["Sign in as", *lines, password, "The second step is filled in for you.", ""])


def _await_answer(server: subprocess.Popen[bytes]) -> None:
    """Wait for the first page; what the server has to say of its troubles stands on the screen."""
    until = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("localhost", int(PORT), timeout=PATIENCE)
            connection.request("GET", "/")
            status = connection.getresponse().status
        except OSError:
            time.sleep(0.1)
            continue
        if status < 500:
            return
        raise Unready(f"The first page answered {status}: the reason stands above.")
    raise Unready("The server did not start: the reason stands above.")


if __name__ == "__main__":
    main()
