"""Running a prepared statement for its one row, by the driver's own layer below cursors.

A small tile takes the database a tenth of a millisecond; a cursor, its adaptation of forty numbers and its
waiting take longer than that. Every value of a tile's statement stands in a CAST, so that plain text will do, and
for geometries their binary form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

_NAMED = re.compile(r"%\((\w+)\)s")
_TEXT, _BINARY = 0, 1

Connection = psycopg.Connection[Any]
#: The statements that each connection has prepared, by their text. A connection is one thread's at a time.
_prepared: WeakKeyDictionary[Connection, dict[str, bytes]] = WeakKeyDictionary()


def prepared_row(connection: Connection, text: str, values: Mapping[str, object]) -> tuple[bytes, ...]:
    """The first row, each column as the database sends it, empty for NULL; no columns where there is no row.

    Parameters
    ----------
    connection : in autocommit, of this thread alone.
    text : with psycopg's named placeholders, each in a CAST.
    values : numbers, texts without NUL, None, and bytes: what the type's own binary form is.

    Raises psycopg.Error, and OperationalError when the connection is gone.
    """
    query, names = _numbered(text)
    own = _prepared.setdefault(connection, {})
    if text not in own:
        own[text] = _prepare(connection, query, len(own))
    given = [values[name] for name in names]
    parameters = [one if one is None or type(one) is bytes else str(one).encode() for one in given]
    formats = [_BINARY if type(one) is bytes else _TEXT for one in given]
    result = connection.pgconn.exec_prepared(own[text], parameters, formats, _BINARY)
    if result.status != ExecStatus.TUPLES_OK:
        raise _error(connection, result)
    if not result.ntuples:
        return ()
    return tuple(bytes(result.get_value(0, column) or b"") for column in range(result.nfields))


def _prepare(connection: Connection, query: bytes, number: int) -> bytes:
    name = f"tile_{number}".encode()
    result = connection.pgconn.prepare(name, query)
    if result.status != ExecStatus.COMMAND_OK:
        raise _error(connection, result)
    return name


def _error(connection: Connection, result: PGresult) -> psycopg.Error:
    error = error_from_result(result)
    # A connection that broke has no state code to tell its error by.
    return psycopg.OperationalError(str(error)) if connection.broken else error


@cache
def _numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with $1, $2 ... for its placeholders, and their names in that order."""
    names = tuple(dict.fromkeys(_NAMED.findall(text)))
    numbers = {name: f"${number}" for number, name in enumerate(names, 1)}
    return _NAMED.sub(lambda found: numbers[found[1]], text).encode(), names
