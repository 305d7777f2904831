"""The municipality itself, its statistics, themes and demo people."""

from __future__ import annotations

import geopandas as gpd
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from demo.cities import City
from demo.load.geometry import multi, stored, stored_point
from geo.crs import METRIC
from layers.indicators.paavo import import_paavo
from service.accounts.models import Person, RoleGrant
from service.participation.pins.models import Theme

#: Demo sign-ins: the address's beginning, roles, the name others see, and the unit that gives answers a face.
PEOPLE = (
    ("planner", ("planner",), "Pilvi Piirto", "Kaupunkisuunnittelu, puistovastaava"),
    ("official", ("official",), "Onni Osallisuus", "Osallisuuspalvelut, lähiöohjelman koordinaattori"),
    ("moderator", ("moderator",), "Maija Moderointi", "Asiakaspalvelu"),
    ("administrator", ("administrator",), "Aino Ylläpito", "Tietohallinto"),
)


def add_municipality(db: Session, city: City) -> Municipality:
    """The municipality with its boundary and opening view."""
    frame = gpd.read_file(city.geodata, layer="municipality_2025").to_crs(METRIC.epsg)
    town = Municipality(
        slug=city.slug,
        code=city.code,
        names={"fi": city.name_fi, "sv": city.name_sv, "en": city.name_en},
        languages=list(city.languages),
        reference_prefix=city.reference_prefix,
        centre=stored_point(city.opening_lonlat),
        zoom=city.opening_zoom,
        geom=stored(multi(frame.geometry.union_all())),
        is_demo=True,
        settings={},
    )
    db.add(town)
    db.flush()
    return town


def add_statistics(db: Session, town: Municipality, city: City) -> None:
    """Postal-code areas as areas, and all published columns as statistics."""
    import_paavo(db, town.id, city.geodata, "paavo_2019")


def add_themes(db: Session, town: Municipality, city: City) -> dict[str, Theme]:
    """What ideas can be about, by key."""
    themes = {
        theme.key: Theme(
            municipality_id=town.id,
            key=theme.key,
            names={"fi": theme.name_fi, "sv": theme.name_sv, "en": theme.name_en},
            icon=theme.icon,
            colour=theme.colour,
            sort_order=order,
        )
        for order, theme in enumerate(city.themes)
    }
    db.add_all(themes.values())
    db.flush()
    return themes


def add_people(db: Session, town: Municipality, city: City) -> dict[str, Person]:
    """The demo's planner, official, moderator and administrator, by role; one person may serve several towns."""
    people = {}
    for key, roles, name, title in PEOPLE:
        email = f"{key}@{city.slug}.example"
        person = db.scalar(select(Person).where(Person.email == email))
        if person is None:
            person = Person(email=email, display_name=name, title=title, is_demo=True)
            db.add(person)
            db.flush()
        db.add_all(RoleGrant(person_id=person.id, municipality_id=town.id, role=role) for role in roles)
        people[key] = person
    db.flush()
    return people
