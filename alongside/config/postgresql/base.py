"""The database engine that settings name: Django's own, quicker with moments and with ids."""

from __future__ import annotations

import select
from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import NotSupportedError
from django.db.backends.postgresql import base
from psycopg.abc import Buffer
from psycopg.postgres import types
from psycopg.pq import Format
from psycopg.types.array import ListDumper


class PlainList(ListDumper):
    """Write an array for PostgreSQL, and one of ids or of moments in one go.

    Psycopg looks at each item whether it needs quotes: a board gives ten statements the ids of a
    hundred people, and neither an id nor a moment ever does.
    """

    def dump(self, obj: list[Any]) -> Buffer | None:
        """Return the array as PostgreSQL reads it."""
        write = _PLAIN.get(self.oid)
        if obj and write:
            try:
                return f"{{{','.join(map(write, obj))}}}".encode()
            except (AttributeError, TypeError):  # one that is not there, or a list in the list
                pass
        return super().dump(obj)


_MOMENTS = types["timestamptz"].oid
_PLAIN: dict[int, Callable[[Any], str]] = {
    types["uuid"].array_oid: attrgetter("hex"),
    types["timestamptz"].array_oid: datetime.isoformat,
}


def _psycopgs_own(oid: int) -> Any:
    return psycopg.adapters.get_loader(oid, Format.TEXT)


# A superuser, a role that passes row-level security, or one that may act as the owner of a table.
_SEES_ALL = """SELECT rolsuper OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND pg_has_role(relowner, 'MEMBER'))
FROM pg_roles WHERE rolname = current_user"""

# What a server must never be told where records are real: after a crash it would have lost what it
# said was kept, or the whole of it; or what it sends is read on the way.
_UNSAFE = """SELECT array_remove(ARRAY[
    CASE current_setting('fsync') WHEN 'off' THEN 'fsync is off' END,
    CASE current_setting('full_page_writes') WHEN 'off' THEN 'full_page_writes is off' END,
    CASE current_setting('synchronous_commit') WHEN 'off' THEN 'synchronous_commit is off' END,
    CASE current_setting('row_security') WHEN 'off' THEN 'row_security is off' END,
    CASE WHEN NOT (inet_server_addr() IS NULL OR inet_server_addr() <<= '127.0.0.0/8'
        OR inet_server_addr() = '::1' OR (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()))
        THEN 'the connection is not over TLS' END], NULL)"""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL as above, and never as a role that sees everything."""

    def is_usable(self) -> bool:
        """Return whether the server is still there, asked before each page.

        One that hung up has said so, and one that is idle has nothing to say: only when there is
        something to read does it have to be asked.
        """
        if self.connection.closed:
            return False
        heard = select.poll()
        heard.register(self.connection.pgconn.socket, select.POLLIN)
        return super().is_usable() if heard.poll(0) else True

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection that reads moments and writes ids quickly.

        Django's reader of moments finds the parts in Python with a pattern, 7 µs each, of which a
        board reads 1,400; psycopg's own is compiled, and in UTC as the connection is.
        """
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_dumper(list, PlainList)
        connection.adapters.register_loader(_MOMENTS, _psycopgs_own(_MOMENTS))
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor; Django's would ask the reader of moments for a time zone to set."""
        if name is not None:
            raise NotSupportedError("Rows are not fetched by a cursor of the server")
        return self.connection.cursor()

    def init_connection_state(self) -> None:
        """Refuse a role for which row-level security does not hold, and a server that is unsafe."""
        super().init_connection_state()
        connection: Any = self.connection
        if not self.settings_dict.get("AS_OWNER") and connection.execute(_SEES_ALL).fetchone()[0]:
            self.close()
            raise ImproperlyConfigured(
                "DATABASE_URL must name alongside_app, a role that owns nothing"
            )
        if self.settings_dict.get("IN_EARNEST") and (unsafe := self.unsafe()):
            self.close()
            raise ImproperlyConfigured(
                f"This PostgreSQL is not safe for records: {', '.join(unsafe)}"
            )

    def unsafe(self) -> list[str]:
        """Return what the server, or the way to it, must not be where records are real."""
        connection: Any = self.connection
        found: list[str] = connection.execute(_UNSAFE).fetchone()[0]
        return found
