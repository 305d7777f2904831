"""Something in every collection: what the made-up town has nothing of by itself."""

from __future__ import annotations

import datetime as dt

from geoalchemy2.shape import from_shape
from shapely.affinity import translate
from shapely.geometry import LineString, Point, Polygon, box
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from geo.crs import METRIC
from layers.models import Layer, LayerFeature
from service.maps.ogc.collections import COLLECTIONS
from service.participation.pins.models import Theme
from service.participation.walks.models import Walk
from service.programmes.models import Decision
from service.proposals.models import Proposal
from tests.factories.world import ORIGIN


def furnish(db: Session) -> None:
    """A playground, an urban zone, a decision about two areas, a walk and a proposal with a hole in it."""
    home = db.scalars(select(Municipality)).one()
    _layers(db, home)
    _proposal_and_walk(db, home)
    db.add(
        Decision(
            municipality_id=home.id,
            slug="painopisteet",
            title="Painopisteet",
            reason="",
            method_card={},
            table=[],
            chosen=[{"code": "05", "reason": "Tarve"}, {"code": "01", "reason": "Toinen"}],
            content_hash=b"x",
            decided_at=dt.datetime(2026, 5, 1, 9, tzinfo=dt.UTC),
        )
    )


#: Every collection of the furnished town: what is built in, and the layers of its catalogue.
LAYERS = ("playgrounds", "urban_zones")
OFFERED = (*COLLECTIONS, *LAYERS)
_LAYER = frozenset({"code", "name_fi", "name_sv", "name_en", "source", "licence", "is_synthetic"})
PROPERTIES = {name: frozenset(one.properties) for name, one in COLLECTIONS.items()} | dict.fromkeys(LAYERS, _LAYER)


def _layers(db: Session, home: Municipality) -> None:
    x, y = ORIGIN
    shapes = {"playgrounds": Point(x + 500, y + 500), "urban_zones": box(x, y, x + 900, y + 900)}
    for key, shape in shapes.items():
        layer = Layer(
            municipality_id=home.id,
            key=key,
            kind="services",
            names={"fi": key},
            source="Test",
            licence="MIT",
            attribution="Test",
        )
        db.add(layer)
        db.flush()
        names = {"fi": "Testi", "sv": "Test"}
        db.add(LayerFeature(layer_id=layer.id, code="7", names=names, geom=from_shape(shape, METRIC.epsg)))


def _proposal_and_walk(db: Session, home: Municipality) -> None:
    ring = [(1100.37, 1100.12), (1700.81, 1150.5), (1650.04, 1800.66), (1090.9, 1750.2)]
    hole = [(1300.0, 1300.0), (1350.5, 1300.0), (1350.5, 1370.25)]
    route = LineString([(200, 250), (900.5, 800.25), (1500, 700)])
    db.add(
        Proposal(
            municipality_id=home.id,
            slug="pihakatu",
            title="Pihakatu",
            state="open",
            geom=from_shape(translate(Polygon(ring, [hole]), *ORIGIN), METRIC.epsg),
        )
    )
    db.add(
        Walk(
            municipality_id=home.id,
            slug="iltakavely",
            title="Iltakävely",
            theme_id=db.scalars(select(Theme.id).where(Theme.key == "green")).one(),
            walked_at=dt.datetime(2026, 4, 20, 17, tzinfo=dt.UTC),
            light="dusk",
            participant_count=9,
            route=from_shape(translate(route, *ORIGIN), METRIC.epsg),
        )
    )
