"""What the pages and the API of an area's history are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

from boundaries.history import ChangeRow, TraitRow, VersionRow, boundary_at, changes_of, traits_of, versions_of
from geo.geometry import geometry_to_geojson
from service.areas.facts.figures import size_text
from service.areas.history.difference import PARTS, Change
from service.areas.history.queries import Result, results_on
from service.areas.history.words import PART_WORDS
from service.errors import NotFound
from service.i18n import gettext as _
from service.web.context import CurrentMunicipality, municipality, public_db
from service.web.map_config import map_config, tile_layer


@dataclass(frozen=True)
class History:
    """An area with everything that its history shows, newest first."""

    traits: TraitRow
    versions: tuple[VersionRow, ...]
    changes: tuple[ChangeRow, ...]
    results: dict[int, list[Result]]

    def version(self, number: int) -> VersionRow:
        """The version of a number. Raises NotFound."""
        found = next((one for one in self.versions if one.number == number), None)
        if found is None:
            raise NotFound(_("The area has no version of that number."))
        return found


def history_of(slug: str) -> History:
    """The history of the published or ended area of an address. Raises NotFound."""
    home = municipality()
    traits = traits_of(public_db(), home.id, slug)
    if traits is None:
        raise NotFound(_("There is no such area. It may have been taken down."))
    versions = versions_of(public_db(), traits.area_id)
    results = results_on(public_db(), home.id, [version.id for version in versions])
    return History(traits, versions, changes_of(public_db(), traits.area_id), results)


def boundary_of(history: History, number: int) -> BaseGeometry:
    """The boundary of a version in the metric CRS. Raises NotFound."""
    shape = boundary_at(public_db(), history.traits.area_id, number)
    if shape is None:
        raise NotFound(_("The area has no version of that number."))
    return shape


def pair_of(history: History, older: int | None, newer: int | None) -> tuple[int, int] | None:
    """The two versions to compare: those asked for, else the two newest; None when there is one alone.

    Raises NotFound when one of them does not exist.
    """
    newest = history.versions[0].number
    if len(history.versions) == 1 and older is None and newer is None:
        return None
    to = newer or newest
    before = older or max((one.number for one in history.versions if one.number < to), default=to)
    return history.version(before).number, history.version(to).number


def change_features(change: Change) -> dict[str, Any]:
    """A change as GeoJSON: one feature for each of gained, lost and kept, with its words."""
    found = []
    for part in PARTS:
        shape = getattr(change, part)
        if shape is not None:
            label = f"{_(PART_WORDS[part])} {size_text(shape.area)}"
            properties = {"change": part, "label": label, "area_m2": round(shape.area, 1)}
            geometry = geometry_to_geojson(shape)
            found.append({"type": "Feature", "id": part, "properties": properties, "geometry": geometry})
    return {"type": "FeatureCollection", "features": found}


def change_map(home: CurrentMunicipality, change: Change, show: BaseGeometry) -> dict[str, Any]:
    """The settings of a map of a change; `show` (metric CRS) is what it opens on."""
    layer = {"key": "change", "kind": "geojson", "style": "change", "data": change_features(change)}
    return map_config(home, [layer, tile_layer("pins", _("Ideas"), visible=False, adjustable=True)], show=show)
