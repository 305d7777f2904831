"""Surfaces as the map's layers and as small drawings inside a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from service.areas.agreement.queries import CallRow
from service.areas.agreement.reckoning import BANDS
from service.areas.agreement.words import range_label
from service.areas.map_config import MOST_CORNERS
from service.i18n import gettext as _
from service.web.context import CurrentMunicipality
from service.web.map_config import map_config, tile_layer

#: Colours of the bands, the darkest for what most agree on; fewer bands take the darkest ones.
TOKENS = ("seq-1", "seq-2", "seq-3", "seq-4", "seq-5")
#: So much closer than the municipality's first view a call opens: a suburb fills a phone.
ZOOMED_IN = 1
#: The layer of a proposed boundary.
OUTLINE = "boundary"
#: The small drawings are as wide as this many units, and their lines keep this much of them.
PICTURE = 100
PICTURE_STEP = 0.4


@dataclass(frozen=True, slots=True)
class Band:
    """Places between two levels: `shape` in WGS 84, `low` and `high` shares (no `high` in the last one).

    `is_core` tells the bands of the core, drawn plain, from those of the fringe, drawn with a hatch.
    """

    low: float
    high: float | None
    token: str
    label: str
    is_core: bool
    shape: BaseGeometry
    area_m2: float


def bands_of(levels: Sequence[dict[str, Any]], call: CallRow) -> list[Band]:
    """The surface as bands that do not overlap, from the widest to the innermost."""
    wanted = {*BANDS, call.fringe_share, call.core_share}
    kept = [level for level in levels if level["share"] in wanted]
    # What fewer than three people cover is not there: the widest level may be higher than a tenth.
    if levels and levels[0] not in kept:
        kept.insert(0, levels[0])
    shapes = [shapely.geometry.shape(level["geometry"]) for level in kept]
    tokens = TOKENS[-len(kept) :] if kept else ()
    found = []
    for index, level in enumerate(kept):
        inner = kept[index + 1] if index + 1 < len(kept) else None
        shape = shapes[index].difference(shapes[index + 1]) if inner else shapes[index]
        high = inner["share"] if inner else None
        found.append(
            Band(
                low=level["share"],
                high=high,
                token=tokens[index] if index < len(tokens) else TOKENS[0],
                label=range_label(level["share"], high),
                is_core=level["share"] >= call.core_share,
                shape=_areas(shape),
                area_m2=level["area_m2"] - (inner["area_m2"] if inner else 0),
            )
        )
    return found


def surface_map(
    home: CurrentMunicipality,
    call: CallRow,
    bands: Sequence[Band],
    proposal: dict[str, Any] | None,
    opened: Sequence[BaseGeometry] = (),
) -> dict[str, Any]:
    """The settings of the map on a call's page. `opened` are outlines in metres that their authors let be seen."""
    layers: list[dict[str, Any]] = []
    if bands:
        layers.append(
            {
                "key": "agreement",
                "kind": "geojson",
                "style": "choropleth",
                "label": _("How many draw a place in"),
                "data": {"type": "FeatureCollection", "features": [_feature(n, b) for n, b in enumerate(bands, 1)]},
                "classes": [
                    {"min": n, "max": n + 1, "label": band.label, "token": band.token}
                    for n, band in enumerate(bands, 1)
                ],
                "property": "class_number",
                "idProperty": "number",
                "adjustable": True,
            }
        )
    if proposal:
        layers.append(outline_layer(OUTLINE, _("What at least half draw in"), proposal["geometry"]))
    if opened:
        layers.append(_opened_layer(opened))
    shape = bands[0].shape if bands else None
    if shape is None:
        return map_config(home, layers, view={"lonlat": _lonlat(call), "zoom": home.zoom + ZOOMED_IN})
    around = proposal["geometry"] if proposal else None
    seen = shapely.geometry.shape(around) if around else shape
    return map_config(home, layers, show=METRIC.geometry_from_lonlat(seen.envelope.union(shape.envelope).envelope))


