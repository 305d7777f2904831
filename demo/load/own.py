"""Indicators of the municipality's own in the demo: a made-up one through the real import, and a reckoned one."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from boundaries.units import units_of
from service.accounts.models import Person
from service.analysis.own.models import IndicatorImport
from service.analysis.own.operations import bring_in
from service.analysis.own.reading import read_rows_of
from service.analysis.own.report import report_of
from service.analysis.own.staging import book_of, keep_rows
from service.analysis.reach.operations import reckon
from service.analysis.reach.schemas import ReachForm
from service.permissions import Actor

FILE = Path(__file__).parent.parent / "synthetic" / "library_cards_kuopio_synteettinen.csv"
#: What an official would write into the form.
WISH = {
    "kind": "share",
    "name_fi": "Kirjastokortti (esimerkki)",
    "name_sv": "Bibliotekskort (exempel)",
    "name_en": "Library card (example)",
    "meaning_fi": "Niiden asukkaiden osuus, joilla on kirjastokortti. Keksityt esimerkkiluvut.",
    "meaning_sv": "Andelen invånare som har ett bibliotekskort. Påhittade exempelsiffror.",
    "meaning_en": "The share of residents who have a library card. Made-up figures for an example.",
    "of_fi": "asukkaista",
    "of_sv": "av invånarna",
    "of_en": "of residents",
    "domain": "services",
    "direction": "less",
    "minimum_base": "30",
    "hidden_part": "..",
    "year": "2025",
    "source": "Esimerkkiaineisto (synteettinen)",
    "licence": "CC0",
}


def add_own_indicators(db: Session, town: Municipality, people: dict[str, Person]) -> None:
    """Bring the example's file in, and reckon how near playgrounds are."""
    official = people["official"]
    actor = Actor(town.id, person_id=official.id, name=official.display_name, title=official.title)
    # Figures are read as anyone may see them, as on the web.
    db.execute(text("SET LOCAL search_path TO public_api, public"))
    published = db.connection()
    if town.slug == "kuopio":
        _bring(db, town, actor)
    reckon(db, published, actor, ReachForm(layer="playgrounds", measure="nearest"))
    db.execute(text("SET LOCAL search_path TO public"))


def _bring(db: Session, town: Municipality, actor: Actor) -> None:
    units = units_of(db.connection(), town.id)
    row = IndicatorImport(
        id=uuid.uuid4(),
        municipality_id=town.id,
        person_id=actor.person_id,
        file_name=FILE.name,
        sha256=hashlib.sha256(FILE.read_bytes()).digest(),
    )
    db.add(row)
    db.flush()
    keep_rows(db, row, read_rows_of(FILE, FILE.name, "", units), book_of(db, town.id, units))
    row.mapping = {**row.mapping, "part": "kortteja", "whole": "asukkaita"}
    row.wish = {**row.wish, **WISH}
    db.flush()
    bring_in(db, actor, row, report_of(db, row, units).mark, units, is_synthetic=True)
