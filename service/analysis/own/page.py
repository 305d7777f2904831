"""Filling the pages of imports of figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template
from sqlalchemy import select

from boundaries.reading.model import IMPORT, MEGABYTE
from boundaries.reading.tables import MOST_ROWS
from boundaries.units import units_of
from layers.indicators.bringing.planning import Planned
from layers.indicators.catalogue import DOMAINS
from layers.indicators.models import OwnEdition, OwnIndicator
from layers.indicators.own import NEEDED, PARTS
from layers.indicators.own_store import own_indicator
from service.analysis.catalogue.words import DOMAIN_WORDS
from service.analysis.own.models import IndicatorImport
from service.analysis.own.reading import SHAPE_ENDINGS, TABLE_ENDINGS
from service.analysis.own.report import Report, report_of
from service.analysis.own.words import (
    NO_SHAPES,
    PART_LABELS,
    STATE_TONES,
    STATE_WORDS,
    finding_sentence,
    problem_sentence,
)
from service.errors import FieldError
from service.i18n import LANGUAGES, format_number, format_percent, named, ngettext
from service.i18n import gettext as _
from service.web.context import db_session, municipality, public_db

LISTED = 30
#: Counts under this may tell of a person.
FEW = 3
ROWS_SHOWN = 200


def list_page(error: str = "") -> str:
    """Where a file is sent, and the files of the last days."""
    rows = db_session().scalars(
        select(IndicatorImport)
        .where(IndicatorImport.municipality_id == municipality().id)
        .order_by(IndicatorImport.created_at.desc())
        .limit(LISTED)
    )
    return render_template(
        "analysis/own/list.html",
        imports=[{"row": row, "title": named(_names(row)) or row.file_name, **_state(row)} for row in rows],
        accept=",".join((*TABLE_ENDINGS, *SHAPE_ENDINGS)),
        megabytes=IMPORT.file_bytes // MEGABYTE,
        most_rows=MOST_ROWS,
        error=error,
    )


def one_page(row: IndicatorImport, errors: Sequence[FieldError] = (), message: str = "") -> str:
    """One import in whatever state it is; with its report while it waits for approval."""
    report = ready_report(row)
    return render_template(
        "analysis/own/one.html",
        row=row,
        title=named(_names(row)) or row.file_name,
        **_state(row),
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        message=message,
        problem=problem_sentence(row.problem) if row.state == "failed" else "",
        indicator_key=_key_of(row),
        layer_options=[(name, name) for name in row.problem.get("layers", ())],
        **(_ready(row, report) if report else {}),
    )


def ready_report(row: IndicatorImport) -> Report | None:
    """The report of an import that waits for approval."""
    if row.state != "ready":
        return None
    chosen = own_indicator(db_session(), row.municipality_id, str(row.wish.get("indicator", "")))
    return report_of(db_session(), row, units_of(public_db(), row.municipality_id), chosen.kind if chosen else None)


def report_rows(report: Report) -> list[tuple[int, str, str, str, str]]:
    """Every row of the report: line, area, what becomes of it, its figures, and all that is said of it."""
    return [
        (one.line, one.code or one.name, _deed(one), _figures(one), " ".join(map(finding_sentence, one.findings)))
        for one in report.planned
    ]


def _ready(row: IndicatorImport, report: Report) -> dict[str, Any]:
    shown = sorted((one for one in report.planned if one.findings), key=lambda one: (not one.is_left_out, one.line))
    own = db_session().scalars(select(OwnIndicator).where(OwnIndicator.municipality_id == row.municipality_id))
    return {
        "mark": report.mark,
        "kind": report.choices.kind,
        "is_mapped": set(NEEDED[report.choices.kind]) <= set(report.choices.columns),
        "columns": [_column(row, part) for part in ("code", "name")],
        "figure_columns": {kind: [_column(row, part) for part in parts] for kind, parts in PARTS.items()},
        "name_languages": [(code, name) for code, name in LANGUAGES.items() if code in municipality().languages],
        "domains": [(domain, _(DOMAIN_WORDS[domain])) for domain in DOMAINS],
        "indicators": [("", _("A new one")), *((one.key, named(one.names)) for one in own)],
        "summary": _summary(report),
        "remarks": _remarks(row, report),
        "rows": [_row(one) for one in shown[:ROWS_SHOWN]],
        "hidden_rows": max(0, len(shown) - ROWS_SHOWN),
        "will_do": report.states["value"] + report.states["suppressed"],
    }


def _column(row: IndicatorImport, part: str) -> dict[str, Any]:
    is_needed = part in ("part", "whole", "value")
    return {
        "name": f"column_{part}",
        "hidden": f"hidden_{part}",
        "label": _(PART_LABELS[part]),
        "options": [("", _("Not chosen") if is_needed else _("None")), *((name, name) for name in row.heading)],
        "value": row.mapping.get(part, ""),
        "is_needed": is_needed,
    }


def _summary(report: Report) -> list[str]:
    states, left_out = report.states, sum(one.is_left_out for one in report.planned)
    counted = (
        (states["value"], ngettext("%(count)s area gets a figure", "%(count)s areas get a figure", states["value"])),
        (
            states["suppressed"],
            ngettext("%(count)s area's figure is hidden", "%(count)s areas' figures are hidden", states["suppressed"]),
        ),
        (
            states["missing"],
            ngettext("%(count)s area has no figure", "%(count)s areas have no figure", states["missing"]),
        ),
        (left_out, ngettext("%(count)s row is left out", "%(count)s rows are left out", left_out)),
    )
    return [sentence for count, sentence in counted if count]


def _remarks(row: IndicatorImport, report: Report) -> list[str]:
    book, outcome = report.book, report.outcome
    remarks = []
    if reason := row.facts.get("no_shapes_because"):
        remarks.append(_(NO_SHAPES[reason]))
    if report.choices.by_shape:
        remarks.append(
            _("Counts are moved to the areas by their shapes, as if what a shape holds were spread evenly over it.")
        )
        if row.facts.get("overlap"):
            remarks.append(_("Shapes of the file lie on each other: what they share is counted twice."))
        if row.facts.get("unusable"):
            remarks.append(_("%(count)s shapes cannot be used.", count=format_number(row.facts["unusable"])))
    few = sum(0 < (parts.get("part", ("", 0.0))[1] or 0) < FEW for parts in outcome.figures.values())
    if few and report.choices.kind == "share":
        sentence = _("In %(count)s areas one or two are counted. Make sure that nobody can be known by that.")
        remarks.append(sentence % {"count": format_number(few)})
    if outcome.without and report.planned:
        names = ", ".join(named(dict(book.names[at])) for at in outcome.without[:12])
        more = " …" if len(outcome.without) > 12 else ""
        remarks.append(_("No row is about these areas: %(names)s.", names=names + more))
    for at, share in outcome.thin[:12]:
        name = named(dict(book.names[at]))
        remarks.append(_("%(name)s is under shapes to %(share)s only.", name=name, share=format_percent(share, 0)))
    return remarks


def _row(one: Planned) -> dict[str, Any]:
    return {
        "line": one.line,
        "area": one.code or one.name,
        "deed": _deed(one),
        "tone": "bad" if one.is_left_out else "warn",
        "figures": _figures(one),
        "findings": [finding_sentence(finding) for finding in one.findings],
    }


def _deed(one: Planned) -> str:
    return _("Left out") if one.is_left_out else _("Brought in")


def _figures(one: Planned) -> str:
    words = {"suppressed": _("hidden"), "missing": _("missing")}
    return " / ".join(words.get(state) or format_number(value) for state, value in one.figures.values())


def _names(row: IndicatorImport) -> dict[str, str]:
    return {code: str(row.wish.get(f"name_{code}", "")) for code in LANGUAGES}


def _state(row: IndicatorImport) -> dict[str, str]:
    return {"state_text": _(STATE_WORDS[row.state]), "tone": STATE_TONES[row.state]}


def _key_of(row: IndicatorImport) -> str:
    if row.edition_id is None:
        return ""
    edition = db_session().get(OwnEdition, row.edition_id)
    return db_session().get_one(OwnIndicator, edition.indicator_id).key if edition else ""
