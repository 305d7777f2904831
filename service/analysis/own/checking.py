"""What an import of figures still wants before it can be brought in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from layers.indicators.models import OwnIndicator
from layers.indicators.own import NEEDED
from service.analysis.own.models import IndicatorImport
from service.analysis.own.report import Report
from service.analysis.own.schemas import LANGUAGES
from service.errors import FieldError
from service.i18n import gettext as _
from service.i18n import named

EARLIEST = 1950
MOST_BASE = 100_000


def wanting(row: IndicatorImport, report: Report, chosen: OwnIndicator | None) -> list[FieldError]:
    """A sentence for each thing that must be put right; empty when nothing is.

    Parameters
    ----------
    chosen : the indicator that gets another edition; None makes a new one.
    """
    errors = [*_columns(row, report), *_years(row)]
    if not row.wish.get("source"):
        errors.append(FieldError("source", _("Write who publishes the figures. Everyone sees it beside them.")))
    if chosen is None:
        errors += misnamed(row.wish, str(row.wish.get("kind", "share")))
    if not errors and not report.states["value"]:
        errors.append(FieldError("column_code", _("No area would get a number. Look at the report below.")))
    return errors


def _columns(row: IndicatorImport, report: Report) -> list[FieldError]:
    errors = []
    columns = report.choices.columns
    if not report.choices.by_shape and not {"code", "name"} & columns.keys():
        errors.append(FieldError("column_code", _("Choose the column with the areas' codes or names.")))
    for part in NEEDED[report.choices.kind]:
        if part not in columns:
            errors.append(FieldError(f"column_{part}", _("Choose the column with these figures.")))
    if row.wish.get("by_shape") and report.choices.kind == "value":
        sentence = _("Only counts can be moved by their shapes: a mean of a shape is not the mean of its parts.")
        errors.append(FieldError("by_shape", sentence))
    return errors


def _years(row: IndicatorImport) -> list[FieldError]:
    year, this = str(row.wish.get("year", "")), dt.datetime.now(dt.UTC).year
    if year.isdecimal() and EARLIEST <= int(year) <= this:
        return []
    return [FieldError("year", _("Give the year of the figures, at most %(year)s.", year=this))]


def misnamed(wish: Mapping[str, Any], kind: str) -> list[FieldError]:
    """What an indicator's name and meaning still want; `wish` holds the fields of a `MeaningForm`."""
    texts = {
        what: {code: str(wish.get(f"{what}_{code}", "")) for code in LANGUAGES if wish.get(f"{what}_{code}")}
        for what in ("name", "meaning", "of")
    }
    errors = []
    base = str(wish.get("minimum_base") or "1")
    if not (base.isdecimal() and 1 <= int(base) <= MOST_BASE):
        errors.append(FieldError("minimum_base", _("Give a whole number, at least 1.")))
    if not named(texts["name"]):
        errors.append(FieldError("name_fi", _("Give the indicator a name.")))
    if not named(texts["meaning"]):
        errors.append(FieldError("meaning_fi", _("Say in one plain sentence what it tells.")))
    if kind == "share" and not named(texts["of"]):
        errors.append(FieldError("of_fi", _("Say whom or what the share is of, as in “of homes”.")))
    if kind == "value" and not wish.get("unit"):
        errors.append(FieldError("unit", _("Give the unit, as in m or €.")))
    return errors
