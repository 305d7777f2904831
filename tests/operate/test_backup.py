"""A backup that cannot be restored is none: write it, lose everything, restore it, compare it all."""

from __future__ import annotations

import argparse
import json
import tarfile
import threading
from pathlib import Path

import pytest

from operate import backup, commands, contents, databases, postgres, restore, settings
from operate.paths import Places
from operate.up import prepare_database

# One of everything whose text could come back differently, and what pg_dump alone leaves behind.
DATA = r"""
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE SCHEMA town; CREATE SCHEMA "Odd; name";
CREATE TABLE town.areas (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, geom geometry(MultiPolygon, 3067) NOT NULL,
    area_m2 double precision GENERATED ALWAYS AS (ST_Area(geom)) STORED, drawn_at timestamptz NOT NULL,
    share numeric, facts jsonb, tags text[], span interval, picture bytea);
INSERT INTO town.areas (name, geom, drawn_at, share, facts, tags, span, picture)
SELECT format('Alue %s åäö "x"', i),
       ST_Multi(ST_Buffer(ST_SetSRID(ST_MakePoint(500000.1 + i / 3.0, 6900000.7 + i), 3067), 1 + i / 7.0)),
       '2026-03-29 02:59:59.123456+02'::timestamptz + i * interval '7 minutes',
       CASE WHEN i % 5 = 0 THEN 'NaN' WHEN i % 5 = 1 THEN NULL ELSE i / 7.0 END,
       jsonb_build_object('n', i, 'text', E'a\tb\n'), ARRAY['a', NULL, 'c,d'], i * interval '1 month 1 second',
       decode(md5(i::text), 'hex')
FROM generate_series(1, 400) i;
CREATE INDEX ON town.areas USING gist (geom);
CREATE TABLE town.pins (id bigint, at date NOT NULL, geom geometry(Point, 3067)) PARTITION BY RANGE (at);
CREATE TABLE town.pins_2025 PARTITION OF town.pins FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE town.pins_2026 PARTITION OF town.pins FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO town.pins SELECT i, '2025-06-01'::date + i % 500, ST_SetSRID(ST_MakePoint(i, i / 3.0), 3067)
FROM generate_series(1, 2000) i;
CREATE TABLE "Odd; name"."a table's %I" (one int, t text);
INSERT INTO "Odd; name"."a table's %I" VALUES (1, 'same'), (1, 'same'), (NULL, NULL);
CREATE TABLE town.empty (id int);
CREATE VIEW town.public_areas AS SELECT id, name FROM town.areas WHERE id < 100;
GRANT USAGE ON SCHEMA town TO aluekartta_public; GRANT SELECT ON town.public_areas TO aluekartta_public;
ALTER TABLE town.pins_2025 ENABLE ROW LEVEL SECURITY; ALTER TABLE town.pins_2025 FORCE ROW LEVEL SECURITY;
CREATE POLICY nobody ON town.pins_2025 USING (false);
ALTER ROLE aluekartta_public SET statement_timeout = '2s';
ALTER DATABASE aluekartta SET search_path = town, public;
ALTER ROLE aluekartta_service IN DATABASE aluekartta SET lock_timeout = '3s';
"""


@pytest.fixture
def town(running: Places) -> Places:
    databases.query(running.cluster.url(), DATA)
    (running.uploads / "photos").mkdir(parents=True)
    (running.uploads / "photos" / "järvi ranta.bin").write_bytes(bytes(range(256)) * 2000)
    (running.uploads / "empty").touch()
    return running


def uploads_of(places: Places) -> dict[str, bytes]:
    found = [path for path in places.uploads.rglob("*") if path.is_file()]
    return {str(path.relative_to(places.uploads)): path.read_bytes() for path in found}


def lose_everything(places: Places) -> None:
    """Delete cluster, uploads and key, as a lost disk would, and start from nothing."""
    commands.reset(argparse.Namespace(yes=True))
    (places.home / "secret_key").unlink()
    prepare_database(places)


