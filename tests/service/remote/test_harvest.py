"""Features of a real map service brought over: whole or not at all, and never half of them unasked."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from geoalchemy2.shape import to_shape
from sqlalchemy import select, text

from layers.models import Layer, LayerFeature
from layers.remote.models import RemoteSource
from service.remote import tasks
from service.remote.harvests import harvest
from service.remote.tasks import harvest_due_layers, harvest_layer
from tests.cityserver import PLOTS, CityServer
from tests.conftest import Browser, TownDatabase
from tests.service.remote.conftest import AddLayer

MANY = {f"K{n}": (400_000.0 + 100 * n, 6_800_000.0, 400_080.0 + 100 * n, 6_800_080.0) for n in range(12)}
FEW = dict(list(MANY.items())[:5])


@pytest.fixture
def kinds(city: CityServer) -> dict[str, dict[str, str]]:
    return {
        "wfs": {"kind": "wfs", "name": "ms:kaava", "address": city.address, "epsg": "3881"},
        "oapif": {"kind": "oapif", "name": "kaava", "address": city.ogcapi, "epsg": "4326"},
    }


def bring(town: TownDatabase, key: str, **more: Any) -> None:
    """What the worker does with the newest job of a layer."""
    with town.session() as db:
        source = source_of(db, key)
        values = source.layer_id, source.municipality_id
    harvest(town.database, *values, **more)


def source_of(db: Any, key: str) -> RemoteSource:
    query = select(RemoteSource).join(Layer, Layer.id == RemoteSource.layer_id).where(Layer.key == key)
    return db.scalars(query).one()  # type: ignore[no-any-return]


def letters(town: TownDatabase) -> set[str]:
    with town.session() as db:
        rows = db.scalars(
            select(LayerFeature).join(Layer, Layer.id == LayerFeature.layer_id).where(Layer.kind == "remote")
        )
        return {row.properties["letter"] for row in rows}


def page(client: Browser, key: str) -> str:
    return client.get(f"/admin/remote/{key}", headers={"Accept": "text/html"}).get_data(as_text=True)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["wfs", "oapif"])
def test_features_are_brought_over(
    admin: Browser, add_layer: AddLayer, town: TownDatabase, kinds: dict[str, dict[str, str]], kind: str
) -> None:
    key = add_layer(**kinds[kind])
    with town.session() as db:
        jobs = db.execute(
            text("SELECT task_name, args FROM jobs.procrastinate_jobs WHERE queue_name = 'remote'")
        ).all()
        assert [(job.task_name, job.args["anyway"]) for job in jobs] == [("harvest_layer", False)]
        assert source_of(db, key).asked_at is not None
    assert "haetaan parhaillaan" in page(admin, key)
    bring(town, key)
    with town.session() as db:
        source = source_of(db, key)
        rows = db.scalars(select(LayerFeature).where(LayerFeature.layer_id == source.layer_id)).all()
        assert (source.feature_count, source.asked_at, source.failing_since) == (3, None, None)
        assert source.report == {"read": 3, "left_out": {}, "repaired": {}}
        by_letter = {row.properties["letter"]: row for row in rows}
        for letter, box in PLOTS.items():
            assert shapely.hausdorff_distance(to_shape(by_letter[letter].geom), shapely.box(*box)) < 0.05
        assert by_letter["AK"].names == {"fi": "Kortteli 1 & ääkköset"}
        assert by_letter["AK"].code == "k-1"
    shown = page(admin, key)
    assert "3 kohdetta" in shown
    assert '"kind": "geojson"' in shown


def test_a_service_that_dies_leaves_what_there_was(
    admin: Browser, add_layer: AddLayer, town: TownDatabase, city: CityServer, kinds: dict[str, dict[str, str]]
) -> None:
    key = add_layer(**kinds["wfs"])
    bring(town, key)
    city.is_down = True
    bring(town, key)
    assert letters(town) == set(PLOTS)
    shown = page(admin, key)
    assert "Ei tavoitettavissa" in shown
    assert "katkesi" in shown
    city.is_down = False
    city.publish({"AK": PLOTS["AK"], "VL": PLOTS["VL"]})
    bring(town, key)
    assert letters(town) == {"AK", "VL"}
    assert "Ei tavoitettavissa" not in page(admin, key)


def test_a_harvest_that_breaks_off_in_the_middle_changes_nothing(
    admin: Browser, add_layer: AddLayer, town: TownDatabase, city: CityServer, kinds: dict[str, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    key = add_layer(**kinds["wfs"])
    bring(town, key)
    city.publish(MANY)
    monkeypatch.setattr("layers.remote.features.wfs.PAGE", 5)
    answers = iter([False, True])
    real = city.asked.append

    def dies_at_the_second(query: str) -> None:
        city.is_down = next(answers)
        real(query)

    class Watching(list):  # type: ignore[type-arg]
        append = staticmethod(dies_at_the_second)

    city.asked, before = Watching(), city.asked
    bring(town, key)
    city.asked, city.is_down = before, False
    assert letters(town) == set(PLOTS)
    bring(town, key)
    assert letters(town) == set(MANY)


def test_a_layer_that_has_shrunk_asks_first(
    admin: Browser, add_layer: AddLayer, town: TownDatabase, city: CityServer, kinds: dict[str, dict[str, str]]
) -> None:
    city.publish(MANY)
    key = add_layer(**kinds["wfs"])
    bring(town, key)
    city.publish(FEW)
    bring(town, key)
    assert letters(town) == set(MANY), "the old ones stay"
    shown = page(admin, key)
    assert "12" in shown
    assert "Ota uudet käyttöön" in shown
    assert admin.send(f"/admin/remote/{key}/fetch", {}).status_code == 303
    with town.session() as db:
        newest = db.execute(text("SELECT args FROM jobs.procrastinate_jobs ORDER BY id DESC LIMIT 1")).scalar_one()
        assert newest["anyway"] is True
    bring(town, key, anyway=newest["anyway"])
    assert letters(town) == set(FEW)
    with town.session() as db:
        assert source_of(db, key).held_count is None


def test_axes_in_another_order_are_found_out_and_told(
    admin: Browser, add_layer: AddLayer, town: TownDatabase, kinds: dict[str, dict[str, str]]
) -> None:
    key = add_layer(**kinds["wfs"])
    with town.session() as db:
        source_of(db, key).is_swapped = True
        db.commit()
    bring(town, key)
    assert letters(town) == set(PLOTS)
    with town.session() as db:
        source = source_of(db, key)
        assert source.is_swapped is False
        assert source.report["left_out"] == {}


def test_what_is_due_is_asked_for_once(
    admin: Browser, add_layer: AddLayer, town: TownDatabase, kinds: dict[str, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(tasks.Settings, "from_environment", lambda: town.database.settings)
    key = add_layer(**kinds["wfs"])
    harvest_due_layers(0)
    assert jobs_of(town) == 1, "it was asked for when it was added"
    with town.session() as db:
        source = source_of(db, key)
        number, home = source.layer_id, source.municipality_id
    harvest_layer(number, home)
    harvest_due_layers(0)
    assert jobs_of(town) == 1, "it is fresh"
    with town.session() as db:
        db.execute(text("UPDATE layers.remote_source SET tried_at = now() - interval '2 days'"))
        db.commit()
    harvest_due_layers(0)
    harvest_due_layers(0)
    assert jobs_of(town) == 2


def jobs_of(town: TownDatabase) -> int:
    with town.session() as db:
        count = text("SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name = 'harvest_layer'")
        return int(db.execute(count).scalar_one())
