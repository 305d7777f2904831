"""The settings of the private cluster: one file that PostgreSQL's own configuration includes."""

from __future__ import annotations

import locale
from pathlib import Path

NAME = "aluekartta.conf"
_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
# Fast and unsafe: whatever a test wrote is lost with the machine, which is no loss.
_THROWAWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    # Each test has databases of its own: a connection to a new one need not load the library anew (13 ms).
    "shared_preload_libraries": "postgis-3",
    # A vacuum worker inside a template database would hold up its copying.
    "autovacuum": "off",
}


def text(run_directory: Path, port: int, shared_buffers: str, *, durable: bool) -> str:
    """Return the file's text.

    Params: `run_directory` holds the socket, whose name ends with `port`; `durable` false is for tests.
    """
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(run_directory),
        # No password guards the socket: only the server's own account (and root) may use it.
        "unix_socket_permissions": "0700",
        "port": str(port),
        "cluster_name": "aluekartta",
        "shared_buffers": shared_buffers,
        # Compiling costs more than it saves on queries of milliseconds.
        "jit": "off",
        "random_page_cost": "1.1",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    settings |= _DURABLE if durable else _THROWAWAY
    return "".join(f"{name} = '{_quoted(value)}'\n" for name, value in settings.items())


def locale_name() -> str:
    """Return C.UTF-8, or C where the system has no such locale.

    Both sort by code point, the same on every machine; with C only, letters outside ASCII have no upper
    case inside the database.
    """
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C.UTF-8"


def _quoted(value: str) -> str:
    return value.replace("'", "''")
