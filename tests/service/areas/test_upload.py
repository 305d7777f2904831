"""A file on the drawing page, by program and by form: what is in it, what is wrong with it, and as a drawing."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import shapely
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from boundaries.models import Area
from boundaries.reading import errors, findings
from geo.crs import METRIC
from geo.geometry import geometry_from_geojson
from service.areas.upload.words import FILE_SENTENCES, FINDING_SENTENCES, STOPPED_SENTENCES
from service.i18n import translations
from service.web.geometry_words import SENTENCES
from tests.boundaries.reading.making import feature, frame, geojson, geopackage, shapefile
from tests.conftest import Browser, TownDatabase
from tests.service.areas.test_facts import part

AREA = part(200, 200, 1800, 1800)
NEXT = part(1800, 200, 2600, 1800)
BOW_TIE = shapely.Polygon([AREA.exterior.coords[i] for i in (0, 2, 1, 3, 0)])


def sent(content: bytes | Path, name: str = "a.geojson") -> tuple[io.BytesIO, str]:
    if isinstance(content, Path):
        return io.BytesIO(content.read_bytes()), content.name
    return io.BytesIO(content), name


def ask(client: Browser, file: tuple[io.BytesIO, str], **more: str) -> Any:
    # Encoded here: the client's own way leaves a temporary file of a large body open.
    boundary, body = encode_multipart({"upload": FileStorage(*file), "csrf_token": client.token(), **more})
    return client.post("/api/areas/upload", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def two_areas() -> bytes:
    return geojson([feature(AREA, nimi="Länsi"), feature(NEXT, nimi="Itä")])


def test_a_file_is_read_and_nothing_is_kept(client: Browser, town: TownDatabase) -> None:
    answer = ask(client, sent(two_areas()))
    assert answer.status_code == 200
    body = answer.get_json()
    assert [(one["name"], one["status"]) for one in body["features"]] == [("Länsi", "good"), ("Itä", "good")]
    assert body["summary"] == "Tiedostossa on 2 aluetta."
    assert geometry_from_geojson(body["features"][0]["geometry"]).symmetric_difference(AREA).area < 50
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(Area)) == 9


def test_one_bad_ring_is_listed_with_its_place_and_a_repair(client: Browser) -> None:
    content = geojson([feature(AREA, nimi="Ehjä"), feature(BOW_TIE, nimi="Rusetti")])
    good, bad = ask(client, sent(content)).get_json()["features"]
    assert good["findings"] == []
    assert bad["status"] == "repair" and bad["geometry"]["type"] == "MultiPolygon"
    (sentence,) = bad["findings"]
    assert sentence.startswith("Rajaus risteää itsensä kanssa lähellä paikkaa Testilän leikkipuisto.")
    assert "1,3 km² enemmän" in sentence


def test_joined_neighbours_have_no_line_between(client: Browser) -> None:
    shapes = [one["geometry"] for one in ask(client, sent(two_areas())).get_json()["features"]]
    answer = client.send_json("/api/areas/upload/join", {"geometries": shapes})
    joined = geometry_from_geojson(answer.get_json()["geometry"])
    assert shapely.get_num_geometries(joined) == 1
    assert joined.area == pytest.approx(AREA.area + NEXT.area, rel=1e-5)


def test_a_missing_system_is_asked_for_the_likeliest_first(client: Browser, tmp_path: Path) -> None:
    made = frame([AREA], 3881, nimi=["A"])
    path = shapefile(tmp_path, made, without=(".prj",))
    answer = ask(client, sent(path))
    assert answer.status_code == 422 and answer.content_type == "application/problem+json"
    question = answer.get_json()["ask"]
    assert question["name"] == "crs" and question["options"][0]["value"] == "3881"
    assert "GK27FIN" in question["options"][0]["label"] and "100" in question["options"][0]["label"]
    found = ask(client, sent(path), upload_crs="3881").get_json()["features"]
    assert geometry_from_geojson(found[0]["geometry"]).symmetric_difference(AREA).area < 50


def test_metres_called_degrees_and_swapped_axes_are_named(client: Browser) -> None:
    metres = geojson([feature(shapely.geometry.mapping(AREA))])
    answer = ask(client, sent(metres))
    assert answer.status_code == 422 and answer.get_json()["code"] == "metres_as_degrees"
    assert "metrejä" in answer.get_json()["detail"]
    assert answer.get_json()["ask"]["options"][0]["value"] == str(METRIC.epsg)
    turned = shapely.transform(METRIC.geometry_to_lonlat(AREA), lambda points: points[:, ::-1])
    answer = ask(client, sent(geojson([feature(shapely.geometry.mapping(turned))])))
    assert answer.get_json()["code"] == "swapped_axes"
    assert answer.get_json()["ask"]["is_swapped"]
    answer = ask(
        client, sent(geojson([feature(shapely.geometry.mapping(turned))])), upload_crs="4326", upload_swapped="1"
    )
    assert answer.status_code == 200


def test_the_old_system_says_how_sure_its_conversion_is(client: Browser, tmp_path: Path) -> None:
    answer = ask(client, sent(geopackage(tmp_path, frame([AREA], 2392, nimi=["A"]))))
    assert "KKJ / Finland zone 2 (EPSG:2392)" in answer.get_json()["remarks"][0]
    assert "0,5 m" in answer.get_json()["remarks"][0]


def test_several_layers_are_asked_for(client: Browser, tmp_path: Path) -> None:
    geopackage(tmp_path, frame([AREA], nimi=["A"]), "yksi")
    path = geopackage(tmp_path, frame([NEXT], nimi=["B"]), "kaksi")
    question = ask(client, sent(path)).get_json()["ask"]
    assert question["name"] == "layer" and {one["value"] for one in question["options"]} == {"yksi", "kaksi"}
    assert ask(client, sent(path), upload_layer="kaksi").get_json()["features"][0]["name"] == "B"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<OGRVRTDataSource/>", "a.geojson", "sisältö on jotakin muuta"),
        (b"", "a.geojson", "tyhjä"),
        (b"x", "a.pdf", "ei voi lukea"),
        (b" " * (2 * 1024 * 1024 + 1), "a.geojson", "2 megatavua"),
    ],
)
def test_refusals_are_sentences(client: Browser, content: bytes, name: str, words: str) -> None:
    answer = ask(client, sent(content, name))
    assert answer.status_code == 422
    assert words in answer.get_json()["detail"]


def test_no_file_and_too_many_files(client: Browser, app: Flask) -> None:
    answer = client.post("/api/areas/upload", data={"csrf_token": client.token()})
    assert answer.status_code == 422
    from dataclasses import replace

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], uploads_per_hour=1)
    codes = [ask(client, sent(two_areas())).status_code for _ in range(2)]
    assert codes == [200, 429]


def form(client: Browser, **fields: Any) -> Any:
    return client.send("/areas/upload", fields, content_type="multipart/form-data")


def hidden(html: str, name: str) -> str:
    import html as entities

    found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', html)
    assert found, name
    return entities.unescape(found[1])


def test_without_scripts_a_file_becomes_a_saved_area(client: Browser) -> None:
    page = form(client, upload=sent(two_areas()), upload_action="read", name="Meidän", description="Siksi.")
    html = page.get_data(as_text=True)
    assert page.status_code == 200
    assert 'value="Meidän"' in html and "Siksi." in html and "Länsi" in html
    kept = hidden(html, "upload_kept")
    page = form(client, upload_kept=kept, upload_pick=["1", "2"], upload_action="join", name="Meidän")
    html = page.get_data(as_text=True)
    assert "Rajaus on otettu tiedostosta" in html
    outline = hidden(html, "geometry")
    saved = client.send(
        "/areas", {"name": "Meidän", "geometry": outline, "upload": "", "upload_kept": kept, "upload_pick": ["1"]}
    )
    assert saved.headers["Location"] == "/areas/meidan"


def test_without_scripts_the_system_is_asked_and_the_file_kept(client: Browser, tmp_path: Path) -> None:
    path = shapefile(tmp_path, frame([AREA], 3881, nimi=["Ranta"]), without=(".prj",))
    page = form(client, upload=sent(path), upload_action="read")
    html = page.get_data(as_text=True)
    assert page.status_code == 422 and 'name="upload_crs"' in html
    page = form(client, upload_kept=hidden(html, "upload_kept"), upload_crs="3881", upload_action="read")
    html = page.get_data(as_text=True)
    assert page.status_code == 200 and "Ranta" in html
    outline = geometry_from_geojson(json.loads(hidden(html, "geometry")))
    assert outline.symmetric_difference(AREA).area < 50


def test_what_was_drawn_stays_when_a_file_is_refused(client: Browser) -> None:
    page = form(client, upload=sent(b"nothing", "a.gpkg"), geometry='{"type": "Polygon"}', upload_action="read")
    html = page.get_data(as_text=True)
    assert page.status_code == 422 and "sisältö on jotakin muuta" in html
    assert hidden(html, "geometry") == '{"type": "Polygon"}'


def test_every_code_has_its_sentence_in_each_language() -> None:
    assert set(FILE_SENTENCES) == errors.CODES
    counted = {"ring_closed", "points_dropped"}
    assert set(FINDING_SENTENCES) | set(SENTENCES) | counted >= findings.CODES
    for language in ("fi", "sv"):
        for sentence in (FILE_SENTENCES | STOPPED_SENTENCES).values():
            assert translations(language).gettext(sentence) != sentence


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["a.geojson", "a.kml", "a.csv", "a.wkt", "a.kmz", "a.zip"]), content=st.binary(max_size=300)
)
def test_no_bytes_break_the_service(client: Browser, app: Flask, name: str, content: bytes) -> None:
    from dataclasses import replace

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], uploads_per_hour=10_000)
    assert ask(client, sent(content, name)).status_code in (200, 422)
    kept = content.decode("latin-1")
    assert form(client, upload_kept=kept, upload_action="join", upload_pick=["1"]).status_code in (200, 422)
