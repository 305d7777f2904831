"""What a database holds, told in a few bytes: rows and a content hash for every table."""

from __future__ import annotations

import subprocess
import tempfile
from types import TracebackType
from typing import TypedDict

from operate import databases, postgres

# A row's text is the same wherever it lies only if these are.
_SAME_TEXT = """
SET row_security = off; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
SET bytea_output = 'hex'; SET extra_float_digits = 1; SET statement_timeout = 0;
"""
# The order of rows is no content, so the hashes of rows are added up, in two halves of 64 bits each.
# Only tables proper: those of extensions come with the extension, views hold nothing of their own.
_TABLES = r"""
SELECT t.nspname, t.relname, (xpath('/row/n/text()', t.found))[1], (xpath('/row/h/text()', t.found))[1]
FROM (
    SELECT n.nspname, c.relname, query_to_xml(format($$
        SELECT count(*) AS n,
               coalesce(sum(('x' || left(m, 16))::bit(64)::bigint::numeric), 0) || ' ' ||
               coalesce(sum(('x' || right(m, 16))::bit(64)::bigint::numeric), 0) AS h
        FROM (SELECT md5((one.*)::text) AS m FROM %I.%I one) hashed
    $$, n.nspname, c.relname), false, true, '') AS found
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^(pg_|information_schema$)'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
) t
ORDER BY 1, 2;
"""
_END = "--that-was-all--"


class TableContents(TypedDict):
    """A table's number of rows and the hash of their contents."""

    rows: int
    hash: str


def of_database(url: str) -> dict[str, TableContents]:
    """Return the contents of every table, by `schema.table`. Errors: CommandFailed."""
    return _parsed(databases.query(url, _SAME_TEXT + _TABLES))


class Snapshot:
    """A connection that sees one moment of a database; `name` lets pg_dump see the very same moment."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.name = ""

    def __enter__(self) -> Snapshot:
        # Nothing may fill up unread, so errors go to a file.
        self._errors = tempfile.TemporaryFile("w+")
        flags = ["-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-d", self._url]
        self._psql = subprocess.Popen(
            [postgres.find_client("psql"), *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            cwd="/",
            env=postgres.quiet_environment(),
        )
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT pg_export_snapshot();"
        self.name = self._ask(_SAME_TEXT + begin)[0][0]
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._psql.communicate("ROLLBACK;\n") if self._psql.poll() is None else None
        self._errors.close()

    def contents(self) -> dict[str, TableContents]:
        """Return the contents of every table at this moment."""
        return _parsed(self._ask(_TABLES))

    def _ask(self, sql: str) -> list[list[str]]:
        assert self._psql.stdin is not None and self._psql.stdout is not None  # noqa: S101 (both are pipes)
        self._psql.stdin.write(f"{sql}\n\\echo {_END}\n")
        self._psql.stdin.flush()
        rows: list[list[str]] = []
        for line in self._psql.stdout:
            if line.rstrip("\n") == _END:
                return rows
            rows.append(line.rstrip("\n").split("\x1f"))
        self._errors.seek(0)
        raise postgres.CommandFailed("psql failed: " + self._errors.read().strip())


def differences(saved: dict[str, TableContents], found: dict[str, TableContents]) -> list[str]:
    """Return a sentence for each table that is not the same in both; empty if all are equal."""
    said = []
    for name in sorted(saved.keys() | found.keys()):
        before, after = saved.get(name), found.get(name)
        if before is None or after is None:
            said.append(f"{name} is {'missing' if after is None else 'new'}")
        elif before["rows"] != after["rows"]:
            said.append(f"{name} has {after['rows']} rows instead of {before['rows']}")
        elif before["hash"] != after["hash"]:
            said.append(f"{name} has as many rows but other contents")
    return said


def _parsed(rows: list[list[str]]) -> dict[str, TableContents]:
    return {f"{schema}.{table}": TableContents(rows=int(count), hash=found) for schema, table, count, found in rows}
