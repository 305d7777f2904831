"""The figures of a record: taken from the statistics once, and given back from the record ever after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.indicators.catalogue import HOLIDAY_HOMES, HOUSEHOLDS, RESIDENTS, Indicator
from layers.indicators.queries import StatisticsFrame
from service.analysis.workbench.figures import Figures

BASES = {"residents": RESIDENTS, "households": HOUSEHOLDS, "holiday_homes": HOLIDAY_HOMES}


def definition(indicator: Indicator) -> dict[str, Any]:
    """An indicator with all that defines it, as plain values."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(indicator).items()}


def defined(values: Mapping[str, Any]) -> Indicator:
    """The indicator that `definition` gave; what else stands beside it is left out."""
    known: dict[str, Any] = {field.name: values[field.name] for field in fields(Indicator) if field.name in values}
    known.update({key: tuple(value) for key, value in known.items() if isinstance(value, list)})
    return Indicator(**known)


def figures_of_record(card: Mapping[str, Any], table: Sequence[Mapping[str, Any]]) -> Figures:
    """The figures that a record was made of, in their order then; area ids are positions.

    Parameters
    ----------
    table : rows with ``code``, ``name``, the base counts, and for each indicator its counts and state.
    """
    rows = {row["code"]: row for row in table}
    ordered = [rows[code] for code in card["order"]]
    indicators = tuple(defined(entry) for entry in card["indicators"])
    frame = StatisticsFrame(
        area_ids=tuple(range(len(ordered))),
        codes=tuple(row["code"] for row in ordered),
        slugs=tuple(row["code"] for row in ordered),
        names=tuple(row["name"] for row in ordered),
        variables={},
        values={key: _column([row[name] for row in ordered]) for name, key in BASES.items()},
        suppressed={},
    )
    return Figures(
        frame=frame,
        indicators=indicators,
        part=_matrix(ordered, indicators, "numerator"),
        whole=_matrix(ordered, indicators, "denominator"),
        value=_matrix(ordered, indicators, "value"),
        error=_matrix(ordered, indicators, "error"),
        suppressed=np.array(
            [[row["indicators"][one.key]["state"] == "suppressed" for row in ordered] for one in indicators],
            dtype=np.bool_,
        ).reshape(len(indicators), len(ordered)),
        absent=(),
    )


def _matrix(rows: Sequence[Mapping[str, Any]], indicators: Sequence[Indicator], name: str) -> NDArray[np.float64]:
    found = [_column([row["indicators"][one.key][name] for row in rows]) for one in indicators]
    return np.array(found, dtype=np.float64).reshape(len(indicators), len(rows))


def _column(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if one is None else one for one in values], dtype=np.float64)
