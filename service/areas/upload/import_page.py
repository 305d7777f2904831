"""Filling the pages of an import: the question, the report, the map."""

from __future__ import annotations

from typing import Any

import shapely
from flask import render_template
from shapely.geometry.base import BaseGeometry

from boundaries.reading.errors import LayerUnclear, UploadProblem
from boundaries.reading.model import RawFile
from geo.candidates import Candidate
from geo.errors import GeometryProblem
from geo.geometry import geometry_to_geojson
from service.areas.facts.words import size_text
from service.areas.kinds import kind_label, kinds_label
from service.areas.upload.models import AreaImport
from service.areas.upload.planning import Planned, counts, mark_of
from service.areas.upload.reading import SystemUnclear
from service.areas.upload.staging import finding_of
from service.areas.upload.views import layer_question, system_question
from service.areas.upload.words import file_sentence, finding_sentence, system_remark
from service.i18n import N_, format_number, named, ngettext
from service.i18n import gettext as _
from service.web.context import municipality
from service.web.map_config import map_config, tile_layer

ROWS_SHOWN = 300
SHAPES_SHOWN = 1000
#: The map of a report is an overview; corners closer than this cannot be told apart on it.
OVERVIEW_M = 5.0
STATE_WORDS = {
    "reading": N_("Being read"),
    "asking": N_("Needs an answer"),
    "ready": N_("Waiting for approval"),
    "failed": N_("Cannot be used"),
    "applying": N_("Being imported"),
    "applied": N_("Imported"),
    "undone": N_("Taken back"),
}
STATE_TONES = {"ready": "info", "asking": "warn", "failed": "bad", "applied": "good"}
DEED_TONES = {"create": "good", "change": "info", "rename": "info", "same": "plain"}


def render_import(row: AreaImport, planned: list[Planned], repairs: set[int], error: str = "") -> str:
    """The page of one import, in whatever state it is."""
    counted = counts(planned)
    return render_template(
        "areas/upload/import.html",
        row=row,
        error=error,
        kind=kind_label(row.kind),
        state_text=_(STATE_WORDS[row.state]),
        state_tone=STATE_TONES.get(row.state, "plain"),
        question=_question(row),
        problem=_problem(row),
        remarks=_remarks(row) if row.facts else [],
        summary=summary_lines(counted),
        rows=[_row_view(one, repairs) for one in _shown(planned)],
        hidden_rows=max(0, len(planned) - ROWS_SHOWN),
        columns=_columns(row),
        mark=mark_of(planned),
        will_do=sum(counted[deed] for deed in ("create", "change", "rename")),
        map_config=_map(planned) if planned else None,
    )


def summary_lines(counted: Any) -> list[str]:
    """What will happen, a sentence for each fate that any feature has."""
    sentences = {
        "create": lambda n, text: ngettext("%(count)s new area", "%(count)s new areas", n, count=text),
        "change": lambda n, text: ngettext(
            "%(count)s area gets a new boundary", "%(count)s areas get a new boundary", n, count=text
        ),
        "rename": lambda n, text: ngettext(
            "%(count)s area gets a new name", "%(count)s areas get a new name", n, count=text
        ),
        "same": lambda n, text: ngettext("%(count)s stays as it is", "%(count)s stay as they are", n, count=text),
        "repair_first": lambda n, text: ngettext(
            "%(count)s waits for a repair", "%(count)s wait for a repair", n, count=text
        ),
        "left_out": lambda n, text: ngettext(
            "%(count)s cannot be used and is left out", "%(count)s cannot be used and are left out", n, count=text
        ),
        "no_name": lambda n, text: ngettext(
            "%(count)s has no name and is left out", "%(count)s have no name and are left out", n, count=text
        ),
        "code_twice": lambda n, text: ngettext(
            "%(count)s repeats a code or name and is left out",
            "%(count)s repeat a code or name and are left out",
            n,
            count=text,
        ),
    }
    return [say(counted[deed], format_number(counted[deed])) for deed, say in sentences.items() if counted[deed]]


def list_view(row: AreaImport) -> dict[str, Any]:
    """An import in the list of imports."""
    return {
        "id": row.id,
        "name": row.file_name,
        "kind": kinds_label(row.kind),
        "state_text": _(STATE_WORDS[row.state]),
        "tone": STATE_TONES.get(row.state, "plain"),
        "created_at": row.created_at,
    }


