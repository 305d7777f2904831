"""The made-up rooms stand in the areas that they are named after, and say that they are made up."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from demo.load.layers import add_rooms
from demo.model import Place
from layers.models import Layer, LayerFeature
from tests.conftest import TownDatabase
from tests.factories.world import lonlat_in


def test_rooms_are_marked_and_named_in_three_languages(town: TownDatabase, db: Session) -> None:
    home = db.scalars(select(Municipality)).one()
    places = [Place("Alue", "", "postal_area", 1, "05", lonlat_in("05"), "Testi")] * 9
    add_rooms(db, home, [Place("Kenttä", "", "playground", 3, None, lonlat_in("01"), "Testi"), *places])
    layer = db.scalars(select(Layer).where(Layer.key == "free_spaces")).one()
    assert layer.is_synthetic and layer.kind == "spaces" and layer.visibility == "public"
    assert set(layer.names) == set(layer.descriptions) == {"fi", "sv", "en"}
    rooms = db.scalars(select(LayerFeature).where(LayerFeature.layer_id == layer.id)).all()
    assert len(rooms) == 6
    for room in rooms:
        assert "esimerkki" in room.names["fi"] and "exempel" in room.names["sv"] and "example" in room.names["en"]
        assert room.properties["price"] == "0 €" and ".invalid/" in room.properties["booking"]
