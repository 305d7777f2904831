"""A layer's entry: keys that may not be taken, what leaves a feature, who sees it, and when it changed."""

from __future__ import annotations

import pytest
from shapely.geometry import Point
from sqlalchemy import text
from sqlalchemy.orm import Session

from boundaries.files import FileFeature
from boundaries.models import Municipality
from layers.attributes import attribute_key, attributes_for
from layers.catalogue import layers_of
from layers.importing import KeyRefused, LayerTraits, check_key, free_key, replace_layer
from layers.models import VISIBILITIES
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN

ROOMS = LayerTraits(
    "rooms", "spaces", {"fi": "Tilat"}, "Testi", "CC0", "", attributes=attributes_for(["Aukiolo (arki)", "Hinta"])
)
ROOM = FileFeature(
    1, {"Aukiolo (arki)": "8–16", "Hinta": None, "owner": "Olli Omistaja"}, Point(ORIGIN[0] + 10, ORIGIN[1] + 10)
)


def home(db: Session) -> int:
    found = db.query(Municipality.id).first()
    assert found is not None
    return int(found[0])


@pytest.mark.parametrize("key", ["pins", "areas", "backdrop", "new", "import", "Rooms", "a b", "9x", "x", "../x", ""])
def test_a_key_is_an_addresses_word_that_nothing_else_has(key: str) -> None:
    with pytest.raises(KeyRefused):
        check_key(key)


def test_columns_become_keys_that_do_not_meet() -> None:
    made = attributes_for(["Nimi", "nimi", "code", "1. luokka", "ÄÄNI dB", "!"])
    assert [one.key for one in made] == ["nimi", "nimi_2", "code_2", "a_1_luokka", "aani_db", "a"]
    assert [one.column for one in made][:2] == ["Nimi", "nimi"]
    assert len(attribute_key("x" * 100)) == 40


def test_only_what_is_shown_leaves_and_only_to_who_may_see(town: TownDatabase, db: Session) -> None:
    layer = replace_layer(db, home(db), ROOMS, [ROOM])
    db.commit()
    with town.database.public_engine.connect() as public:
        (found,) = public.execute(text("SELECT properties FROM layer_feature WHERE layer = 'rooms'")).all()
        assert found.properties == {"aukiolo_arki": "8–16"}
        entry = next(one for one in layers_of(public, home(db)) if one.key == "rooms")
        assert entry.has_features and [one.column for one in entry.attributes] == ["Aukiolo (arki)", "Hinta"]
    for visibility, readers in (("officials", VISIBILITIES[1:]), ("administrators", VISIBILITIES[2:])):
        layer.visibility = visibility
        db.commit()
        with town.database.public_engine.connect() as public:
            assert not public.execute(text("SELECT FROM layer_feature WHERE layer = 'rooms'")).all()
            assert "rooms" not in [one.key for one in layers_of(public, home(db))]
        for sight in VISIBILITIES:
            with town.database.engine_for(sight).connect() as reader:
                seen = "rooms" in [one.key for one in layers_of(reader, home(db))]
                features = reader.execute(text("SELECT FROM layer_feature WHERE layer = 'rooms'")).all()
            assert seen == bool(features) == (sight in readers), (visibility, sight)


def test_an_entry_is_as_new_as_its_features(town: TownDatabase, db: Session) -> None:
    layer = replace_layer(db, home(db), ROOMS, [ROOM])
    db.commit()
    db.refresh(layer)
    seen = [layer.changed_at]
    for statement in (
        "UPDATE layers.layer_feature SET code = '2' WHERE layer_id = :id",
        "UPDATE layers.layer SET sort_order = 5 WHERE id = :id",
        "DELETE FROM layers.layer_feature WHERE layer_id = :id",
    ):
        db.execute(text(statement), {"id": layer.id})
        db.commit()
        db.refresh(layer)
        seen.append(layer.changed_at)
    assert seen == sorted(set(seen))


def test_a_layer_brought_in_again_keeps_what_was_set_by_hand(town: TownDatabase, db: Session) -> None:
    layer = replace_layer(db, home(db), ROOMS, [ROOM])
    layer.visibility, layer.is_on_at_start, layer.descriptions = "officials", True, {"fi": "Kuvaus"}
    db.commit()
    again = LayerTraits("rooms", "spaces", {"fi": "Uusi nimi"}, "Testi", "CC0", "")
    assert replace_layer(db, home(db), again, [ROOM, ROOM]).id == layer.id
    db.commit()
    db.refresh(layer)
    assert (layer.visibility, layer.is_on_at_start, layer.descriptions) == ("officials", True, {"fi": "Kuvaus"})
    assert layer.names == {"fi": "Uusi nimi"} and len(layer.shown_attributes) == 2
    assert free_key(db, home(db), "Rooms") == "rooms_2"
