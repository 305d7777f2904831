"""An official imports a whole file of districts: report, approval, taking back; large files in the background."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from flask import Flask
from geoalchemy2.shape import to_shape
from sqlalchemy import select, text

from boundaries.models import Area, AreaVersion
from service.areas.upload import staging
from service.areas.upload.models import AreaImport, AreaImportFeature
from service.areas.upload.tasks import apply_area_import, read_area_import
from service.housekeeping import STATEMENTS, remove_old_files
from service.records import AuditEntry
from tests.boundaries.reading.making import feature, frame, geojson, geopackage, shapefile
from tests.conftest import Browser, TownDatabase
from tests.service.areas.test_facts import part

pytestmark = pytest.mark.usefixtures("notes_stay_right")

WEST, MIDDLE, EAST = part(0, 0, 1000, 1000), part(1000, 0, 2000, 1000), part(2000, 0, 3000, 1000)
BOW_TIE = shapely.Polygon([EAST.exterior.coords[i] for i in (0, 2, 1, 3, 0)])
Send = Callable[..., str]


@pytest.fixture(autouse=True)
def uploads(app: Flask, tmp_path: Path) -> Path:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], uploads=str(tmp_path / "uploads"))
    return tmp_path / "uploads" / staging.FOLDER


@pytest.fixture
def official(client: Browser) -> Browser:
    client.sign_in("official")
    return client


def send(client: Browser, content: bytes | Path, name: str = "alueet.geojson", kind: str = "district") -> str:
    data = content.read_bytes() if isinstance(content, Path) else content
    form = {"upload": (io.BytesIO(data), content.name if isinstance(content, Path) else name), "kind": kind}
    answer = client.send("/areas/import", form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    return str(answer.headers["Location"])


def districts(*shapes: Any, **values: list[Any]) -> bytes:
    names = values.get("nimi") or ["Länsi", "Keski", "Itä"]
    codes = values.get("koodi") or ["01", "02", "03"]
    rows = zip(shapes, names, codes, strict=False)
    return geojson([feature(shape, nimi=name, namn=f"{name} (sv)", koodi=code) for shape, name, code in rows])


def page(client: Browser, path: str) -> str:
    return str(client.get(path).get_data(as_text=True))


def mark(html: str) -> str:
    found = re.search(r'name="mark" value="(\w+)"', html)
    assert found
    return found[1]


COLUMNS = {"fi": "nimi", "sv": "namn", "code": "koodi"}


def approve(client: Browser, path: str, **more: Any) -> Any:
    return client.send(f"{path}/apply", {"mark": mark(page(client, path)), **COLUMNS, **more})


def current(town: TownDatabase, kind: str = "district") -> dict[str, tuple[Any, ...]]:
    with town.session() as db:
        rows = db.execute(
            select(Area, AreaVersion)
            .join(AreaVersion, AreaVersion.area_id == Area.id)
            .where(Area.kind == kind, AreaVersion.valid_to.is_(None))
        )
        return {
            area.names["fi"]: (area.code, area.state, version.number, round(to_shape(version.geom).area, -2))
            for area, version in rows
        }


def test_a_file_is_reported_on_and_then_imported_as_a_whole(
    official: Browser, town: TownDatabase, uploads: Path
) -> None:
    path = send(official, districts(WEST, MIDDLE, BOW_TIE))
    html = page(official, path)
    assert "2 uutta aluetta" in html and "1 odottaa korjausta" in html
    assert "risteää itsensä kanssa" in html and "Ota korjattu rajaus" in html
    assert current(town) == {}
    assert list(uploads.iterdir()) == []  # read, so the file is gone
    assert approve(official, path).status_code == 303
    assert current(town) == {"Länsi": ("01", "published", 1, 1e6), "Keski": ("02", "published", 1, 1e6)}
    assert "Alueet ovat käytössä" in page(official, path)
    with town.session() as db:
        area = db.scalars(select(Area).where(Area.code == "01", Area.kind == "district")).one()
        assert area.names == {"fi": "Länsi", "sv": "Länsi (sv)"} and area.source == "alueet.geojson"
        acts = list(db.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
        assert acts[-2:] == ["area.import.sent", "area.import.applied"]


def test_a_repair_is_taken_only_when_asked_for(official: Browser, town: TownDatabase) -> None:
    path = send(official, districts(BOW_TIE))
    answer = official.send(f"{path}/report", {**COLUMNS, "repair": ["1"]})
    html = answer.get_data(as_text=True)
    assert "1 uusi alue" in html
    assert official.send(f"{path}/apply", {"mark": mark(html), **COLUMNS, "repair": ["1"]}).status_code == 303
    assert current(town)["Länsi"] == ("01", "published", 1, 5e5)


def test_what_was_not_approved_is_not_done(official: Browser, town: TownDatabase) -> None:
    path = send(official, districts(WEST, MIDDLE, BOW_TIE))
    answer = approve(official, path, repair=["3"])  # a box ticked after the report
    assert answer.status_code == 200 and "on muuttunut" in answer.get_data(as_text=True)
    assert current(town) == {}


def test_the_same_code_changes_the_boundary_and_undoing_gives_the_old_one_back(
    official: Browser, town: TownDatabase
) -> None:
    first = send(official, districts(WEST, MIDDLE))
    approve(official, first)
    larger = part(0, 0, 1000, 1500)
    second = send(
        official, districts(larger, MIDDLE, EAST, nimi=["Länsi uusi", "Keski", "Itä"], koodi=["1", "2", "3"])
    )
    html = page(official, second)
    assert "Muuttaa alueen Länsi rajausta: 50 ha suurempi" in html
    assert "1 uusi alue" in html and "1 pysyy ennallaan" in html and "alkunollat" in html
    approve(official, second)
    assert current(town) == {
        "Länsi uusi": ("01", "published", 2, 1.5e6),
        "Keski": ("02", "published", 1, 1e6),
        "Itä": ("03", "published", 1, 1e6),
    }
    assert official.send(f"{second}/undo", {}).status_code == 303
    assert current(town) == {
        "Länsi": ("01", "published", 3, 1e6),
        "Keski": ("02", "published", 1, 1e6),
        "Itä": (None, "withdrawn", 1, 1e6),
    }
    again = send(official, districts(WEST, MIDDLE, EAST))
    assert "1 uusi alue" in page(official, again)
    # The first import's areas have changed since: taking it back would undo more than it did.
    answer = official.send(f"{first}/undo", {})
    assert answer.status_code == 409 and "Länsi" in answer.get_data(as_text=True)
    assert current(town)["Keski"][1] == "published"


def test_repeats_and_nameless_ones_are_told(official: Browser) -> None:
    html = page(official, send(official, districts(WEST, MIDDLE, koodi=["01", "01"])))
    assert "sama koodi tai nimi on jo edellä" in html
    nameless = geojson([feature(WEST, koodi=""), feature(MIDDLE, koodi="7")])
    html = page(official, send(official, nameless))
    assert "ei nimeä" in html and "1 uusi alue" in html


def test_without_codes_the_finnish_name_says_which_area_it_is(official: Browser, town: TownDatabase) -> None:
    shapes = [feature(WEST, nimi="Länsi")]
    path = send(official, geojson(shapes))
    official.send(f"{path}/apply", {"mark": mark(page(official, path)), "fi": "nimi"})
    path = send(official, geojson([feature(part(0, 0, 1000, 900), nimi="Länsi")]))
    assert "Muuttaa alueen Länsi rajausta" in page(official, path)


def test_a_missing_system_is_asked_and_the_file_waits(
    official: Browser, town: TownDatabase, tmp_path: Path, uploads: Path
) -> None:
    made = frame([WEST], 3881, nimi=["Länsi"], koodi=["01"])
    path = send(official, shapefile(tmp_path, made, without=(".prj",)))
    html = page(official, path)
    assert "Valitse järjestelmä" in html and len(list(uploads.iterdir())) == 1
    options = re.findall(r'<option value="(\d+)"', html)
    assert options[0] == "3881"
    official.send(f"{path}/answer", {"upload_crs": "3881"})
    assert "GK27FIN" in page(official, path) and list(uploads.iterdir()) == []
    approve(official, path)
    assert current(town)["Länsi"][3] == pytest.approx(1e6, rel=1e-3)


def test_several_layers_are_asked(official: Browser, tmp_path: Path) -> None:
    geopackage(tmp_path, frame([WEST], nimi=["Länsi"]), "yksi")
    path = send(official, geopackage(tmp_path, frame([EAST], nimi=["Itä"]), "kaksi"))
    assert "kaksi" in page(official, path)
    official.send(f"{path}/answer", {"upload_layer": "kaksi"})
    assert "Itä" in page(official, path)


def test_a_file_that_cannot_be_used_says_why_and_can_be_discarded(
    official: Browser, town: TownDatabase, uploads: Path
) -> None:
    path = send(official, b"<OGRVRTDataSource/>")
    assert "sisältö on jotakin muuta" in page(official, path) and list(uploads.iterdir()) == []
    assert official.send(f"{path}/discard", {}).headers["Location"] == "/areas/import"
    assert official.get(path).status_code == 404


@pytest.mark.parametrize("role", [None, "moderator"])
def test_only_planners_and_officials_import(client: Browser, role: str | None) -> None:
    if role:
        client.sign_in(role)
    expected = 403 if role else 401
    assert client.get("/areas/import").status_code == expected
    form = {"upload": (io.BytesIO(b"{}"), "a.geojson"), "kind": "district"}
    assert client.send("/areas/import", form, content_type="multipart/form-data").status_code == expected


def test_statistical_units_are_not_imported_here(official: Browser) -> None:
    form = {"upload": (io.BytesIO(b"{}"), "a.geojson"), "kind": "postal"}
    assert official.send("/areas/import", form, content_type="multipart/form-data").status_code == 422


@pytest.fixture
def worker(town: TownDatabase, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings that the worker reads."""
    for name, value in (
        ("DATABASE_URL", town.settings.database_url),
        ("SERVICE_DATABASE_URL", town.settings.service_database_url),
        ("PUBLIC_DATABASE_URL", town.settings.public_database_url),
        ("ALUEKARTTA_SECRET_KEY", town.settings.secret_key),
        ("ALUEKARTTA_UPLOADS", app.config["SETTINGS"].uploads),
    ):
        monkeypatch.setenv(name, value)


