"""What is done to whole databases, through `psql`: this package has no driver of its own."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from operate import postgres
from operate.cluster import ROLES
from operate.errors import OperateError

# What a killed command had asked of the server may still be under way there: "where it lacks" waits for it.
_ONE_AT_A_TIME = "SELECT pg_advisory_lock(7201000);\n"
_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class OddDatabaseName(OperateError):
    """A database's name holds something besides small letters, digits and underscores."""


def query(url: str, sql: str, **values: str) -> list[list[str]]:
    """Run SQL and return its rows as text.

    Params: `sql` names its values as psql does: :'name' for a text, :"name" for an identifier.
    Errors: CommandFailed with the server's sentence.
    """
    psql = postgres.find_client("psql")
    settings = [part for name, value in values.items() for part in ("-v", f"{name}={value}")]
    flags = ["-X", "-q", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", *settings]
    done = postgres.run([psql, *flags, "-f", "-", "-d", url], stdin=sql)
    return [line.split("\x1f") for line in done.stdout.splitlines()]


def with_database(url: str, database: str) -> str:
    """Return the address of another database on the same server."""
    return urlsplit(url)._replace(path="/" + quote(database)).geturl()


def name_in(url: str) -> str:
    """Return the database's name in an address."""
    return unquote(urlsplit(url).path.removeprefix("/"))


def exists(url: str, database: str) -> bool:
    """Tell whether a database of this name exists on the server of `url`."""
    return bool(query(url, "SELECT 1 FROM pg_database WHERE datname = :'name';", name=database))


def create(url: str, database: str, template: str | None = None) -> None:
    """Create a database, empty or as a copy of `template`. Errors: CommandFailed if it exists."""
    sql = 'CREATE DATABASE :"name" TEMPLATE :"template";'
    query(url, sql, name=_plain(database), template=_plain(template or "template1"))


def drop(url: str, database: str) -> None:
    """Drop a database and whoever is connected to it; does nothing if there is none."""
    query(url, 'DROP DATABASE IF EXISTS :"name" WITH (FORCE);', name=_plain(database))


def rename(url: str, database: str, new_name: str) -> None:
    """Give a database that nobody is connected to another name."""
    query(url, 'ALTER DATABASE :"name" RENAME TO :"new";', name=_plain(database), new=_plain(new_name))


def replace(url: str, database: str, successor: str) -> None:
    """Put `successor` in the place of `database` in one transaction, then drop what was replaced.

    Params: `url` is a maintenance connection; whoever is connected to either database is cut off.
    """
    before = f"{database}_before"
    drop(url, before)
    sql = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname IN (:'name', :'successor');
    BEGIN;
    ALTER DATABASE :"name" RENAME TO :"before";
    ALTER DATABASE :"successor" RENAME TO :"name";
    COMMIT;
    """
    query(url, sql, name=_plain(database), before=_plain(before), successor=_plain(successor))
    drop(url, before)


def ensure_roles(url: str) -> None:
    """Create the service's two roles where they lack; what they may do is the migrations' matter."""
    sql = """
    SELECT format('CREATE ROLE %I LOGIN', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role')
    \\gexec
    """
    for role in ROLES:
        query(url, _ONE_AT_A_TIME + sql, role=role)


def ensure(url: str, database: str) -> None:
    """Create a database with PostGIS where it lacks. Params: `url` is a maintenance connection."""
    sql = """
    SELECT format('CREATE DATABASE %I', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name')
    \\gexec
    """
    query(url, _ONE_AT_A_TIME + sql, name=_plain(database))
    query(with_database(url, database), _ONE_AT_A_TIME + "CREATE EXTENSION IF NOT EXISTS postgis;")


def has_rows(url: str) -> bool:
    """Tell whether any table besides those of extensions holds a row."""
    sql = """
    SELECT coalesce(bool_or((xpath('/row/held/text()', query_to_xml(
        format('SELECT EXISTS (SELECT FROM %I.%I) AS held', n.nspname, c.relname), false, true, '')
    ))[1]::text::boolean), false)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e');
    """
    return query(url, sql) == [["t"]]


def postgis_version(url: str) -> str | None:
    """Return the version of PostGIS that the server offers, or None if it has none."""
    rows = query(url, "SELECT default_version FROM pg_available_extensions WHERE name = 'postgis';")
    return rows[0][0] if rows else None


def _plain(name: str) -> str:
    if not _PLAIN_NAME.fullmatch(name):
        raise OddDatabaseName(f"{name!r} is no plain database name.", "Use small letters, digits and _.")
    return name
