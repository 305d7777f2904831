"""The catalogue's layers of a demo municipality and what they show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import geopandas as gpd
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from boundaries.models import Place as PlaceRow
from demo.backdrop import water
from demo.cities import City
from demo.content import Place, PracticePlan
from demo.load.geometry import metric, stored, stored_point
from geo.crs import METRIC
from layers.attributes import ShownAttribute
from layers.importing import LayerTraits, add_walks, save_entry
from layers.looks import ByNumber, ByValue, ValueClass
from layers.models import Layer, LayerFeature
from layers.plans.importing import PlanInput, UnitInput, import_plan

LIFE_CYCLE = "http://uri.suomi.fi/codelist/rytj/kaavaelinkaari/code/"
IN_FORCE, REPEALED = LIFE_CYCLE + "13", LIFE_CYCLE + "14"
#: The commonest zones of the urban structure: a colour and plain names for each code of the national classification.
ZONES = ByValue(
    attribute="code",
    classes=[
        ValueClass(value=code, colour=colour, names={"fi": fi, "sv": sv, "en": en})
        for code, colour, fi, sv, en in (
            ("1", "kind-2", "Keskustan jalankulkuvyöhyke", "Centrums fotgängarzon", "Centre, on foot"),
            ("2", "kind-6", "Keskustan reunavyöhyke", "Centrums randzon", "Edge of the centre"),
            ("3", "kind-1", "Tiheän joukkoliikenteen vyöhyke", "Tät kollektivtrafikzon", "Frequent public transport"),
            ("4", "kind-4", "Joukkoliikennevyöhyke", "Kollektivtrafikzon", "Public transport"),
            ("5", "kind-3", "Autovyöhyke", "Bilzon", "By car"),
            ("10", "kind-5", "Alakeskuksen jalankulkuvyöhyke", "Delcentrums fotgängarzon", "Sub-centre, on foot"),
        )
    ],
)
STATFIN = "Tilastokeskus, Paavo-postinumeroalueittainen avoin tieto ja kuntarajat, CC BY 4.0"
CATALOGUE = {
    "water": (
        "backdrop",
        {"fi": "Vesistöt (suuntaa-antava)", "sv": "Vatten (ungefärligt)", "en": "Water (approximate)"},
        "GSHHG",
        "LGPL",
        "GSHHG (LGPL)",
    ),
    "urban_zones": (
        "backdrop",
        {"fi": "Yhdyskuntarakenteen vyöhykkeet", "sv": "Samhällsstrukturens zoner", "en": "Urban zones"},
        "SYKE/YKR 2017",
        "CC BY 4.0",
        "YKR-vyöhykkeet © SYKE/YKR, CC BY 4.0",
    ),
    "playgrounds": (
        "services",
        {"fi": "Leikkipaikat", "sv": "Lekplatser", "en": "Playgrounds"},
        "OpenStreetMap",
        "ODbL 1.0",
        "© OpenStreetMapin tekijät, ODbL 1.0",
    ),
    "postal_areas": (
        "statistics",
        {"fi": "Postinumeroalueet", "sv": "Postnummerområden", "en": "Postal-code areas"},
        STATFIN,
        "CC BY 4.0",
        f"Lähde: {STATFIN}",
    ),
    "zoning": (
        "zoning",
        {"fi": "Harjoituskaava", "sv": "Övningsplan", "en": "Practice plan"},
        "Aluekartta",
        "MIT",
        "Harjoituskaava: esimerkkiaineisto, ei kaupungin kaava",
    ),
}


DESCRIPTIONS = {
    "urban_zones": {
        "fi": "Vyöhykkeet sen mukaan, miten niillä liikutaan: kävellen, joukkoliikenteellä vai autolla.",
        "sv": "Zoner efter hur man rör sig i dem: till fots, med kollektivtrafik eller med bil.",
        "en": "Zones by how people get about: on foot, by public transport, by car.",
    },
    "playgrounds": {
        "fi": "Leikkipaikat, jotka on merkitty OpenStreetMapiin.",
        "sv": "Lekplatser som finns i OpenStreetMap.",
        "en": "Playgrounds that are marked in OpenStreetMap.",
    },
}


def add_backdrop(db: Session, town: Municipality, city: City) -> None:
    """Water, urban zones and playgrounds as catalogue layers with features."""
    layers = {key: _layer(db, town, key) for key in CATALOGUE}
    _features(db, layers["water"], ((polygon, {}) for polygon in water(city)))
    add_walks(db, town.id)
    zones = gpd.read_file(city.geodata, layer="ykr_zones_2017").to_crs(METRIC.epsg)
    _features(
        db,
        layers["urban_zones"],
        ((row.geometry, {"code": str(row.vyoh), "name": row.vyohselite}) for row in zones.itertuples()),
    )
    layers["urban_zones"].style = {"classes": ZONES.model_dump()}
    grounds = gpd.read_file(city.playgrounds).to_crs(METRIC.epsg)
    _features(
        db,
        layers["playgrounds"],
        ((row.geometry, {"name": _text(getattr(row, "name", None))}) for row in grounds.itertuples()),
    )


def add_places(db: Session, town: Municipality, places: Iterable[Place]) -> None:
    """Named places for search."""
    db.add_all(
        PlaceRow(
            municipality_id=town.id,
            names={"fi": place.name_fi, "sv": place.name_sv or place.name_fi},
            kind=place.kind,
            rank=place.rank,
            geom=stored_point(place.lonlat),
            source=place.source,
        )
        for place in places
    )
    db.flush()


#: Made-up rooms that residents may use for nothing: what is in them differs from room to room.
#: The plan that ended was in force so long, in days.
ENDED_AFTER_DAYS = 40 * 365
ROOM_FACTS = (
    ("ma–pe 9–20", "esteetön sisäänkäynti, induktiosilmukka", 60),
    ("ma–su 8–21", "esteetön sisäänkäynti ja WC", 25),
    ("ti–to 12–18", "porraskynnys 3 cm, avustaja pyynnöstä", 15),
)
ROOM_ATTRIBUTES = (
    ("hours", {"fi": "Aukioloajat", "sv": "Öppettider", "en": "Opening hours"}),
    ("access", {"fi": "Esteettömyys", "sv": "Tillgänglighet", "en": "Accessibility"}),
    ("people", {"fi": "Henkilömäärä", "sv": "Antal personer", "en": "People"}),
    ("price", {"fi": "Hinta", "sv": "Pris", "en": "Price"}),
    ("booking", {"fi": "Varaus", "sv": "Bokning", "en": "Booking"}),
)


def add_rooms(db: Session, town: Municipality, places: Iterable[Place]) -> None:
    """Made-up rooms in the middle of a few areas, and said to be so."""
    layer = save_entry(
        db,
        town.id,
        LayerTraits(
            key="free_spaces",
            kind="spaces",
            names={"fi": "Maksuttomat tilat", "sv": "Avgiftsfria lokaler", "en": "Rooms free of charge"},
            source="Aluekartta",
            licence="MIT",
            attribution="Maksuttomat tilat: esimerkkiaineisto, tilat ovat keksittyjä",
            descriptions={
                "fi": "Tiloja, joita asukkaat saavat käyttää maksutta. Esimerkki: tilat ovat keksittyjä.",
                "sv": "Lokaler som invånarna får använda avgiftsfritt. Exempel: lokalerna är påhittade.",
                "en": "Rooms that residents may use for nothing. An example: the rooms are made up.",
            },
            attributes=tuple(ShownAttribute(key, key, names) for key, names in ROOM_ATTRIBUTES),
        ),
    )
    layer.is_synthetic = True
    layer.style = {"classes": ByNumber(attribute="people", limits=[20, 50]).model_dump()}
    middles = [place for place in places if place.kind == "postal_area"][: 2 * len(ROOM_FACTS)]
    for number, place in enumerate(middles):
        hours, access, people = ROOM_FACTS[number % len(ROOM_FACTS)]
        booking = f"https://varaus.example.invalid/{town.slug}/{number + 1}"
        facts = {"hours": hours, "access": access, "people": people, "price": "0 €", "booking": booking}
        names = {
            "fi": f"Kerhotila {place.name_fi} (esimerkki)",
            "sv": f"Klubbrum {place.name_sv or place.name_fi} (exempel)",
            "en": f"Club room {place.name_fi} (example)",
        }
        row = LayerFeature(layer_id=layer.id, names=names, properties=facts, geom=stored_point(place.lonlat))
        db.add(row)
    db.flush()


def add_plan(db: Session, town: Municipality, plan: PracticePlan) -> None:
    """The practice plan with its units; drawn by us and said to be so."""
    import_plan(
        db,
        town.id,
        PlanInput(
            plan_key=plan.slug,
            names={"fi": plan.name_fi, "sv": plan.name_sv, "en": plan.name_en},
            life_cycle_status=IN_FORCE,
            approved_on=plan.approved_on,
            valid_from=plan.approved_on,
            is_synthetic=True,
            source=plan.notice_fi,
        ),
        (
            UnitInput(
                number=unit.unit,
                letter=unit.letter,
                land_use=unit.land_use,
                geom=metric(unit.geometry),
                names={"fi": unit.name_fi, "sv": unit.name_sv, "en": unit.name_en},
                regulations={"block": unit.block, "storeys": unit.storeys, "name": unit.name},
            )
            for unit in plan.units
        ),
    )


def add_ended_plan(db: Session, town: Municipality, plan: PracticePlan) -> None:
    """A made-up plan that the practice plan ended: where parks are now, small houses were planned once."""
    import_plan(
        db,
        town.id,
        PlanInput(
            plan_key=f"{plan.slug}-vanha",
            names={
                "fi": f"{plan.name_fi}, vanha",
                "sv": f"{plan.name_sv}, gammal",
                "en": f"{plan.name_en}, old",
            },
            life_cycle_status=REPEALED,
            approved_on=plan.approved_on - timedelta(days=ENDED_AFTER_DAYS),
            valid_from=plan.approved_on - timedelta(days=ENDED_AFTER_DAYS),
            valid_to=plan.approved_on,
            is_synthetic=True,
            source=plan.notice_fi,
        ),
        (
            UnitInput(number=unit.unit, letter="AO", land_use="", geom=metric(unit.geometry), names={}, regulations={})
            for unit in plan.units
            if unit.letter == "VP"
        ),
    )


def _layer(db: Session, town: Municipality, key: str) -> Layer:
    kind, names, source, licence, attribution = CATALOGUE[key]
    layer = Layer(
        municipality_id=town.id,
        key=key,
        kind=kind,
        names=names,
        source=source,
        licence=licence,
        attribution=attribution,
        descriptions=DESCRIPTIONS.get(key, {}),
        valid_on=date(2017, 12, 31) if key in ("urban_zones", "postal_areas") else None,
        is_synthetic=key == "zoning",
    )
    db.add(layer)
    db.flush()
    return layer


def _features(db: Session, layer: Layer, features: Iterable[tuple[BaseGeometry, dict[str, str]]]) -> None:
    db.add_all(
        LayerFeature(
            layer_id=layer.id,
            code=values.get("code"),
            names={"fi": values["name"]} if values.get("name") else {},
            geom=stored(geometry),
        )
        for geometry, values in features
        if not geometry.is_empty
    )
    db.flush()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
