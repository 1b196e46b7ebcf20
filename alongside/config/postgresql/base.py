"""The database engine that settings name: Django's own, with one loader and one dumper of ours."""

from __future__ import annotations

import select
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from psycopg.abc import Buffer
from psycopg.postgres import types
from psycopg.types.array import ListDumper
from psycopg.types.datetime import TimestamptzLoader


class FromISO(TimestamptzLoader):
    """Read a moment in UTC from PostgreSQL's text.

    Django's loader parses it in Python with a pattern, 7 µs each; a board reads 1,600 of them. What
    Python's own reader does not know (a year after 9999) is left to psycopg, which says so.
    """

    timezone = UTC  # Django asks for it, to see that the connection reads as it wants

    def load(self, data: Buffer) -> datetime:
        """Return the moment, in UTC as the connection is."""
        try:
            return datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            return super().load(data)


class ListOfIds(ListDumper):
    """Write an array for PostgreSQL, and one of ids in one go.

    Psycopg looks at each item whether it needs quotes: a board gives fourteen statements the ids of
    a hundred people, and an id never does.
    """

    def dump(self, obj: list[Any]) -> Buffer | None:
        """Return the array as PostgreSQL reads it."""
        if obj and self.oid == _IDS:
            try:
                return f"{{{','.join([each.hex for each in obj])}}}".encode()
            except AttributeError:  # an id that is not there, or a list in the list
                pass
        return super().dump(obj)


_IDS = types["uuid"].array_oid


# A superuser, a role that passes row-level security, or one that may act as the owner of a table.
_SEES_ALL = """SELECT rolsuper OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND pg_has_role(relowner, 'MEMBER'))
FROM pg_roles WHERE rolname = current_user"""


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
        """Return a connection that reads moments and writes ids quickly."""
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_dumper(list, ListOfIds)
        connection.adapters.register_loader("timestamptz", FromISO)
        return connection

    def init_connection_state(self) -> None:
        """Refuse a role for which row-level security does not hold, but for migrations."""
        super().init_connection_state()
        connection: Any = self.connection
        if self.settings_dict.get("AS_OWNER") or not connection.execute(_SEES_ALL).fetchone()[0]:
            return
        self.close()
        raise ImproperlyConfigured("DATABASE_URL must name alongside_app, a role that owns nothing")
