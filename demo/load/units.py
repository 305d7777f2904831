"""Units of the demo that answer ideas, what they look after, and the promise of an answer."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import Person
from service.participation.pins.models import Theme
from service.participation.replies.models import AnswerPromise, AnswerTemplate, Unit, UnitCare, UnitMember

#: Names, who of the demo's people works there, and the themes that the unit looks after.
UNITS = (
    (
        {"fi": "Kaupunkisuunnittelu", "sv": "Stadsplaneringen", "en": "City planning"},
        "planner",
        ("green", "traffic", "safety"),
    ),
    (
        {"fi": "Osallisuus ja palvelut", "sv": "Delaktighet och tjänster", "en": "Participation and services"},
        "official",
        ("culture", "services"),
    ),
)
#: Language, name and text of the demo's templates.
TEMPLATES = (
    (
        "fi",
        "Kiitos, otamme harkintaan",
        "Kiitos ideasta ”{title}” ({reference}). {unit} selvittää, voiko sen toteuttaa, ja kertoo tällä sivulla, "
        "mitä selvityksessä käy ilmi.",
    ),
    (
        "sv",
        "Tack, vi utreder saken",
        "Tack för idén ”{title}” ({reference}). {unit} utreder om den kan förverkligas och berättar på den här sidan "
        "vad utredningen visar.",
    ),
)
#: Within how many days an answer is promised, from a day on.
PROMISED_DAYS = 60
PROMISED_SINCE = dt.date(2026, 1, 1)


def add_units(db: Session, town: Municipality, people: dict[str, Person]) -> None:
    """The units, their people and themes, and the municipality's promise."""
    themes = {one.key: one.id for one in db.scalars(select(Theme).where(Theme.municipality_id == town.id))}
    for names, member, keys in UNITS:
        unit = Unit(municipality_id=town.id, names=names, is_synthetic=True)
        db.add(unit)
        db.flush()
        db.add(UnitMember(unit_id=unit.id, person_id=people[member].id, municipality_id=town.id))
        for key in keys:
            if key in themes:
                db.add(UnitCare(municipality_id=town.id, unit_id=unit.id, theme_id=themes[key]))
    for language, name, body in TEMPLATES:
        db.add(AnswerTemplate(municipality_id=town.id, language=language, name=name, body=body, is_synthetic=True))
    db.add(AnswerPromise(municipality_id=town.id, days=PROMISED_DAYS, since=PROMISED_SINCE, is_synthetic=True))
    db.flush()
