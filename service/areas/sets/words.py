"""What stands in the way of a set, in words with the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from boundaries import errors
from boundaries.queries import AreaRow
from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from geo.partition import Finding
from service.areas.facts.figures import size_text
from service.i18n import N_, format_number, named
from service.i18n import gettext as _
from service.web.places import place_in_words

SENTENCES: dict[type[errors.AreaProblem], str] = {
    errors.AreaNotFound: N_("One of the areas is not there any more. Look at the set anew."),
    errors.AreaInPartition: N_("The area belongs to a set without gaps. Take it out of the set first."),
    errors.CycleOfAreas: N_("An area cannot lie above itself. Choose another area above."),
    errors.NotOfOneSet: N_("Choose two different areas of this set."),
    errors.StatisticalUnit: N_("Postal-code areas are their publisher's, so their boundaries are not changed here."),
}
#: More findings than this are counted, not listed.
MOST_LISTED = 100
CENTIMETRES_BELOW_M = 1.0


def area_sentence(error: errors.AreaProblem) -> str:
    """The sentence for what cannot be done to an area or a set."""
    return _(SENTENCES.get(type(error), SENTENCES[errors.AreaNotFound]))


def width_text(width_m: float) -> str:
    """A width in centimetres or metres, as people would say it."""
    if width_m < CENTIMETRES_BELOW_M:
        return f"{format_number(max(1, round(width_m * 100)))} cm"
    return f"{format_number(width_m, 1 if width_m < 10 else 0)} m"


def finding_view(found: Finding, areas: Sequence[AreaRow]) -> dict[str, Any]:
    """A finding with its place in words and in WGS 84, its size, and the areas that it lies between."""
    lonlat = METRIC.to_lonlat(*found.where)
    kinds = {
        ("gap", True): _("Narrow gap"),
        ("gap", False): _("Gap"),
        ("overlap", True): _("Narrow overlap"),
        ("overlap", False): _("Overlap"),
    }
    return {
        "kind": found.kind,
        "is_sliver": found.is_sliver,
        "label": kinds[found.kind, found.is_sliver],
        "where": place_in_words(lonlat),
        "lonlat": [round(value, 6) for value in lonlat],
        "area_m2": round(found.area_m2, 2),
        "size_text": size_text(found.area_m2),
        "width_m": round(found.width_m, 3),
        "width_text": width_text(found.width_m),
        "between": [named(areas[i].names) for i in found.between],
    }


def findings_features(found: Sequence[Finding]) -> dict[str, Any]:
    """Findings as GeoJSON for a map."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": number,
                "properties": {"change": one.kind, "label": str(number)},
                "geometry": geometry_to_geojson(one.geometry),
            }
            for number, one in enumerate(found[:MOST_LISTED], start=1)
        ],
    }
