"""How `make run` serves the program, how the bench measures it, and how it is installed."""

from __future__ import annotations

# Two processes, for two cores. A connection is for one request, and no process takes more of them
# than it has threads: whoever waits is served by the process that is free first. Where browsers
# kept their connections, five of eight fell to one process as often as four, and waited half as
# long again. A proxy before it keeps the browsers' own connections.
EVENLY = (
    "--worker-class=gthread", "--workers=2", "--threads=4", "--worker-connections=4",
    "--keep-alive=0",
)  # fmt: skip


def served_by(module: str, port: int) -> tuple[str, ...]:
    """Return what Python is told to serve a module's WSGI program on a port of this machine."""
    return (
        "-m", "gunicorn", f"{module}.wsgi", f"--bind=127.0.0.1:{port}", *EVENLY,
        "--graceful-timeout=5", "--log-level=warning", "--no-control-socket",
    )  # fmt: skip
