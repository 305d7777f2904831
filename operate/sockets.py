"""Sockets, lock files and folders as the kernel sees them: who works where, and what fits a path."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
from pathlib import Path

from operate.errors import OperateError
from operate.postgres import SystemUser, as_user

# sockaddr_un.sun_path holds 108 bytes with the closing zero; PostgreSQL ends itself beyond that.
LONGEST_SOCKET_PATH = 107


class SocketFolderTaken(OperateError):
    """The short folder for the socket belongs to somebody else."""


def socket_directory(wanted: Path, port: int) -> Path:
    """Return `wanted`, or a short private folder if its socket's path would be too long.

    PostgreSQL reads a comma as the end of a folder's name, so a path with one goes the same way.
    The short folder depends on `wanted` alone, so that every process finds the same one.
    Errors: SocketFolderTaken.
    """
    socket = wanted / f".s.PGSQL.{port}"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH and not set(str(wanted)) & set(',"\\'):
        return wanted
    mark = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
    # Not tempfile.gettempdir(): TMPDIR differs between an operator's shells, and may be long itself.
    base = Path("/run" if os.geteuid() == 0 else "/tmp")  # noqa: S108
    short = base / f"aluekartta-{os.geteuid()}-{mark}"
    _refuse_stranger(short)
    return short


def _refuse_stranger(folder: Path) -> None:
    """Anyone may make names in /tmp: a folder that others own or may write to is not ours."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return
    ours = os.geteuid() in (0, found.st_uid)
    if not stat.S_ISDIR(found.st_mode) or not ours or found.st_mode & 0o022:
        raise SocketFolderTaken(
            f"{folder} is needed for the database's socket but is not a private folder of yours.",
            "Remove it, or move the checkout to a shorter path.",
        )


def works_in(pid: int, folder: Path) -> bool:
    """Tell whether a process runs with `folder` as its working folder, as PostgreSQL's processes do."""
    try:
        return (Path("/proc") / str(pid) / "cwd").samefile(folder)
    except OSError:
        return False


def clear_stale_lock(data: Path) -> None:
    """Remove a `postmaster.pid` that names a process which is no server of this data folder.

    After a restart of the machine its number often belongs to another program, and PostgreSQL would
    refuse to start. A lock is kept while any process at all works in the folder.
    """
    lock = data / "postmaster.pid"
    if not lock.exists():
        return
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    if any(works_in(pid, data) for pid in pids):
        return
    lines = lock.read_text().split("\n")
    lock.unlink()
    if len(lines) > 4 and lines[3] and lines[4]:
        (Path(lines[4]) / f".s.PGSQL.{lines[3]}.lock").unlink(missing_ok=True)


def is_reachable(folder: Path, user: SystemUser) -> bool:
    """Tell whether an account may enter a folder, which every folder above it must allow too."""
    tried = subprocess.run(["/usr/bin/test", "-x", str(folder)], cwd="/", check=False, **as_user(user))
    return tried.returncode == 0
