"""What the pages of sets are filled with."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import shapely

from boundaries.queries import AreaRow
from boundaries.sets.queries import SetRow, areas_of_set, set_by_slug
from geo.partition import Finding, findings
from service.areas.features import collection
from service.areas.sets.words import findings_features
from service.errors import NotFound
from service.i18n import gettext as _
from service.i18n import language
from service.web.context import CurrentMunicipality, municipality, public_db
from service.web.map_config import map_config, tile_layer

KEPT = 32
_lock = threading.Lock()
_kept: dict[tuple[Any, ...], list[Finding]] = {}


def shown_set(slug: str) -> tuple[SetRow, tuple[AreaRow, ...]]:
    """A set and its published areas. Raises NotFound."""
    home = municipality()
    one = set_by_slug(public_db(), home.id, slug)
    if one is None:
        raise NotFound(_("There is no such set of areas."))
    return one, areas_of_set(public_db(), home.id, slug, language())


def findings_among(one: SetRow, areas: Sequence[AreaRow]) -> list[Finding]:
    """What keeps the areas of a set from being a partition; remembered while none of their boundaries changes."""
    key = (str(public_db().engine.url), one.id, one.tolerance_m, tuple(area.version_id for area in areas))
    with _lock:
        if key in _kept:
            return _kept[key]
    found = findings([area.geometry for area in areas if area.geometry is not None], one.tolerance_m)
    with _lock:
        while len(_kept) >= KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = found
    return found


def set_map(
    home: CurrentMunicipality, areas: Sequence[AreaRow], found: Sequence[Finding] = (), **options: Any
) -> dict[str, Any]:
    """The settings of a set's map; findings lie on top with their numbers."""
    shapes = [area.geometry for area in areas if area.geometry is not None]
    layers: list[dict[str, Any]] = [
        {
            "key": "set-areas",
            "kind": "geojson",
            "style": "areas",
            "idProperty": "slug",
            "data": collection(list(areas)),
        }
    ]
    if found:
        layers.append({"key": "findings", "kind": "geojson", "style": "change", "data": findings_features(found)})
    layers.append(tile_layer("pins", _("Ideas"), visible=False, adjustable=True))
    show = shapely.box(*shapely.total_bounds(shapes)) if shapes else None
    return map_config(home, layers, show=show, **options)
