"""Reading published figures, from the views of `public_api`: values and states side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.database import sql

PACKAGE = "layers.indicators"


@dataclass(frozen=True, slots=True)
class VariableInfo:
    """What a column means: names by language, unit, the year of its figures and where it comes from."""

    id: int
    key: str
    edition: str
    names: dict[str, str]
    unit: str
    year: int | None
    is_count: bool
    source: str


@dataclass(frozen=True, slots=True)
class StatisticsFrame:
    """Figures of the statistical units of a municipality.

    Every array has an entry per unit, in the order of `area_ids` (ascending codes). `values` is NaN where
    there is no number; `suppressed` says where the publisher hid it, `missing` where there is none.
    """

    area_ids: tuple[int, ...]
    codes: tuple[str, ...]
    slugs: tuple[str, ...]
    names: tuple[dict[str, str], ...]
    variables: dict[str, VariableInfo]
    values: dict[str, NDArray[np.float64]]
    suppressed: dict[str, NDArray[np.bool_]]

    def missing(self, key: str) -> NDArray[np.bool_]:
        """Where a variable is neither a number nor suppressed."""
        return np.isnan(self.values[key]) & ~self.suppressed[key]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over the units that show a figure. It leaves out the hidden ones, so it cannot be used to find
    them by subtraction; `hidden_units` says how many there are. `total` is None when no unit shows one."""

    total: float | None
    shown_units: int
    hidden_units: int


def statistics_frame(
    connection: Connection, municipality_id: int, keys: Sequence[str], kind: str = "postal"
) -> StatisticsFrame:
    """The newest edition's figures of some variables in all units of a municipality.

    Parameters
    ----------
    keys : the publisher's column names; a key without any figures here is absent from the result.
    """
    place = {"municipality_id": municipality_id, "kind": kind}
    units = connection.execute(sql("boundaries", "units_listed"), place).all()
    found = connection.execute(sql(PACKAGE, "variables_of"), {**place, "keys": list(keys)})
    variables = {row.key: VariableInfo(**row._mapping) for row in found}
    by_id = {info.id: key for key, info in variables.items()}
    index = {row.id: position for position, row in enumerate(units)}
    values = {key: np.full(len(units), np.nan) for key in variables}
    suppressed = {key: np.zeros(len(units), dtype=np.bool_) for key in variables}
    rows = connection.execute(sql(PACKAGE, "statistics_of"), {**place, "variable_ids": list(by_id)})
    for row in rows:
        key, position = by_id[row.variable_id], index[row.area_id]
        if row.state == "value":
            values[key][position] = row.value
        suppressed[key][position] = row.state == "suppressed"
    return StatisticsFrame(
        area_ids=tuple(row.id for row in units),
        codes=tuple(row.code or row.slug for row in units),
        slugs=tuple(row.slug for row in units),
        names=tuple(row.names for row in units),
        variables=variables,
        values=values,
        suppressed=suppressed,
    )


def municipality_total(connection: Connection, municipality_id: int, key: str, kind: str = "postal") -> Total:
    """The sum of a count over the units of a municipality that show it."""
    frame = statistics_frame(connection, municipality_id, [key], kind)
    if key not in frame.values:
        return Total(None, 0, len(frame.area_ids))
    shown = np.isfinite(frame.values[key])
    total = float(frame.values[key][shown].sum()) if shown.any() else None
    return Total(total, int(shown.sum()), int((~shown).sum()))


def statistics_stamp(connection: Connection, municipality_id: int, kind: str = "postal") -> tuple[object, ...]:
    """A mark that changes whenever the units, their boundaries or any figures do; for caches."""
    row = connection.execute(
        sql(PACKAGE, "statistics_stamp"), {"municipality_id": municipality_id, "kind": kind}
    ).one()
    return tuple(row)
