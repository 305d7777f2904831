"""Files that stay whole however a command ends: atomic writes, locks, fingerprints, logs."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

LARGEST_LOG_BYTES = 20_000_000


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file so that a reader sees the old text or the new, never a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


@contextmanager
def lock(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a lock on a file for the length of a `with` block; it ends with the process that holds it.

    Params: `wait` false makes a taken lock an error.
    Errors: BlockingIOError.
    """
    while True:
        with path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Another process may have removed the file while this one waited for it.
            if not path.exists() or path.stat().st_ino != os.fstat(file.fileno()).st_ino:
                continue
            yield
            return


@contextmanager
def turn(path: Path, waiting: str) -> Iterator[None]:
    """Hold a lock; if another process holds it, print `waiting` and wait."""
    with ExitStack() as held:
        try:
            held.enter_context(lock(path, wait=False))
        except BlockingIOError:
            print(waiting, flush=True)
            held.enter_context(lock(path))
        yield


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint(folders: Iterable[Path], *, contents: bool) -> str:
    """Return a mark that changes when a file below the folders changes; missing folders count as empty.

    Params: `contents` true reads every file, false takes name, size and time of change, which is
    quick and errs towards "changed".
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if not path.is_file() or "__pycache__" in path.parts:
                continue
            found = path.stat()
            mark = sha256_of(path) if contents else f"{found.st_size} {found.st_mtime_ns}"
            digest.update(f"{path.relative_to(folder.parent)} {mark}\n".encode())
    return digest.hexdigest()


def start_log(path: Path) -> Path:
    """Make a log's folder, put an over-long log aside as `.1`, and return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
        path.replace(path.with_name(path.name + ".1"))
    return path


def tail(path: Path, lines: int = 15) -> str:
    """Return the last lines of a text file; empty if there is no file."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 65_536))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])
    except FileNotFoundError:
        return ""
