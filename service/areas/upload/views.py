"""What a page and a program are told of a file: its areas with findings, or what must be chosen first."""

from __future__ import annotations

from typing import Any

import shapely

from boundaries.reading.errors import LayerUnclear
from boundaries.reading.findings import PlacedFeature
from boundaries.reading.values import guessed_columns, text_of
from geo.geometry import geometry_to_geojson
from service.areas.facts.words import size_text
from service.areas.upload.reading import Reading, SystemUnclear
from service.areas.upload.words import (
    elsewhere_sentence,
    file_sentence,
    finding_sentence,
    mixed_up_sentence,
    system_label,
    system_remark,
)
from service.i18n import format_number, format_percent, language, ngettext
from service.i18n import gettext as _
from service.web.context import municipality
from service.web.map_config import lonlat_bounds

#: Looking up the nearest place of thousands of findings would take longer than reading the file.
MOST_FINDINGS = 200


def reading_view(reading: Reading, *, with_geometry: bool = True) -> dict[str, Any]:
    """A file that was read: its areas in their order, and remarks on the whole."""
    columns = guessed_columns(reading.raw.columns, [one.values for one in reading.raw.features])
    said = 0
    features = []
    for one in reading.features:
        findings = one.findings if said < MOST_FINDINGS else ()
        said += len(findings)
        features.append(_feature_view(one, name_of(one, columns), findings, with_geometry))
    usable = sum(one.geometry is not None for one in reading.features)
    remarks = [system_remark(reading.epsg)]
    if reading.raw.has_heights:
        remarks.append(_("Heights were left out."))
    shapes = [one.geometry for one in reading.features if one.geometry is not None]
    return {
        "summary": summary(usable, len(features)),
        "features": features,
        "remarks": remarks,
        "bounds": lonlat_bounds(shapely.box(*shapely.total_bounds(shapes))) if shapes else None,
    }


def summary(usable: int, total: int) -> str:
    """How many areas can be used, in a sentence."""
    found = ngettext("The file has one area.", "The file has %(count)s areas.", total, count=format_number(total))
    if usable == total:
        return found
    if not usable:
        return found + " " + _("None of them can be used as it is.")
    return (
        found
        + " "
        + ngettext("One of them can be used.", "%(count)s of them can be used.", usable, count=format_number(usable))
    )


def name_of(feature: PlacedFeature, columns: dict[str, str]) -> str:
    """What a feature is called: its name in the reader's language, else any, else its number in the file."""
    parts = ("sv", "fi", "code") if language() == "sv" else ("fi", "sv", "code")
    for part in parts:
        if part in columns and (text := text_of(feature.values.get(columns[part]))):
            return text[:120]
    return _("Area %(number)s", number=format_number(feature.number))


def _feature_view(one: PlacedFeature, name: str, findings: Any, with_geometry: bool) -> dict[str, Any]:
    geometry = one.geometry
    return {
        "number": one.number,
        "name": name,
        "size_text": size_text(geometry.area) if geometry is not None else "",
        "status": "left_out" if geometry is None else "repair" if one.needs_repair else "good",
        "findings": [finding_sentence(finding) for finding in findings],
        "geometry": geometry_to_geojson(geometry) if geometry is not None and with_geometry else None,
    }


def layer_question(problem: LayerUnclear) -> dict[str, Any]:
    """Which layer to read."""
    return {
        "name": "layer",
        "sentence": file_sentence(problem),
        "label": _("Layer"),
        "options": [{"value": layer, "label": layer} for layer in problem.layers],
        "offers_swap": False,
    }


def system_question(unclear: SystemUnclear) -> dict[str, Any]:
    """Which CRS the numbers are in, the likeliest first; the two numbers may be said to be swapped."""
    if unclear.problem is None:
        sentence = _("The file does not say which coordinate system it is in. Choose it.")
        if unclear.raw.stated:
            sentence = _(
                "The file is in a coordinate system that is not known here (%(name)s). Choose the right one.",
                name=unclear.raw.stated,
            )
    else:
        sentence = mixed_up_sentence(unclear.problem, unclear.epsg or 0)
    is_swapped = any(one.swapped_share > 0.5 for one in unclear.candidates) and not any(
        one.share > 0.5 for one in unclear.candidates
    )
    if unclear.problem is None and is_swapped:
        sentence += " " + _("The numbers seem to have northing or latitude first: tick the box that says so.")
    return {
        "name": "crs",
        "sentence": sentence + elsewhere_sentence(max(one.share, one.swapped_share) for one in unclear.candidates),
        "label": _("Coordinate system"),
        "options": [
            {"value": str(one.epsg), "label": _option(one.epsg, max(one.share, one.swapped_share))}
            for one in unclear.candidates
        ],
        "offers_swap": True,
        "is_swapped": is_swapped,
    }


def _option(epsg: int, share: float) -> str:
    label = system_label(epsg)
    if share <= 0:
        return label
    return _(
        "%(system)s: %(share)s falls in %(municipality)s",
        system=label,
        share=format_percent(share, 0),
        municipality=municipality().name(),
    )
