"""The preview of an import that waits for approval: facts, warnings, what each feature becomes, what to choose."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from boundaries.reading.batches import MOST_COLUMNS
from layers.sight import seen_by
from service.areas.upload.staging import finding_of
from service.areas.upload.words import system_remark
from service.i18n import format_number, named, ngettext
from service.i18n import gettext as _
from service.layer_imports import report as reports
from service.layer_imports.layer_targets import replaceable
from service.layer_imports.maps import preview_map
from service.layer_imports.models import LayerImport
from service.layer_imports.words import fate_words, finding_words, plan_remark, summary_lines
from service.web.context import actor, municipality
from service.web.sight import visibility_name
from service.zoning.words import size_words

ROWS_SHOWN = 200
FIRST_ROWS = 5
COLUMNS_SHOWN = 8
FATE_TONES = {"taken": "good", "repaired": "info"}
KIND_WORDS = {
    "area": lambda n: ngettext("%(count)s area", "%(count)s areas", n, count=format_number(n)),
    "line": lambda n: ngettext("%(count)s line", "%(count)s lines", n, count=format_number(n)),
    "point": lambda n: ngettext("%(count)s point", "%(count)s points", n, count=format_number(n)),
}


def preview(db: Session, row: LayerImport) -> dict[str, Any]:
    """What the page of an import shows while it waits for approval."""
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
        **(layer_choices(db) if not is_plan else {}),
        "will_do": report.taken if not is_plan else len(row.target["plans"]),
        "map_config": preview_map(db, row),
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


def layer_choices(db: Session) -> dict[str, Any]:
    """What there is to choose from when the features become a layer, for who asks."""
    who = actor()
    layers = [
        (one.key, named(one.names) or one.key) for one in db.scalars(replaceable(who.municipality_id, who.sight))
    ]
    return {
        "replaceable": [("", _("A new layer")), *layers],
        "layer_kinds": [
            ("other", _("Something else")),
            ("services", _("Services")),
            ("spaces", _("Free spaces")),
            ("backdrop", _("Backdrop")),
        ],
        "visibilities": [(one, visibility_name(one)) for one in seen_by(who.sight)],
    }


def _facts(row: LayerImport) -> list[str]:
    facts = row.facts
    kinds = [words(int(facts["kinds"][kind])) for kind, words in KIND_WORDS.items() if facts["kinds"].get(kind)]
    shapes = ", ".join(kinds) or _("no shapes")
    found = [f"{facts['format']}: {shapes}"]
    if facts.get("layer"):
        found.append(_("Layer: %(name)s.", name=facts["layer"]))
    if facts.get("epsg"):
        said = system_remark(int(facts["epsg"]))
        found.append(
            said if facts.get("is_stated") else said + " " + _("It was chosen here; the file does not say so.")
        )
    if facts.get("has_heights"):
        found.append(_("Heights were left out."))
    if facts["format"] == "DXF":
        found.append(_("Arcs and circles were made into corners, nowhere more than 5 cm from the arc."))
    return found


def _warnings(row: LayerImport, report: reports.Report) -> list[str]:
    found = []
    home = municipality().name()
    if row.facts.get("used") and not row.facts.get("inside"):
        found.append(
            _("Nothing of the file lies in %(municipality)s. Is its coordinate system right?", municipality=home)
        )
    if row.facts.get("is_table_missing"):
        found.append(
            _("The zip has no .dbf, so that the shapes come without names and other details. Is it meant to be so?")
        )
    if hidden := int(row.facts.get("hidden_columns", 0)):
        found.append(
            ngettext(
                "The file has %(count)s column more than can be kept, which is left out: at most %(most)s are kept.",
                "The file has %(count)s columns more than can be kept, which are left out: at most %(most)s are kept.",
                hidden, count=format_number(hidden), most=MOST_COLUMNS,
            )
        )  # fmt: skip
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
