"""Filling the pages of an import of a layer: the question, the preview, the report, the map."""

from __future__ import annotations

from typing import Any

import shapely
from flask import render_template
from sqlalchemy.orm import Session

from boundaries.reading.errors import LayerUnclear, UploadProblem
from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from layers.models import Layer
from layers.plans.colours import colour_of
from service.areas.upload.staging import finding_of
from service.areas.upload.views import layer_question
from service.areas.upload.words import system_label, system_remark
from service.errors import FieldError
from service.i18n import N_, format_number, named, ngettext
from service.i18n import gettext as _
from service.layer_imports import report as reports
from service.layer_imports.layer_targets import replaceable
from service.layer_imports.models import LayerImport
from service.layer_imports.words import (
    fate_words,
    finding_words,
    landing_words,
    plan_remark,
    problem_sentence,
    status_options,
    summary_lines,
    system_sentence,
)
from service.web.context import municipality
from service.web.map_config import map_config, tile_layer
from service.zoning.words import size_words

ROWS_SHOWN = 200
FIRST_ROWS = 5
COLUMNS_SHOWN = 8
SHAPES_SHOWN = 1000
#: So many letters are written on the map of a report, those of the largest units.
LETTERS_SHOWN = 300
#: The map of a report is an overview; corners closer than this cannot be told apart on it.
OVERVIEW_M = 3.0
STATE_WORDS = {
    "reading": N_("Being read"),
    "asking": N_("Needs an answer"),
    "ready": N_("Waiting for approval"),
    "failed": N_("Cannot be used"),
    "applying": N_("Being brought in"),
    "applied": N_("In use"),
    "undone": N_("Taken back"),
}
STATE_TONES = {"ready": "info", "asking": "warn", "failed": "bad", "applied": "good"}
FATE_TONES = {"taken": "good", "repaired": "info"}
KIND_WORDS = {
    "area": lambda n: ngettext("%(count)s area", "%(count)s areas", n, count=format_number(n)),
    "line": lambda n: ngettext("%(count)s line", "%(count)s lines", n, count=format_number(n)),
    "point": lambda n: ngettext("%(count)s point", "%(count)s points", n, count=format_number(n)),
}


def render_import(db: Session, row: LayerImport, errors: list[FieldError] | None = None, message: str = "") -> str:
    """The page of one import, in whatever state it is."""
    ready = _ready(db, row) if row.state == "ready" else {"map_config": None}
    return render_template(
        "layer_imports/one.html",
        row=row,
        message=message,
        errors=[{"where": one.where, "message": one.message} for one in errors or []],
        error_of={one.where: one.message for one in errors or []},
        brought=_brought_layer(db, row),
        state_text=_(STATE_WORDS[row.state]),
        state_tone=STATE_TONES.get(row.state, "plain"),
        question=question_view(row),
        problem=problem_sentence(UploadProblem(row.problem["code"], **row.problem["values"])) if row.problem else "",
        statuses=status_options(),
        kinds=[("detailed", _("Detailed plan")), ("master", _("Master plan"))],
        **ready,
    )


def _brought_layer(db: Session, row: LayerImport) -> Layer | None:
    """The layer that an applied import made or renewed; None for plans, and when it has been removed since."""
    if row.state != "applied" or "layer" not in row.outcome:
        return None
    layer = db.get(Layer, row.outcome["layer"])
    return layer if layer is not None and layer.removed_at is None else None


def list_view(row: LayerImport) -> dict[str, Any]:
    """An import in the list of imports."""
    return {
        "id": row.id,
        "name": row.file_name,
        "state_text": _(STATE_WORDS[row.state]),
        "tone": STATE_TONES.get(row.state, "plain"),
        "created_at": row.created_at,
    }


def question_view(row: LayerImport) -> dict[str, Any] | None:
    """What is asked of a file: which layer, or which coordinate system with where it would land."""
    if row.state != "asking":
        return None
    asked = row.question
    if asked["name"] == "layer":
        return {**layer_question(LayerUnclear([str(name) for name in asked["layers"]])), "map_config": None}
    swapped = max((float(one[2]) for one in asked["candidates"]), default=0)
    plain = max((float(one[1]) for one in asked["candidates"]), default=0)
    return {
        "name": "crs",
        "sentence": system_sentence(asked),
        "label": _("Coordinate system"),
        "options": [{"value": str(one[0]), "label": landing_words(one)} for one in asked["candidates"]],
        "offers_swap": True,
        "is_swapped": swapped > 0.5 and plain <= 0.5,
        "map_config": _landing_map(asked["candidates"]),
    }


