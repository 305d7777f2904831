"""Reading a Paavo layer from a file: codes with their zeros, sound boundaries, figures with their states."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from geo.errors import GeometryProblem
from geo.geometry import repaired
from layers.indicators.columns import Column, paavo_columns
from layers.indicators.errors import ColumnsMissing, CrsMissing, LayerMissing, MunicipalityNotInFile
from layers.indicators.report import ImportMessage

SUPPRESSED = -1
CODE_DIGITS = 5
MUNICIPALITY_DIGITS = 3


@dataclass(frozen=True, slots=True)
class PaavoArea:
    """One postal-code area: code with its leading zeros, names, boundary in the metric CRS."""

    code: str
    names: dict[str, str]
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class PaavoTable:
    """Areas and figures of one municipality.

    `values` has a row per area and a column per entry of `columns`; NaN where there is no number.
    `suppressed` is True where the publisher hid it (-1); where neither holds a number it is missing (empty).
    """

    areas: tuple[PaavoArea, ...]
    columns: tuple[Column, ...]
    values: NDArray[np.float64]
    suppressed: NDArray[np.bool_]
    messages: tuple[ImportMessage, ...]


def read_paavo(path: Path, layer: str, municipality_code: str) -> PaavoTable:
    """Read the postal-code areas of one municipality.

    A boundary that crosses itself is repaired, with a message; an area that cannot be repaired is left out,
    with a message; the rest is never lost.

    Parameters
    ----------
    path : a file that GDAL reads; any CRS that it states.
    municipality_code : three digits, leading zeros kept.

    Raises
    ------
    LayerMissing, ColumnsMissing, CrsMissing, MunicipalityNotInFile
    """
    frame, epsg = _frame(path, layer)
    belongs = frame["kunta"].map(lambda code: padded(code, MUNICIPALITY_DIGITS)) == municipality_code
    frame = frame[belongs].reset_index(drop=True)
    if frame.empty:
        raise MunicipalityNotInFile(municipality_code)
    messages: list[ImportMessage] = []
    kept, areas = _areas(frame, epsg, messages)
    columns = tuple(column for column in paavo_columns() if column.is_figure)
    raw = frame.loc[kept, [column.key for column in columns]].to_numpy(dtype=np.float64, na_value=np.nan)
    values, suppressed = _states(raw, columns, areas, messages)
    return PaavoTable(tuple(areas), columns, values, suppressed, tuple(messages))


def padded(code: Any, digits: int) -> str:
    """A code as text with the leading zeros that a spreadsheet took away ("91" becomes "091")."""
    text = str(int(code)) if isinstance(code, float | np.floating) else str(code).strip()
    return text.zfill(digits)


def _frame(path: Path, layer: str) -> tuple[Any, int]:
    try:
        frame = pyogrio.read_dataframe(path, layer=layer)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise LayerMissing(f"{path.name}: {layer}") from error
    lacking = [column.key for column in paavo_columns() if column.key not in frame.columns]
    if lacking:
        raise ColumnsMissing(", ".join(lacking))
    epsg = frame.crs.to_epsg() if frame.crs is not None else None
    if epsg is None:
        raise CrsMissing(f"{path.name}: {layer}")
    return frame, int(epsg)


def _areas(frame: Any, epsg: int, messages: list[ImportMessage]) -> tuple[list[int], list[PaavoArea]]:
    kept: list[int] = []
    areas: list[PaavoArea] = []
    seen: set[str] = set()
    for index, row in enumerate(frame[["posti_alue", "nimi", "namn", "geometry"]].itertuples(index=False)):
        code = padded(row.posti_alue, CODE_DIGITS)
        if code != str(row.posti_alue):
            messages.append(ImportMessage("code_padded", code, f"was {row.posti_alue}"))
        if code in seen:
            messages.append(ImportMessage("code_twice", code, "only the first row was taken"))
            continue
        shape = _boundary(row.geometry, epsg, code, messages)
        if shape is None:
            continue
        seen.add(code)
        kept.append(index)
        areas.append(PaavoArea(code, {"fi": row.nimi, "sv": row.namn or row.nimi}, shape))
    return kept, areas


def _boundary(
    geometry: BaseGeometry | None, epsg: int, code: str, messages: list[ImportMessage]
) -> BaseGeometry | None:
    try:
        if geometry is None or geometry.is_empty:
            raise GeometryProblem(detail="no boundary")
        flat = shapely.force_2d(geometry)
        repair = repaired(flat if epsg == METRIC.epsg else METRIC.geometry_from_epsg(flat, epsg))
    except GeometryProblem as problem:
        messages.append(ImportMessage("boundary_unusable", code, str(problem)))
        return None
    if repair.changes:
        change = f"{', '.join(repair.changes)}; area changed by {repair.area_change_m2:.0f} m2"
        messages.append(ImportMessage("boundary_repaired", code, change))
    return repair.geometry


def _states(
    raw: NDArray[np.float64],
    columns: tuple[Column, ...],
    areas: list[PaavoArea],
    messages: list[ImportMessage],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    suppressed = raw == SUPPRESSED
    # No figure of Paavo can be negative: another code must not slip in as a number.
    foreign = (raw < 0) & ~suppressed
    for row, column in zip(*np.nonzero(foreign), strict=True):
        detail = f"{columns[column].key} is {raw[row, column]:g}; taken as missing"
        messages.append(ImportMessage("unknown_sentinel", areas[row].code, detail))
    values = np.where(suppressed | foreign, np.nan, raw)
    return values, suppressed
