"""`backup`: one tar file with the database, the uploads and a manifest to check them by."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from operate import databases, files, postgres, settings
from operate.contents import Snapshot
from operate.errors import OperateError
from operate.paths import Places
from operate.steps import step

MANIFEST = "manifest.json"
DUMP = "database.dump"
ROLES = "roles.sql"
SECRET_KEY = "secret_key"  # noqa: S105 (a file's name)
UPLOADS = "uploads"
FORMAT = 1


class BackupExists(OperateError):
    """The file is there already: a backup never overwrites another."""


def write(places: Places, target: Path) -> None:
    """Write a backup of the database in use and of the uploads.

    The dump and the counts and hashes in the manifest show the same moment of the database. Uploads are
    read after it, so every file that a row names is in. The file is for its owner's eyes only and gets
    its name when it is whole.
    Errors: BackupExists, CommandFailed, OSError.
    """
    if target.exists():
        raise BackupExists(f"{target} exists already.", "Choose another name, or remove it.")
    url = settings.database_url(places)
    with (
        step(f"Writing {target.name}") as now,
        tempfile.TemporaryDirectory(prefix=".aluekartta-backup-", dir=target.parent) as scratch,
    ):
        work = Path(scratch)
        with Snapshot(url) as snapshot:
            now.detail = "dumping the database"
            dump = [postgres.find_client("pg_dump"), "-Fc", "--snapshot", snapshot.name, "-f", work / DUMP]
            postgres.run([*dump, "-d", url])
            now.detail = "counting and hashing rows"
            tables = snapshot.contents()
        (work / ROLES).write_text(_roles(url))
        if not settings.external_url():
            (work / SECRET_KEY).write_text(places.secret_key() + "\n")
        manifest = _about(places, url) | {"tables": tables, "files": {}}
        now.detail = "packing"
        _pack(places, work, manifest)
        (work / "whole.tar").replace(target)
        rows = sum(table["rows"] for table in tables.values())
        uploads = sum(name.startswith(UPLOADS) for name in manifest["files"])
        now.outcome = f"{rows} rows of {len(tables)} tables and {uploads} uploads"


def _pack(places: Places, work: Path, manifest: dict[str, Any]) -> None:
    whole = work / "whole.tar"
    whole.touch(0o600)
    with tarfile.open(whole, "w") as archive:
        for name, path in _parts(places, work):
            # Hashed as packed: a file that changes in between would not fit its hash.
            copy = work / "part"
            shutil.copyfile(path, copy)
            manifest["files"][name] = {"bytes": copy.stat().st_size, "sha256": files.sha256_of(copy)}
            archive.add(copy, name)
        (work / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False))
        archive.add(work / MANIFEST, MANIFEST)


def _parts(places: Places, work: Path) -> Iterator[tuple[str, Path]]:
    for name in (DUMP, ROLES, SECRET_KEY):
        if (work / name).exists():
            yield name, work / name
    for path in sorted(places.uploads.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{UPLOADS}/{path.relative_to(places.uploads)}", path


def _about(places: Places, url: str) -> dict[str, Any]:
    project = tomllib.loads((places.root / "pyproject.toml").read_text())["project"]
    versions = databases.query(url, "SELECT current_setting('server_version'), postgis_lib_version();")[0]
    return {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "aluekartta": project["version"],
        "commit": _commit(places),
        "postgresql": versions[0],
        "postgis": versions[1],
        "city": places.stamp("city") or "none",
        "database_settings": _database_settings(url),
    }


def _commit(places: Places) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    command = [git, "-C", str(places.root), "rev-parse", "HEAD"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or None


def _database_settings(url: str) -> list[list[str]]:
    """Settings tied to the database or to a role in it, which pg_dump leaves out: (role, name, value)."""
    sql = """
    SELECT coalesce(r.rolname, ''), split_part(one, '=', 1), substr(one, strpos(one, '=') + 1)
    FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) one
    WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY 1, 2;
    """
    return databases.query(url, sql)


def _roles(url: str) -> str:
    """SQL that brings back the service's roles, their settings and memberships, without passwords."""
    dumpall = [postgres.find_client("pg_dumpall"), "--roles-only", "--no-role-passwords", "-d", url]
    said = postgres.run(dumpall).stdout.splitlines()
    ours = re.compile(r"^((CREATE|ALTER) ROLE|GRANT) aluekartta_\w+[ ;]")
    return "\n".join(line for line in said if ours.match(line)) + "\n"
