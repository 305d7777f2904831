"""The themes that a new municipality starts with; it changes them as it likes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.participation.pins.models import Theme

#: key, icon of the sprite, colour of the style sheets, names by language.
DEFAULT_THEMES = (
    ("green", "trees", "moss", {"fi": "Puistot ja luonto", "sv": "Parker och natur", "en": "Parks and nature"}),
    ("traffic", "bike", "lake", {"fi": "Liikkuminen ja kadut", "sv": "Trafik och gator", "en": "Getting around"}),
    ("play", "volleyball", "rowan", {"fi": "Leikki ja liikunta", "sv": "Lek och motion", "en": "Play and sports"}),
    ("culture", "drama", "plum", {"fi": "Kulttuuri", "sv": "Kultur", "en": "Culture"}),
    ("services", "users", "rose", {"fi": "Palvelut", "sv": "Service", "en": "Services"}),
    ("safety", "lamp", "amber", {"fi": "Turvallisuus ja valo", "sv": "Trygghet och ljus", "en": "Safety and light"}),
    ("other", "lightbulb", "slate", {"fi": "Muu aihe", "sv": "Något annat", "en": "Something else"}),
)


def give_default_themes(db: Session, municipality_id: int) -> int:
    """Give a municipality without themes the usual ones; returns how many it got. Flushes, never commits."""
    if db.scalar(select(Theme.id).where(Theme.municipality_id == municipality_id).limit(1)) is not None:
        return 0
    db.add_all(
        Theme(municipality_id=municipality_id, key=key, icon=icon, colour=colour, names=names, sort_order=order)
        for order, (key, icon, colour, names) in enumerate(DEFAULT_THEMES)
    )
    db.flush()
    return len(DEFAULT_THEMES)
