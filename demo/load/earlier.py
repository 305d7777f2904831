"""A small made-up table of an earlier survey, brought over as an official would, so that its marks can be seen."""

from __future__ import annotations

from geoalchemy2.shape import to_shape
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from demo.cities import City
from demo.files import EARLIER, path
from geo.crs import METRIC
from service.accounts.models import Person
from service.participation.imports.bringing import bring_over
from service.participation.imports.operations import stage
from service.participation.imports.planning import mark_of
from service.participation.imports.queries import planned_now
from service.permissions import Actor

SURVEY = "Kerro kartalla 2019 (esimerkki)"


def add_earlier_feedback(db: Session, town: Municipality, city: City, people: dict[str, Person]) -> None:
    """Bring over the city's earlier survey; nothing for a city that has none."""
    file = path(EARLIER, city)
    if not file.is_file():
        return
    official = people["official"]
    actor = Actor(town.id, official.id, official.display_name, official.title)
    ground, centre = to_shape(town.geom), to_shape(town.centre)
    lonlat = METRIC.to_lonlat(centre.x, centre.y)
    row = stage(db, actor, file.read_bytes(), file.name, ground, lonlat, "fi")
    row.wish = {**row.wish, "source": SURVEY, "theme": "green", "day": "2019-05-31"}
    bring_over(db, actor, row, mark_of(planned_now(db, row, ground), row.wish), ground, is_synthetic=True)
