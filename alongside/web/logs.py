"""How a line of the log reads: its moment in UTC first, and nothing that a row says.

PostgreSQL tells with a constraint that was broken the values that broke it, unless row-level
security holds for the table, and so would a traceback.
"""

from __future__ import annotations

import logging
import re
import time

_ROW = re.compile(r"DETAIL:.*?(?=\n\n(?:The above exception|During handling)|\Z)", re.DOTALL)


class WithoutRows(logging.Formatter):
    """Moment, level and where; a fault without the values of the row that it is about."""

    converter = time.gmtime  # type: ignore[assignment]  # as its documentation says

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S"
        )

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and a traceback below it."""
        return _ROW.sub("DETAIL: left out", super().format(record))
