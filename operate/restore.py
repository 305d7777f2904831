"""`restore`: puts a backup in place once it has proven to be what was saved."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from pathlib import Path, PurePosixPath
from typing import IO, Any

from operate import backup, contents, databases, erasures, files, postgres, settings
from operate.errors import OperateError
from operate.paths import Places
from operate.steps import Step, step

_SINGLE_FILES = (backup.DUMP, backup.ROLES, backup.SECRET_KEY)


class NoBackup(OperateError):
    """The file is no whole backup that this version reads."""


class RestoredDiffers(OperateError):
    """What came back is not what was saved; nothing that was there before has been touched."""


def check_file(archive: Path) -> Path:
    """Return the path of a file that is a backup by its manifest. Errors: NoBackup."""
    try:
        with tarfile.open(archive) as opened:
            manifest = _manifest(opened)
    except FileNotFoundError:
        raise NoBackup(f"{archive} does not exist.") from None
    except (tarfile.TarError, KeyError, json.JSONDecodeError, OSError) as error:
        raise NoBackup(f"{archive} is no backup, or not a whole one ({error}).") from None
    if manifest.get("format") != backup.FORMAT:
        raise NoBackup(f"{archive} has the format {manifest.get('format')}; this version reads {backup.FORMAT}.")
    return archive


def read(places: Places, archive: Path) -> None:
    """Restore database and uploads beside what is there, compare with the manifest, then swap them in.

    Errors: NoBackup (a file in it is damaged), RestoredDiffers, CommandFailed. Until the swap nothing
    that was there is touched; the database is swapped in one transaction.
    """
    work = places.home / "restore.new"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    try:
        with step(f"Unpacking {archive.name}"), tarfile.open(archive) as opened:
            manifest = _manifest(opened)
            _unpack(opened, manifest, work)
        url = settings.database_url(places)
        with step("Restoring the database") as now:
            successor = _restore_database(now, url, work, manifest)
        with step("Putting it in place") as now:
            erasures.add(erasures.known_now(url, places.uploads), work / backup.UPLOADS)
            databases.replace(databases.with_database(url, "postgres"), databases.name_in(url), successor)
            _put_files(places, work)
            _set_stamps(places, manifest)
            rows = sum(table["rows"] for table in manifest["tables"].values())
            now.outcome = f"{rows} rows, all counts and contents equal to the backup"
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _manifest(opened: tarfile.TarFile) -> dict[str, Any]:
    member = opened.extractfile(backup.MANIFEST)
    found = json.load(_present(member, backup.MANIFEST))
    if not isinstance(found, dict):
        raise KeyError(backup.MANIFEST)
    return found


def _present(member: IO[bytes] | None, name: str) -> IO[bytes]:
    if member is None:
        raise NoBackup(f"{name} in the backup is not a plain file.")
    return member


def _unpack(opened: tarfile.TarFile, manifest: dict[str, Any], work: Path) -> None:
    """Write the files that the manifest names, and no others, and check each one's hash."""
    for name, saved in manifest["files"].items():
        parts = PurePosixPath(name).parts
        known = parts[0] == backup.UPLOADS if len(parts) > 1 else name in _SINGLE_FILES
        # Never trust a path out of a file: it must stay inside the folder it is unpacked to.
        if not known or ".." in parts or name.startswith("/"):
            raise NoBackup(f"The backup names a file that cannot be one of ours: {name}")
        path = work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            source = _present(opened.extractfile(name), name)
        except KeyError:
            raise NoBackup(f"The backup lacks {name}.") from None
        with source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        if files.sha256_of(path) != saved["sha256"]:
            raise NoBackup(f"{name} in the backup is damaged: its hash is not the saved one.")


def _restore_database(now: Step, url: str, work: Path, manifest: dict[str, Any]) -> str:
    maintenance = databases.with_database(url, "postgres")
    successor = f"{databases.name_in(url)}_restoring"
    databases.drop(maintenance, successor)
    if not settings.external_url():
        _restore_roles(maintenance, (work / backup.ROLES).read_text())
    databases.create(maintenance, successor, template="template0")
    new_url = databases.with_database(url, successor)
    options = ["--exit-on-error", "--jobs", str(min(4, os.cpu_count() or 1))]
    postgres.run([postgres.find_client("pg_restore"), *options, "-d", new_url, work / backup.DUMP])
    for role, name, value in manifest["database_settings"]:
        _set_on_database(new_url, role, name, value)
    now.detail = "comparing it with what was saved"
    wrong = contents.differences(manifest["tables"], contents.of_database(new_url))
    if wrong:
        databases.drop(maintenance, successor)
        raise RestoredDiffers("The restored database is not what was saved: " + "; ".join(wrong) + ".")
    databases.query(new_url, "ANALYZE;")
    return successor


def _restore_roles(url: str, sql: str) -> None:
    there = {row[0] for row in databases.query(url, "SELECT rolname FROM pg_roles;")}
    for line in sql.splitlines():
        words = line.rstrip(";").split()
        if words[:2] == ["CREATE", "ROLE"] and words[2] in there:
            continue
        databases.query(url, line)


def _set_on_database(url: str, role: str, name: str, value: str) -> None:
    # FROM CURRENT takes lists such as search_path as they are; quoting would make them one name.
    sql = """
    SELECT set_config(:'name', :'value', false);
    SELECT format('ALTER %s SET %I FROM CURRENT',
        CASE WHEN :'role' = '' THEN format('DATABASE %I', current_database())
             ELSE format('ROLE %I IN DATABASE %I', :'role', current_database()) END, :'name')
    \\gexec
    """
    databases.query(url, sql, role=role, name=name, value=value)


def _put_files(places: Places, work: Path) -> None:
    before = places.home / "uploads.before"
    shutil.rmtree(before, ignore_errors=True)
    (work / backup.UPLOADS).mkdir(exist_ok=True)
    if places.uploads.exists():
        places.uploads.rename(before)
    (work / backup.UPLOADS).rename(places.uploads)
    shutil.rmtree(before, ignore_errors=True)
    if (work / backup.SECRET_KEY).exists() and not settings.external_url():
        # Links and sessions of the saved service are signed with the saved key.
        files.write_whole(places.home / "secret_key", (work / backup.SECRET_KEY).read_text(), 0o600)


def _set_stamps(places: Places, manifest: dict[str, Any]) -> None:
    """An older backup may need migrations, a demo its newest rows; a real city must get no demo."""
    places.set_stamp("migrated", None)
    places.set_stamp("demo", None)
    places.set_stamp("city", str(manifest["city"]))