def row_view(db_row: Any, unknown: dict[str, int], column: str, columns: list[str]) -> dict[str, Any]:
    """A feature of the report: number, the first values of some columns, what becomes of it and why."""
    values = {name: value for name, value in db_row.values.items() if value not in (None, "")}
    sentences = [finding_words(finding_of(found)) for found in db_row.findings]
    letter = str(values.get(column, "")).strip()[:40] if column else ""
    if db_row.fate in reports.TAKEN and column:
        if letter in unknown:
            sentences.append(_("The letter %(letter)s is not known here.", letter=letter))
        elif not letter:
            sentences.append(_("It has no letter."))
    return {
        "number": db_row.number,
        "values": [values[name] for name in columns if name in values][:4],
        "fate": fate_words(db_row.fate),
        "tone": FATE_TONES.get(db_row.fate, "bad"),
        "findings": sentences,
        "size": size_words(float(db_row.area_m2), "area") if db_row.area_m2 else "",
    }


def _ready(db: Session, row: LayerImport) -> dict[str, Any]:
    report = reports.report_of(db, row)
    told = reports.told_rows(db, row, report, ROWS_SHOWN + 1)
    column, is_plan = reports.letter_column(row), row.target["kind"] == "plans"
    shown = ["letter", "name", "number"] if is_plan else [str(name) for name in row.facts.get("columns", [])]
    columns = [str(name) for name in row.facts.get("columns", [])]
    return {
        "report": report,
        "summary": summary_lines(report.counts) if row.total else [],
        "facts": _facts(row),
        "warnings": _warnings(row, report),
        "columns": columns[:COLUMNS_SHOWN],
        "hidden_columns": max(0, len(columns) - COLUMNS_SHOWN),
        "first_rows": reports.first_rows(db, row, FIRST_ROWS),
        "column_options": [("", _("None")), *((name, name) for name in columns)],
        "rows": [row_view(one, report.unknown, column, shown) for one in told[:ROWS_SHOWN]],
        "has_more_rows": len(told) > ROWS_SHOWN,
        "plans": _plans(row),
        **(layer_choices(db, row) if not is_plan else {}),
        "will_do": report.taken if not is_plan else len(row.target["plans"]),
        "map_config": _map(db, row),
    }


def layer_choices(db: Session, row: LayerImport) -> dict[str, Any]:
    """What there is to choose from when the features become a layer."""
    layers = [(one.key, named(one.names) or one.key) for one in replaceable(db, row.municipality_id)]
    return {
        "replaceable": [("", _("A new layer")), *layers],
        "layer_kinds": [
            ("other", _("Something else")),
            ("services", _("Services")),
            ("spaces", _("Free spaces")),
            ("backdrop", _("Backdrop")),
        ],
        "visibilities": [
            ("officials", _("Officials")),
            ("public", _("Everybody")),
            ("administrators", _("Administrators")),
        ],
    }


def _facts(row: LayerImport) -> list[str]:
    facts = row.facts
    kinds = [words(int(facts["kinds"][kind])) for kind, words in KIND_WORDS.items() if facts["kinds"].get(kind)]
    found = [f"{facts['format']}: {', '.join(kinds) or _('no shapes')}"]
    if facts.get("layer"):
        found.append(_("Layer: %(name)s.", name=facts["layer"]))
    if facts.get("epsg"):
        said = system_remark(int(facts["epsg"]))
        found.append(
            said if facts.get("is_stated") else said + " " + _("It was chosen here; the file does not say so.")
        )
    if facts.get("has_heights"):
        found.append(_("Heights were left out."))
    return found


def _warnings(row: LayerImport, report: reports.Report) -> list[str]:
    found = []
    home = municipality().name()
    if row.facts.get("used") and not row.facts.get("inside"):
        found.append(
            _("Nothing of the file lies in %(municipality)s. Is its coordinate system right?", municipality=home)
        )
    for one in row.facts.get("plans", []):
        if not one["is_inside"]:
            found.append(_("Plan %(key)s lies outside %(municipality)s.", key=one["key"], municipality=home))
        found += [plan_remark(remark) for remark in one["remarks"][:20]]
    if report.unknown:
        letters = ", ".join(f"{letter} ({format_number(n)})" for letter, n in list(report.unknown.items())[:30])
        found.append(_("Letters that are not known here, with how many have them: %(letters)s.", letters=letters))
    if report.without_letter:
        found.append(
            ngettext(
                "%(count)s feature has no letter.", "%(count)s features have no letter.", report.without_letter,
                count=format_number(report.without_letter),
            )
        )  # fmt: skip
    if report.replaces:
        names, count = report.replaces
        found.append(
            ngettext(
                "The plan %(name)s is here already: its %(count)s unit is replaced.",
                "The plan %(name)s is here already: its %(count)s units are replaced.",
                count, name=named(names), count=format_number(count),
            )
        )  # fmt: skip
    return found


