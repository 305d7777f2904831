"""Finds PostgreSQL's programs and runs them as the user that PostgreSQL accepts."""

from __future__ import annotations

import os
import pwd
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from operate.errors import OperateError

SEARCH_ROOT = Path("/usr/lib/postgresql")


class PostgresqlMissing(OperateError):
    """No PostgreSQL server with PostGIS is installed."""


class CommandFailed(OperateError):
    """One of PostgreSQL's programs ended with an error; the fact holds the end of its output."""


@dataclass(frozen=True)
class SystemUser:
    """An account of this machine: the one that a database server runs as."""

    name: str
    uid: int
    gid: int


def _search_root() -> Path:
    return Path(os.environ.get("ALUEKARTTA_POSTGRES_ROOT", SEARCH_ROOT))


def installed_servers() -> list[Path]:
    """Return the bin folders that hold a server, oldest version first, with PostGIS or without."""
    found = [
        folder / "bin"
        for folder in _search_root().glob("*")
        if re.fullmatch(r"\d+", folder.name) and (folder / "bin" / "postgres").exists()
    ]
    return sorted(found, key=lambda folder: int(folder.parent.name))


def has_postgis(binaries: Path) -> bool:
    """Tell whether the server in this bin folder has the PostGIS extension's control file beside it."""
    version = binaries.parent.name
    # Reckoned from the bin folder, not from "/": unpacked packages work from any folder.
    share = binaries.parents[3] / "share" / "postgresql" / version
    return (share / "extension" / "postgis.control").exists()


def find_binaries(version: int | None = None) -> Path:
    """Return the bin folder of the newest server that has PostGIS.

    Params: `version` asks for one major version, which an existing cluster needs.
    Errors: PostgresqlMissing, which says whether the server or PostGIS lacks.
    """
    servers = installed_servers()
    fitting = [one for one in servers if version is None or int(one.parent.name) == version]
    for binaries in reversed(fitting):
        if has_postgis(binaries):
            return binaries
    wanted = f"PostgreSQL {version}" if version else "PostgreSQL"
    lacking = f"PostGIS for {wanted}" if fitting else wanted
    raise PostgresqlMissing(
        f"{lacking} is not installed.",
        "Run ./aluekartta up as root or with sudo: it installs what is missing.",
    )


def server_user(data: Path) -> SystemUser | None:
    """Return the account that the server of a data folder must run as; None means the present one.

    PostgreSQL refuses root, so root hands over to the folder's owner or, before there is a folder, to
    the account `postgres`.
    Errors: PostgresqlMissing if root needs that account and it does not exist.
    """
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        entry = pwd.getpwuid(data.stat().st_uid)
    else:
        try:
            entry = pwd.getpwnam("postgres")
        except KeyError:
            raise PostgresqlMissing(
                "The system account postgres does not exist, so PostgreSQL is not installed yet.",
                "Run ./aluekartta up: it installs PostgreSQL.",
            ) from None
    return SystemUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def quiet_environment() -> dict[str, str]:
    """Return an environment for PostgreSQL's programs: no PG* of the caller's, one known locale."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_")) and name not in ("LANG", "LANGUAGE")
    }
    return kept | {"LC_ALL": "C.UTF-8"}


def run(
    command: Sequence[object], user: SystemUser | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end as `user` (None: the present one) and return it with its output.

    Errors: CommandFailed with the last lines that it printed.
    """
    # "/" because the account of the server may not be able to reach the caller's folder.
    done = subprocess.run(
        [str(part) for part in command],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=quiet_environment(),
        **as_user(user),
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-12:]
        raise CommandFailed(f"{Path(str(command[0])).name} failed: " + "\n".join(said))
    return done


def as_user(user: SystemUser | None) -> dict[str, Any]:
    """Return the keyword arguments that make `subprocess` run a program as `user`."""
    if user is None or user.uid == os.geteuid():
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def find_client(name: str) -> Path:
    """Return one of PostgreSQL's client programs (psql, pg_dump, pg_restore), the newest installed.

    Errors: PostgresqlMissing.
    """
    found = [path for path in _search_root().glob(f"*/bin/{name}") if path.parent.parent.name.isdigit()]
    if not found:
        raise PostgresqlMissing(f"PostgreSQL's program {name} is not installed.", "Run ./aluekartta up.")
    return max(found, key=lambda path: int(path.parent.parent.name))
