"""Kuopio with its real statistics, for the values that the analysis must reproduce."""

from collections.abc import Iterator

import pyogrio
import pytest
import shapely
from flask import Flask
from geoalchemy2.shape import from_shape
from shapely.geometry import MultiPolygon
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from demo.cities import CITIES
from geo.crs import METRIC
from layers.indicators.paavo import import_paavo
from operate.testcluster import TestCluster
from service.db import Database
from service.migrate import upgrade
from tests.conftest import Browser, TownDatabase, _copy, settings_for


def fill(url: str) -> None:
    """The municipality's outline and its published figures."""
    upgrade(url)
    database = Database(settings_for(url, url, url))
    with database.session() as db:
        add_demo_city(db, "kuopio")
    database.close()


def add_demo_city(db: Session, slug: str) -> int:
    """A demo municipality's outline and its published figures; gives its id."""
    city = CITIES[slug]
    outline = pyogrio.read_dataframe(city.geodata, layer="municipality_2025").union_all()
    row = Municipality(
        slug=slug,
        code=city.code,
        names={"fi": slug.title(), "sv": slug.title(), "en": slug.title()},
        languages=["fi", "sv", "en"],
        reference_prefix=slug[:3].upper(),
        centre=from_shape(outline.centroid, METRIC.epsg),
        zoom=8,
        geom=from_shape(MultiPolygon(shapely.get_parts(outline).tolist()), METRIC.epsg),
    )
    db.add(row)
    db.flush()
    import_paavo(db, row.id, city.geodata, "paavo_2019")
    return row.id


@pytest.fixture(scope="session")
def statistics_template(cluster: TestCluster) -> str:
    """A template with Kuopio's areas and figures and nothing that anybody said."""
    return cluster.prepare("template_kuopio_statistics", fill)


@pytest.fixture
def kuopio_town(cluster: TestCluster, statistics_template: str) -> Iterator[TownDatabase]:
    """Kuopio's areas and figures, of this test alone."""
    yield from _copy(cluster, statistics_template)


@pytest.fixture
def kuopio(_application: Flask, kuopio_town: TownDatabase) -> Browser:
    """A visitor's browser on Kuopio."""
    _application.extensions["database"] = kuopio_town.database
    _application.extensions.pop("municipalities", None)
    _application.config["SETTINGS"] = kuopio_town.settings
    _application.test_client_class = Browser
    return _application.test_client()  # type: ignore[return-value]