@pytest.fixture(autouse=True)
def commands_use_these(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALUEKARTTA_DATA", str(places.home))


def test_everything_comes_back_equal(town: Places, folder: Path) -> None:
    url = town.cluster.url()
    before, uploads, key = contents.of_database(url), uploads_of(town), town.secret_key()
    assert before["town.areas"]["rows"] == 400
    assert before["town.pins_2025"]["rows"] + before["town.pins_2026"]["rows"] == 2000
    target = folder / "town.tar"
    commands.backup(argparse.Namespace(file=str(target)))
    assert target.stat().st_mode & 0o777 == 0o600

    lose_everything(town)
    assert contents.of_database(url) == {}
    commands.restore(argparse.Namespace(file=str(target), yes=False))

    assert contents.of_database(url) == before
    assert uploads_of(town) == uploads
    assert town.secret_key() == key
    whole = "SELECT count(*), round(sum(area_m2)::numeric, 6), bool_and(ST_SRID(geom) = 3067) FROM areas;"
    assert databases.query(url, whole)[0][0::2] == ["400", "t"]
    assert databases.query(
        url, "INSERT INTO areas (name, geom, drawn_at) SELECT 'new', geom, now() FROM areas LIMIT 1 RETURNING id;"
    ) == [["401"]]
    public = town.cluster.url(user="aluekartta_public")
    assert databases.query(public, "SELECT count(*) FROM public_areas; SHOW statement_timeout;") == [["99"], ["2s"]]
    with pytest.raises(postgres.CommandFailed, match="permission denied"):
        databases.query(public, "SELECT * FROM areas;")
    service = town.cluster.url(user="aluekartta_service")
    assert databases.query(service, "SHOW lock_timeout;") == [["3s"]]


def test_a_database_with_rows_is_not_replaced_unasked(town: Places, folder: Path) -> None:
    target = folder / "town.tar"
    commands.backup(argparse.Namespace(file=str(target)))
    databases.query(town.cluster.url(), "INSERT INTO empty VALUES (1);")
    with pytest.raises(commands.NotConfirmed):
        commands.restore(argparse.Namespace(file=str(target), yes=False))
    assert databases.query(town.cluster.url(), "SELECT count(*) FROM empty;") == [["1"]]
    commands.restore(argparse.Namespace(file=str(target), yes=True))
    assert databases.query(town.cluster.url(), "SELECT count(*) FROM empty;") == [["0"]]
    with pytest.raises(backup.BackupExists):
        commands.backup(argparse.Namespace(file=str(target)))


def test_a_backup_made_while_people_write_fits_its_own_manifest(town: Places, folder: Path) -> None:
    url, stop, written = town.cluster.url(), threading.Event(), []

    def keep_writing() -> None:
        while not stop.is_set():
            databases.query(url, "INSERT INTO empty SELECT generate_series(1, 50);")
            written.append(50)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        commands.backup(argparse.Namespace(file=str(folder / "busy.tar")))
    finally:
        stop.set()
        writer.join()
    assert len(written) > 2
    commands.restore(argparse.Namespace(file=str(folder / "busy.tar"), yes=True))
    assert int(databases.query(url, "SELECT count(*) FROM empty;")[0][0]) <= sum(written)


def test_a_difference_in_one_value_is_seen(town: Places) -> None:
    url = town.cluster.url()
    before = contents.of_database(url)
    databases.query(url, "UPDATE areas SET name = name || '.' WHERE id = 7; DELETE FROM pins_2026 WHERE id % 9 = 0;")
    said = contents.differences(before, contents.of_database(url))
    assert len(said) == 2
    assert "town.areas has as many rows but other contents" in said[0]
    assert "town.pins_2026 has" in said[1]


def repacked(target: Path, change: dict[str, bytes]) -> Path:
    """Return a copy of a backup in which some files hold other bytes."""
    other = target.with_name("changed.tar")
    unpacked = target.with_name("unpacked")
    with tarfile.open(target) as archive:
        archive.extractall(unpacked)  # noqa: S202 (made a moment ago by the code under test)
        names = archive.getnames()
    for name, data in change.items():
        (unpacked / name).write_bytes(data)
    with tarfile.open(other, "w") as archive:
        for name in names:
            archive.add(unpacked / name, name)
    return other


def test_damaged_foreign_and_hostile_files_are_refused_and_change_nothing(town: Places, folder: Path) -> None:
    url, before = town.cluster.url(), contents.of_database(town.cluster.url())
    target = folder / "town.tar"
    commands.backup(argparse.Namespace(file=str(target)))
    with tarfile.open(target) as archive:
        archive.extractall(folder / "parts")  # noqa: S202 (made a moment ago by the code under test)
    manifest = json.loads((folder / "parts" / backup.MANIFEST).read_text())
    dump = (folder / "parts" / backup.DUMP).read_bytes()
    wrong_rows = json.loads(json.dumps(manifest))
    wrong_rows["tables"]["town.areas"]["rows"] += 1
    outside = json.loads(json.dumps(manifest))
    outside["files"]["uploads/../../outside"] = outside["files"]["uploads/empty"]
    (folder / "text.tar").write_text("no archive")
    (folder / "half.tar").write_bytes(target.read_bytes()[:200_000])
    cases = {
        "damaged": (repacked, {backup.DUMP: dump[:-9] + b"x" * 9}, restore.NoBackup),
        "other rows": (repacked, {backup.MANIFEST: json.dumps(wrong_rows).encode()}, restore.RestoredDiffers),
        "outside": (repacked, {backup.MANIFEST: json.dumps(outside).encode()}, restore.NoBackup),
    }
    for make, change, error in cases.values():
        with pytest.raises(error):
            commands.restore(argparse.Namespace(file=str(make(target, change)), yes=True))
    for name in ("text.tar", "half.tar", "nowhere.tar"):
        with pytest.raises(restore.NoBackup):
            commands.restore(argparse.Namespace(file=str(folder / name), yes=True))
    assert contents.of_database(url) == before
    assert not (folder / "outside").exists()
    assert not databases.exists(url, "aluekartta_restoring")


def test_an_existing_server_is_backed_up_and_restored_too(
    town: Places, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = town.cluster.url()
    monkeypatch.setenv("DATABASE_URL", url.replace("postgresql:", "postgresql+psycopg:"))
    assert settings.database_url(town) == url
    before = contents.of_database(url)
    commands.backup(argparse.Namespace(file=str(folder / "there.tar")))
    databases.query(url, "TRUNCATE town.areas;")
    commands.restore(argparse.Namespace(file=str(folder / "there.tar"), yes=True))
    assert contents.of_database(url) == before


ERASURES = """
CREATE SCHEMA service;
CREATE TABLE service.erasure (thing_id uuid PRIMARY KEY, kind text, takes_back bool DEFAULT false,
                              erased_at timestamptz DEFAULT now());
"""
ERASED = "INSERT INTO service.erasure (thing_id, kind) VALUES ('7a0a6a5e-0000-4000-8000-00000000000{n}', 'person');"


def test_a_restore_keeps_the_list_of_who_was_forgotten_since(town: Places, folder: Path) -> None:
    url, listed = town.cluster.url(), town.uploads / "erasures" / "list.jsonl"
    databases.query(url, ERASURES + ERASED.format(n=1))
    target = folder / "town.tar"
    commands.backup(argparse.Namespace(file=str(target)))
    databases.query(url, ERASED.format(n=2))
    listed.parent.mkdir()
    listed.write_text('{"thing_id": "7a0a6a5e-0000-4000-8000-000000000003", "kind": "pin"}\n{"thing_id": "cut o')
    commands.restore(argparse.Namespace(file=str(target), yes=True))
    assert databases.query(url, "SELECT count(*) FROM service.erasure;") == [["1"]]
    kept = [json.loads(line)["thing_id"][-1] for line in listed.read_text().splitlines()]
    assert sorted(kept) == ["1", "2", "3"]
