"""Filling the page on which staff write down what was told elsewhere."""

from __future__ import annotations

from typing import Any

from flask import render_template

from service.errors import FieldError
from service.i18n import gettext as _
from service.participation.pins.places import place_choices
from service.participation.pins.queries import themes
from service.participation.sources.models import ENTERED_KINDS
from service.participation.sources.queries import entered_last, sources_listed, ways_counted
from service.participation.sources.words import kind_words, source_label
from service.web.context import db_session, municipality, public_db
from service.web.map_config import map_config, tile_layer

#: Where an error of the operation stands in the form.
FIELDS = {"lonlat": "lat", "area": "place"}
LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def entry_page(
    values: dict[str, Any], errors: list[FieldError], *, asks_contact: bool = False, is_outside: bool = False
) -> str:
    """The form with what is kept or was typed in it, what was written down last, and the counts."""
    home, db, connection = municipality(), db_session(), public_db()
    sources = sources_listed(db, home.id)
    by_hand = [row for row in sources if row.kind in ENTERED_KINDS]
    chosen = next((row for row in by_hand if str(row.id) == str(values.get("source") or "")), None)
    shown = [FieldError(FIELDS.get(one.where, one.where), one.message) for one in errors]
    labels = [(str(row.id), source_label(row)) for row in by_hand]
    return render_template(
        "sources/entry.html",
        values=values,
        errors=shown,
        error_of={one.where: one.message for one in reversed(shown)},
        asks_contact=asks_contact or bool(values.get("confirm_contact")),
        is_outside=is_outside,
        sources=sources,
        source_options=[*labels, ("", _("A new event or heap of paper"))],
        source_kinds=[(kind, kind_words(kind)) for kind in ENTERED_KINDS],
        chosen=chosen,
        source_label=source_label,
        languages_said=[(code, LANGUAGE_NAMES[code]) for code in home.languages if code in LANGUAGE_NAMES],
        themes=themes(connection, home.id),
        place_options=place_choices(connection, home.id),
        entered=entered_last(db, home.id, chosen.id) if chosen is not None else [],
        ways=ways_counted(db, home.id),
        map_config=_map(),
    )


def _map() -> dict[str, Any]:
    """A map on which a click names the place; the page's script marks it."""
    nothing: dict[str, Any] = {"type": "FeatureCollection", "features": []}
    layers = [
        tile_layer("areas", _("Areas"), visible=False, adjustable=True),
        {"key": "picked", "kind": "geojson", "style": "points", "data": nothing, "selectable": False},
    ]
    return map_config(municipality(), layers, label=_("Map for choosing the place"), locate=False)
