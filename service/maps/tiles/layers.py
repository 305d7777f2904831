"""The table of tile layers: what each holds, which statement draws it, and how long it may be kept.

Every attribute of every tile is declared here, which is what TileJSON publishes; none is personal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from service.i18n import N_

TEXT = "String"
NUMBER = "Number"
BOOLEAN = "Boolean"
#: What TileJSON calls the kinds of values of a layer; what differs from feature to feature is read as text.
KINDS = MappingProxyType({"number": NUMBER, "boolean": BOOLEAN, "string": TEXT, "mixed": TEXT})
NAMES = {"name_fi": TEXT, "name_sv": TEXT}


@dataclass(frozen=True, slots=True)
class Part:
    """One named layer inside a tile, with the attributes of its features."""

    name: str
    description: str
    fields: Mapping[str, str]
    min_zoom: int = 0  # in the metric matrix


@dataclass(frozen=True, slots=True)
class TileLayer:
    """A layer with tiles of its own.

    Parameters
    ----------
    buffer_px : how far features reach over the tile's edge. Points have none in the metric matrix: each is
        in one tile, so that features can be counted.
    kept_s : seconds for which a process may answer with a tile that it drew before without asking the database
        whether anything has changed since. Zero where something can be hidden: what is hidden is gone at once.
    max_age_s : seconds for which a client need not ask again.
    catalogue : keys of the layer records whose attribution is shown.
    layer_id : the catalogue's layer that ``sql/tile_layer.sql`` draws; None for what is built in.
    stamp : when that layer changed last: what was drawn of it before is not answered with.
    visibility : who may see that layer (`layers.models.VISIBILITIES`). What not everybody may see is kept nowhere.
    is_planned_once : whether one plan serves every tile, so that a connection plans the statement once: right where
        the window's index finds little at any zoom. Where a window may hold everything it is planned for each tile.
    """

    name: str
    parts: tuple[Part, ...]
    buffer_px: int = 8
    kept_s: float = 0.0
    max_age_s: int = 0
    catalogue: tuple[str, ...] = ()
    layer_id: int | None = None
    stamp: str = ""
    visibility: str = "public"
    is_planned_once: bool = False
    filters: tuple[str, ...] = field(default=())


_UNIT = {
    "unit": NUMBER,
    "letter": TEXT,
    "number": TEXT,
    "land_use": TEXT,
    "plan_fi": TEXT,
    "plan_sv": TEXT,
    "plan_kind": TEXT,
    "state": TEXT,
    "part": TEXT,
}
_PROPOSAL = {"slug": TEXT, "title": TEXT, "state": TEXT}

# A shape that tiles cut would get its name in each of them. So names and letters come as points of their own,
# in the layer's "<layer>_labels", one for the whole shape.
_ALL = (
    TileLayer(
        "backdrop",
        (
            Part("municipality", N_("The municipality's outline"), NAMES),
            Part("water", N_("Lakes and sea, approximate"), NAMES),
            Part("urban_zones", N_("Zones of the urban structure"), {**NAMES, "zone": TEXT}),
            Part("postal_areas", N_("Postal-code areas"), {**NAMES, "slug": TEXT, "code": TEXT}),
            Part("places", N_("Names of places, 1 the most important"), {**NAMES, "kind": TEXT, "rank": NUMBER}),
        ),
        # As below: a boundary that changes is to be seen within five seconds too.
        kept_s=1.0,
        max_age_s=3,
        catalogue=("municipality", "water", "urban_zones", "postal_areas", "places"),
    ),
    TileLayer(
        "pins",
        (
            Part(
                "pins",
                N_("Public pins; where there are many, one point for a cell with their count and mean place"),
                {
                    "id": TEXT,
                    "reference": TEXT,
                    "theme": TEXT,
                    "state": TEXT,
                    "kind": TEXT,
                    "campaign": TEXT,
                    "count": NUMBER,
                },
            ),
            Part(
                "pin_shapes",
                N_("Lines and areas that were drawn with a pin, near by; the pin itself is a point in the middle"),
                {"reference": TEXT, "theme": TEXT, "state": TEXT, "kind": TEXT, "campaign": TEXT},
            ),
        ),
        buffer_px=0,
        is_planned_once=True,
        filters=("theme", "state", "kind", "campaign", "area", "q", "since", "until", "bbox", "outline"),
    ),
    TileLayer(
        "areas",
        (
            Part("areas", N_("Areas, official ones and residents' own"), {**NAMES, "slug": TEXT, "kind": TEXT}),
            Part("areas_labels", N_("A point for each area's name"), {**NAMES, "slug": TEXT, "kind": TEXT}),
        ),
        catalogue=("postal_areas",),
    ),
    TileLayer(
        "zoning",
        (
            Part("zoning", N_("Units of zoning plans; the whole plan where units would be too small to see"), _UNIT),
            Part("zoning_labels", N_("A point for each unit's letter"), _UNIT, min_zoom=13),
        ),
        # Together under the five seconds within which a change of a plan is to be seen.
        kept_s=1.0,
        max_age_s=3,
        is_planned_once=True,
        catalogue=("zoning",),
    ),
    TileLayer(
        "proposals",
        (
            Part("proposals", N_("Open and closed proposals"), _PROPOSAL),
            Part("proposals_labels", N_("A point for each proposal's title"), _PROPOSAL, min_zoom=10),
        ),
        is_planned_once=True,
    ),
    TileLayer(
        "walks",
        (
            Part("walks", N_("Routes of development walks"), {"slug": TEXT, "title": TEXT}),
            Part("walk_stops", N_("Stops on a route"), {"slug": TEXT, "name": TEXT, "number": NUMBER}, min_zoom=11),
        ),
        is_planned_once=True,
        catalogue=("walks",),
    ),
)

#: What is built in. Layers of the catalogue come beside these (`layer_of_catalogue`), and never in their place.
LAYERS: Mapping[str, TileLayer] = MappingProxyType({layer.name: layer for layer in _ALL})


def layer_of_catalogue(
    key: str,
    layer_id: int,
    names: Mapping[str, str],
    attributes: Iterable[str],
    stamp: str,
    visibility: str = "public",
) -> TileLayer:
    """A layer of the catalogue with its name and the keys of the attributes that it shows.

    Attributes count as text here: `descriptions.LayerFacts.kinds` says what they are.
    """
    fields = {"id": NUMBER, "code": TEXT, **NAMES, "name_en": TEXT, **dict.fromkeys(attributes, TEXT)}
    description = next((name for name in names.values() if name), key)
    return TileLayer(
        key,
        (Part(key, description, fields),),
        kept_s=60.0,
        catalogue=(key,),
        layer_id=layer_id,
        stamp=stamp,
        visibility=visibility,
    )
