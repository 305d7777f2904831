"""A planner makes a map layer of a file, brings it up to date with another, and takes it back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import func, select, text

from layers.models import Layer, LayerFeature
from tests.boundaries.reading.making import feature, geojson
from tests.conftest import Browser, TownDatabase
from tests.service.areas.test_facts import part
from tests.service.layer_imports.conftest import approve, page, said, send

LAYER = {
    "layer-name_fi": "Kotat",
    "layer-name_sv": "Kåtor",
    "layer-layer_kind": "services",
    "layer-visibility": "public",
    "layer-source": "Testilän kaupunki",
    "layer-licence": "CC BY 4.0",
    "layer-name_column": "nimi",
    "layer-shown": ["nimi", "avoinna"],
}
POINTS = [part(x, 500, x + 10, 510).centroid for x in (100, 900, 1700)]


def huts(*names: str) -> bytes:
    rows = zip(POINTS, names, strict=False)
    return geojson([feature(p, nimi=name, avoinna="aina", avain="salainen") for p, name in rows])


def features(town: TownDatabase, key: str = "kotat") -> list[tuple[str, Any]]:
    with town.session() as db:
        rows = db.execute(
            select(LayerFeature.names, LayerFeature.properties)
            .join(Layer, Layer.id == LayerFeature.layer_id)
            .where(Layer.key == key, Layer.removed_at.is_(None))
            .order_by(LayerFeature.id)
        )
        return [(row.names["fi"], row.properties) for row in rows]


def public(town: TownDatabase, key: str = "kotat") -> list[Any]:
    """What anybody is told of the features of a layer."""
    with town.session() as db:
        told = "SELECT properties FROM public_api.layer_feature WHERE layer = :key ORDER BY id"
        return list(db.execute(text(told), {"key": key}).scalars())


def layers(town: TownDatabase) -> Any:
    with town.session() as db:
        found = [(one.id, one.key, one.names, one.licence) for one in db.scalars(select(Layer).order_by(Layer.id))]
        return found, db.scalar(select(func.count()).select_from(LayerFeature))


def test_a_layer_comes_in_is_replaced_and_goes_back(planner: Browser, town: TownDatabase) -> None:
    path = send(planner, huts("Laavu", "Kota"), "kotat.geojson")
    assert "Karttataso" in page(planner, path)  # nothing in it looks like a plan
    answer = approve(planner, path, **LAYER)
    assert answer.status_code == 303, said(answer)
    assert [name for name, _ in features(town)] == ["Laavu", "Kota"]
    # Of a file's columns only those leave that were chosen.
    assert public(town) == [{"nimi": "Laavu", "avoinna": "aina"}, {"nimi": "Kota", "avoinna": "aina"}]
    second = send(planner, huts("Laavu", "Kota", "Grillikatos"), "kotat2.geojson")
    chosen = {**LAYER, "layer-replaces": "kotat"}
    assert planner.send(f"{second}/report", chosen).status_code == 200
    assert approve(planner, second, **chosen).status_code == 303
    assert len(features(town)) == 3
    answer = planner.send(f"{path}/undo", {})
    assert answer.status_code == 409 and "Tasoa on muutettu" in answer.get_data(as_text=True)
    assert planner.send(f"{second}/undo", {}).status_code == 303
    assert [name for name, _ in features(town)] == ["Laavu", "Kota"]


def test_what_was_replaced_before_the_table_got_a_column_goes_back_too(planner: Browser, town: TownDatabase) -> None:
    assert approve(planner, send(planner, huts("Laavu"), "kotat.geojson"), **LAYER).status_code == 303
    second = send(planner, huts("Laavu", "Kota"), "kotat2.geojson")
    chosen = {**LAYER, "layer-replaces": "kotat"}
    assert planner.send(f"{second}/report", chosen).status_code == 200
    assert approve(planner, second, **chosen).status_code == 303
    with town.database.session() as db:  # as it was kept before there were kinds of values
        db.execute(text("""UPDATE service.layer_import_before SET "row" = "row" - 'value_kinds'"""))
    assert planner.send(f"{second}/undo", {}).status_code == 303
    assert [name for name, _ in features(town)] == ["Laavu"]
    with town.session() as db:
        assert db.scalar(select(Layer.value_kinds).where(Layer.key == "kotat")) == {
            "nimi": "string", "avoinna": "string", "avain": "string",
        }  # fmt: skip


def test_a_new_layer_goes_away_again(planner: Browser, town: TownDatabase) -> None:
    before = layers(town)
    path = send(planner, huts("Laavu"))
    assert approve(planner, path, **LAYER).status_code == 303
    assert planner.send(f"{path}/undo", {}).status_code == 303
    assert layers(town) == before


def test_what_officials_alone_see_leaves_to_nobody_else(planner: Browser, client: Browser, town: TownDatabase) -> None:
    path = send(planner, huts("Laavu"))
    assert approve(planner, path, **{**LAYER, "layer-visibility": "officials"}).status_code == 303
    assert len(features(town)) == 1 and public(town) == []
    planner.send("/sign-out", {})
    assert client.get("/ogc/collections/kotat/items?f=json").status_code == 404
    assert "kotat" not in json.dumps(client.get("/ogc/collections?f=json").get_json())


def test_what_is_missing_of_a_layer_is_said(planner: Browser, town: TownDatabase) -> None:
    path = send(planner, huts("Laavu"))
    answer = approve(planner, path, **{**LAYER, "layer-licence": "", "layer-source_url": "kuopio.fi"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Kerro, millä lisenssillä" in html and "Kirjoita koko osoite" in html
    assert "Kåtor" in html and features(town) == []


def test_the_same_file_can_be_a_plan_or_a_layer(planner: Browser, town: TownDatabase) -> None:
    path = send(planner, geojson([feature(part(0, 0, 500, 500), merkinta="AK")]))
    html = planner.send(f"{path}/report", {"key": "oma-tunnus", "as": "layer"}).get_data(as_text=True)
    assert 'name="layer-name_fi"' in html
    html = planner.send(f"{path}/report", {**LAYER, "as": "plan"}).get_data(as_text=True)
    assert 'value="oma-tunnus"' in html and 'name="column-letter"' in html


def test_a_file_of_another_place_is_told_of_as_such(planner: Browser) -> None:
    ring = [[-72.92, 41.38], [-72.91, 41.38], [-72.91, 41.39], [-72.92, 41.38]]
    away = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    content = json.dumps({"type": "FeatureCollection", "features": [away]}).encode()
    assert "se voi olla muualta" in page(planner, send(planner, content, "hamden.geojson"))