def _plans(row: LayerImport) -> list[dict[str, Any]]:
    if row.target["kind"] != "plans":
        return []
    facts = {one["key"]: one for one in row.facts["plans"]}
    found = []
    for typed in row.target["plans"]:
        own = facts[typed["key"]]
        units, details, ends = int(own["units"]), int(own["details"]), int(own["repeals"])
        told = [ngettext("%(count)s land use", "%(count)s land uses", units, count=format_number(units))]
        if details:
            told.append(
                ngettext("%(count)s other part", "%(count)s other parts", details, count=format_number(details))
            )
        if ends:
            told.append(
                ngettext(
                    "ends %(count)s part of other plans", "ends %(count)s parts of other plans", ends,
                    count=format_number(ends),
                )
            )  # fmt: skip
        found.append({**typed, "told": ", ".join([size_words(float(own["area_m2"]), "area"), *told])})
    return found


def _map(db: Session, row: LayerImport) -> dict[str, Any] | None:
    is_plan = row.target["kind"] != "layer"
    column = reports.letter_column(row)
    shapes = reports.shapes_of(db, row, SHAPES_SHOWN, OVERVIEW_M)
    shapes += [
        ({"letter": "", "title": one["key"]}, shapely.from_wkb(bytes.fromhex(one["outline"])))
        for one in row.facts.get("plans", [])
    ]
    features = []
    for values, shape in shapes:
        letter = str(values.get(column) or "") if column else ""
        properties: dict[str, Any] = {"title": letter or str(values.get("title", "")), "letter": letter}
        if is_plan and "title" in values:
            properties["part"] = "plan"
        if shape.is_empty or shape.geom_type not in ("Point", "LineString", "Polygon", "MultiPolygon"):
            shape = shape.envelope if not shape.is_empty else None
        if shape is not None:
            features.append({"type": "Feature", "properties": properties, "geometry": geometry_to_geojson(shape)})
        if is_plan and letter and shape is not None and len(features) < 2 * LETTERS_SHOWN:
            point = geometry_to_geojson(shape.representative_point())
            named_so = {"letter": letter, "layer": "zoning_labels"}
            features.append({"type": "Feature", "properties": named_so, "geometry": point})
    dots = [] if is_plan else [one for one in features if one["geometry"]["type"] == "Point"]
    shown = [one for one in features if one not in dots] if dots else features
    letters = sorted({str(values.get(column) or "") for values, _shape in shapes})
    style = "zoning" if is_plan else "proposals"
    layers = [
        tile_layer("zoning", _("Zoning plan"), style="zoning", visible=False, adjustable=True, classes=[]),
        _drawn("import", shown, style=style, property="letter", classes=_classes(letters) if is_plan else []),
        _drawn("import_points", dots, style="points"),
    ]
    extent = reports.extent_of(db, row) or (shapes[0][1].envelope if shapes else None)
    return map_config(municipality(), layers, show=extent)


def _drawn(key: str, features: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Features as a layer of the page's map."""
    return {"key": key, "kind": "geojson", "data": {"type": "FeatureCollection", "features": features}, **more}


def _classes(letters: list[str]) -> list[dict[str, Any]]:
    """The letters of a plan in its usual colours, as the map's zoning is drawn."""
    looks = [(letter, colour_of(letter)) for letter in letters if letter]
    return [
        {"value": letter, "label": letter, "fill": look.fill, "outline": look.outline, "pattern": look.pattern_path}
        for letter, look in looks
    ]


def _landing_map(candidates: list[list[Any]]) -> dict[str, Any] | None:
    features = []
    for epsg, _share, _swapped, lonlat in candidates:
        if lonlat is not None:
            x, y = METRIC.from_lonlat(*lonlat)
            shape = geometry_to_geojson(shapely.Point(x, y).buffer(4000, quad_segs=4))
            features.append({"type": "Feature", "properties": {"title": system_label(int(epsg))}, "geometry": shape})
    if not features:
        return None
    data = {"type": "FeatureCollection", "features": features}
    return map_config(municipality(), [{"key": "landing", "kind": "geojson", "style": "proposals", "data": data}])