def publishing_map(home: CurrentMunicipality, call: CallRow, outline: dict[str, Any]) -> dict[str, Any]:
    """The settings of the map beside the choice of a level; its layer is there also when it is empty."""
    layer = outline_layer(OUTLINE, _("The boundary at the chosen level"), outline["geometry"])
    config = map_config(home, [layer], view={"lonlat": _lonlat(call), "zoom": home.zoom + ZOOMED_IN})
    if outline["geometry"] is not None:
        config["view"] = {**config["view"], "bounds": outline["bounds"]}
    return config


def drawing_map(home: CurrentMunicipality, call: CallRow, shape: BaseGeometry | None) -> dict[str, Any]:
    """The settings of the map to draw on: where the call is, or one's own drawing. Nobody else's is shown there,
    so that everyone draws their own."""
    drawing = {"type": "MultiPolygon", "maxCorners": MOST_CORNERS}
    layers = [tile_layer("areas", _("Areas"), visible=False, adjustable=True)]
    if shape is not None:
        return map_config(home, layers, show=shape, mode="draw", draw=drawing)
    return map_config(
        home, layers, view={"lonlat": _lonlat(call), "zoom": home.zoom + ZOOMED_IN}, mode="draw", draw=drawing
    )


def outline_layer(key: str, label: str, geometry: dict[str, Any] | None) -> dict[str, Any]:
    """A boundary as a layer of the map; an empty layer without one."""
    feature = {"type": "Feature", "id": key, "geometry": geometry, "properties": {"slug": key}}
    data = {"type": "FeatureCollection", "features": [feature] if geometry is not None else []}
    return {"key": key, "kind": "geojson", "style": "areas", "label": label, "data": data}


@dataclass(frozen=True, slots=True)
class Picture:
    """Several outlines of WGS 84 as paths of one small drawing; `box` is its view box."""

    box: str
    paths: tuple[str, ...]


def picture_of(geometries: Iterable[dict[str, Any] | None]) -> Picture:
    """Outlines drawn to one scale, north up; an absent one becomes an empty path."""
    shapes = [_metric(one) for one in geometries]
    west, south, east, north = shapely.total_bounds([one for one in shapes if not one.is_empty])
    scale = PICTURE / max(east - west, north - south)
    width, height = (east - west) * scale, (north - south) * scale
    paths = tuple(_path(one, west, north, scale) for one in shapes)
    return Picture(f"-3 -3 {width + 6:.0f} {height + 6:.0f}", paths)


def _path(shape: BaseGeometry, west: float, north: float, scale: float) -> str:
    parts = []
    for ring in shapely.get_rings(shapely.get_parts(shape.simplify(PICTURE_STEP / scale))):
        corners = [f"{(x - west) * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring.coords[:-1]]
        parts.append("M" + "L".join(corners) + "Z")
    return "".join(parts)


def _metric(geometry: dict[str, Any] | None) -> BaseGeometry:
    return METRIC.geometry_from_lonlat(shapely.geometry.shape(geometry)) if geometry else shapely.MultiPolygon()


def _feature(number: int, band: Band) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": number,
        "geometry": shapely.geometry.mapping(band.shape),
        "properties": {
            "number": number,
            "class_number": number,
            "status": "value" if band.is_core else "uncertain",
            "label": band.label,
        },
    }


def _opened_layer(opened: Sequence[BaseGeometry]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "id": number,
            "geometry": shapely.geometry.mapping(METRIC.geometry_to_lonlat(shape)),
            "properties": {"slug": str(number)},
        }
        for number, shape in enumerate(opened, 1)
    ]
    return {
        "key": "opened",
        "kind": "geojson",
        "style": "proposals",
        "label": _("Drawings that may be shown"),
        "data": {"type": "FeatureCollection", "features": features},
        "visible": False,
    }


def _areas(shape: BaseGeometry) -> BaseGeometry:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts)


def _lonlat(call: CallRow) -> list[float]:
    return list(METRIC.to_lonlat(call.place.x, call.place.y))