def _deed_text(one: Planned) -> str:
    name = named(one.existing.names) if one.existing is not None else ""
    if one.deed == "change":
        if abs(one.change_m2) < 1:
            return _("Changes the boundary of %(name)s", name=name)
        size = size_text(abs(one.change_m2))
        if one.change_m2 > 0:
            return _("Changes the boundary of %(name)s: %(size)s larger", name=name, size=size)
        return _("Changes the boundary of %(name)s: %(size)s smaller", name=name, size=size)
    texts = {
        "create": _("New"),
        "rename": _("Changes the name of %(name)s", name=name),
        "same": _("Stays as it is"),
        "repair_first": _("Left out until repaired"),
        "no_name": _("Left out: no name"),
        "code_twice": _("Left out: the same code or name came before"),
        "left_out": _("Left out"),
    }
    return texts[one.deed]


def _row_view(one: Planned, repairs: set[int]) -> dict[str, Any]:
    sentences = [finding_sentence(finding_of(found)) for found in one.feature.findings]
    if one.is_padded:
        sentences.append(_("The code got its leading zeros back."))
    return {
        "number": one.feature.number,
        "name": named(one.names) if one.names else _("Area %(number)s", number=format_number(one.feature.number)),
        "other_name": one.names.get("sv", "") if one.names.get("fi") else "",
        "code": one.code or "",
        "size_text": size_text(one.geometry.area) if one.geometry is not None else "",
        "deed": _deed_text(one),
        "tone": DEED_TONES.get(one.deed, "bad"),
        "slug": one.existing.slug if one.existing is not None and one.existing.state == "published" else "",
        "findings": sentences,
        "can_repair": one.feature.needs_repair and one.geometry is not None,
        "is_repaired": one.feature.number in repairs,
    }


def _shown(planned: list[Planned]) -> list[Planned]:
    """What needs a look first: left out, with findings, changed; then the rest in the order of the file."""
    order = {"left_out": 0, "repair_first": 0, "no_name": 0, "code_twice": 0, "change": 2, "rename": 2}
    return sorted(planned, key=lambda one: 1 if one.feature.findings else order.get(one.deed, 3))[:ROWS_SHOWN]


def _columns(row: AreaImport) -> list[dict[str, Any]]:
    names = row.facts.get("columns", [])
    options = [("", _("None")), *((name, name) for name in names)]
    labels = {"fi": _("Name in Finnish"), "sv": _("Name in Swedish"), "code": _("Code")}
    return [
        {"name": part, "label": label, "options": options, "value": row.columns.get(part, "")}
        for part, label in labels.items()
    ]


def _remarks(row: AreaImport) -> list[str]:
    remarks = [system_remark(int(row.facts["epsg"]))]
    if row.facts.get("layer"):
        remarks.append(_("Layer: %(name)s.", name=row.facts["layer"]))
    if row.facts.get("has_heights"):
        remarks.append(_("Heights were left out."))
    return remarks


def _question(row: AreaImport) -> dict[str, Any] | None:
    if row.state != "asking":
        return None
    asked = row.question
    if asked["name"] == "layer":
        return layer_question(LayerUnclear([str(name) for name in asked["layers"]]))
    problem = None
    if asked.get("problem"):
        problem = GeometryProblem()
        problem.code = asked["problem"]
    raw = RawFile("", [], None, stated=str(asked.get("stated", "")))
    candidates = [Candidate(int(epsg), float(a), float(b)) for epsg, a, b in asked["candidates"]]
    return system_question(SystemUnclear(raw, problem, asked.get("epsg"), candidates))


def _problem(row: AreaImport) -> str:
    if not row.problem:
        return ""
    return file_sentence(UploadProblem(row.problem["code"], **row.problem["values"]))


def _map(planned: list[Planned]) -> dict[str, Any]:
    features = []
    shapes: list[BaseGeometry] = []
    for one in planned[:SHAPES_SHOWN]:
        if one.geometry is None:
            continue
        shapes.append(one.geometry)
        outline = shapely.simplify(one.geometry, OVERVIEW_M)
        properties = {"title": named(one.names) if one.names else ""}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry_to_geojson(outline)})
    whole = {"type": "FeatureCollection", "features": features}
    layers = [
        tile_layer("areas", _("Areas"), visible=False, adjustable=True),
        {"key": "import", "kind": "geojson", "style": "proposals", "data": whole},
    ]
    show = shapely.box(*shapely.total_bounds(shapes)) if shapes else None
    return map_config(municipality(), layers, show=show)
