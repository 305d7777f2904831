"""The report of a decision: one file with its map, that opens anywhere and asks nobody for anything."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from flask import render_template
from markupsafe import Markup

from geo.crs import METRIC
from service.analysis.maps import extent
from service.analysis.shapes import UnitShape
from service.i18n import format_number, named
from service.i18n import gettext as _
from service.programmes.drawing import OUTLINE
from service.programmes.inlining import inlined
from service.programmes.queries import DecisionView, rows_of
from service.programmes.views import frozen_state

#: The light palette of static/css/tokens.css, greatest index first; a file on a disk has no style sheet to ask.
COLOURS = {1: "#0a4a5a", 2: "#2f8290", 3: "#74b4b6", 4: "#b5d9d6", 5: "#e4f0ee"}
UNRANKED = "#c9cfd1"
CHOSEN = "#b93d14"
HATCH = "#5c6d72"
LEAFLET = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/"
MAP_HEIGHT_PX = 480
#: Colours as the templates take them; uncertain areas are filled with patterns of these names.
PALETTE = {
    "colours": COLOURS,
    "chosen_colour": CHOSEN,
    "hatched": sorted(COLOURS.items()),
    "hatch_colour": HATCH,
}


def report_html(view: DecisionView, shapes: Mapping[str, UnitShape], context: dict[str, Any]) -> str:
    """The whole report as one HTML text with every script and style inside it.

    Raises OutsideAddress when anything in it would be fetched from elsewhere.
    """
    parts = map_parts(view, shapes)
    template = "programmes/records/report.html" if "record" in view.method_card else "programmes/report.html"
    page = render_template(template, **context, **parts, **PALETTE)
    return inlined(page)


def map_parts(view: DecisionView, shapes: Mapping[str, UnitShape]) -> dict[str, Markup]:
    """The map as folium writes it: what goes in the head, in the body and after it.

    folium escapes no text, so every text that goes in is escaped here.
    """
    import folium  # slow to import, and only reports need it

    chart = folium.Map(tiles=None, height=MAP_HEIGHT_PX, attribution_control=False, zoom_snap=0.25)
    # The rest of folium's usual scripts serve markers, which this map has none of.
    chart.default_js = [("leaflet", LEAFLET + "leaflet.js")]
    chart.default_css = [("leaflet_css", LEAFLET + "leaflet.css")]
    features = [_feature(view, row, shapes[row["code"]]) for row in rows_of(view) if row["code"] in shapes]
    # What is drawn last lies on top: the outlines of the chosen areas.
    features.sort(key=lambda one: one["properties"]["is_chosen"])
    if features:
        layer = folium.GeoJson({"type": "FeatureCollection", "features": features}, style_function=_style)
        labels = ["", _("Index"), _("Range of the rank"), _("Residents")]
        fields = ["name", "index", "range", "residents"]
        if all(one["properties"]["range"] == "" for one in features):
            labels.pop(2), fields.pop(2)
        folium.GeoJsonTooltip(fields=fields, aliases=labels, sticky=False).add_to(layer)
        layer.add_to(chart)
        whole = extent(dict(enumerate(shapes.values())))
        west, south, east, north = METRIC.geometry_to_lonlat(whole).bounds
        chart.fit_bounds([[south, west], [north, east]])
    figure = chart.get_root()
    figure.render()
    return {
        "map_head": Markup(figure.header.render()),  # noqa: S704 (made of escaped texts, see above)
        "map_body": Markup(figure.html.render()),  # noqa: S704
        "map_script": Markup("<script>{}</script>").format(Markup(figure.script.render())),  # noqa: S704
    }


def _feature(view: DecisionView, row: dict[str, Any], shape: UnitShape) -> dict[str, Any]:
    index = frozen_state(row) if row["index"] is None else format_number(row["index"], 1)
    return {
        "type": "Feature",
        "geometry": shape.geojson,
        "properties": {
            "name": html.escape(named(row["name"])),
            "index": html.escape(index),
            "range": html.escape(_range(row)),
            "residents": html.escape(format_number(row["residents"])),
            "class": OUTLINE if row.get("is_drawn") else row["class"] or 0,
            "is_chosen": row["code"] in {one["code"] for one in view.chosen} or bool(row.get("is_chosen")),
            "is_uncertain": bool(row.get("is_uncertain")),
        },
    }


def _range(row: dict[str, Any]) -> str:
    """The range of a rank; empty without one, as in records made by hand."""
    if row.get("low") is None:
        return ""
    return f"{format_number(row['low'], 0)}–{format_number(row['high'], 0)}"


def _style(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature["properties"]
    chosen = properties["is_chosen"]
    is_hatched = properties["is_uncertain"] and properties["class"] in COLOURS
    return {
        "fillColor": f"url(#hatch-{properties['class']})"
        if is_hatched
        else COLOURS.get(properties["class"], UNRANKED),
        "fillOpacity": 0.0 if properties["class"] == OUTLINE else 0.9,
        "color": CHOSEN if chosen else "#ffffff",
        "weight": 3.5 if chosen else 1,
    }