def jobs(town: TownDatabase) -> list[Any]:
    with town.session() as db:
        return list(db.execute(text("SELECT task_name, args FROM jobs.procrastinate_jobs ORDER BY id")))


def test_a_large_file_is_read_and_imported_in_the_background(
    official: Browser, town: TownDatabase, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.areas.upload.import_routes.READ_AT_ONCE_BYTES", 100)
    monkeypatch.setattr("service.areas.upload.import_routes.AT_ONCE", 1)
    path = send(official, districts(WEST, MIDDLE))
    assert 'http-equiv="refresh"' in page(official, path)
    ((name, args),) = jobs(town)
    assert name == "read_area_import"
    read_area_import(**args)
    assert "2 uutta aluetta" in page(official, path)
    approve(official, path)
    assert "Tuodaan" in page(official, path) and current(town) == {}
    name, args = jobs(town)[-1]
    assert name == "apply_area_import"
    apply_area_import(**args)
    assert set(current(town)) == {"Länsi", "Keski"}
    apply_area_import(**args)  # a job that comes twice does nothing
    assert {one[2] for one in current(town).values()} == {1}


def test_what_was_changed_while_it_waited_is_said(
    official: Browser, town: TownDatabase, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.areas.upload.import_routes.AT_ONCE", 1)
    first = send(official, districts(WEST, MIDDLE))
    approve(official, first)
    (_name, args) = jobs(town)[-1]
    apply_area_import(**{**args, "mark": "of another report"})
    assert current(town) == {}
    assert "Jotain muuttui sillä välin" in page(official, first)
    approve(official, first)
    assert "Jotain muuttui sillä välin" not in page(official, first), "it is told once"
    (_name, args) = jobs(town)[-1]
    apply_area_import(**args)
    assert set(current(town)) == {"Länsi", "Keski"}


def test_a_body_over_the_usual_limit_is_taken_from_officials_alone(client: Browser, official: Browser) -> None:
    from werkzeug.datastructures import FileStorage
    from werkzeug.test import encode_multipart

    def answer(token: str) -> int:
        fields = {
            "csrf_token": token,
            "idempotency_key": os.urandom(16).hex(),
            "kind": "district",
            "upload": FileStorage(io.BytesIO(b"{" + b" " * (9 * 1024 * 1024)), "suuri.geojson"),
        }
        boundary, body = encode_multipart(fields)
        kind = f"multipart/form-data; boundary={boundary}"
        return official.post("/areas/import", data=body, content_type=kind).status_code

    assert answer(official.token()) == 303
    official.send("/sign-out", {})
    assert answer(official.token()) == 413


def test_files_and_reports_are_forgotten_after_a_week(official: Browser, town: TownDatabase, uploads: Path) -> None:
    path = send(official, districts(WEST))
    with town.session() as db:
        db.execute(text("UPDATE service.area_import SET created_at = now() - interval '8 days'"))
        for statement in STATEMENTS:
            db.execute(text(statement))
        db.commit()
        assert db.scalars(select(AreaImport)).all() == []
        assert db.scalars(select(AreaImportFeature)).all() == []
    assert official.get(path).status_code == 404
    for name, age in (("vanha", 8 * 86_400), ("uusi", 60)):
        (uploads / name).write_bytes(b"x")
        os.utime(uploads / name, (time.time() - age,) * 2)
    remove_old_files(uploads, 7 * 86_400)
    assert [one.name for one in uploads.iterdir()] == ["uusi"]
