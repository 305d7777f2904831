"""Statistical units: the areas that published figures come in, and the ground that they cover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql

PACKAGE = "boundaries"


@dataclass(frozen=True, slots=True)
class Units:
    """The statistical units of a municipality, in the order of their codes.

    `geometry` holds valid polygons in the metric CRS; all sequences have one entry per unit. `ground` is
    the municipality together with its units: border units reach over its outline, and people live there.
    """

    ids: tuple[int, ...]
    slugs: tuple[str, ...]
    codes: tuple[str, ...]
    names: tuple[dict[str, str], ...]
    geometry: NDArray[np.object_]
    ground: BaseGeometry

    def __len__(self) -> int:
        return len(self.ids)


def units_of(connection: Connection, municipality_id: int, kind: str = "postal") -> Units:
    """The published areas of one statistical kind; empty arrays when there are none."""
    values = {"municipality_id": municipality_id, "kind": kind}
    rows = connection.execute(sql(PACKAGE, "units_of"), values).all()
    outline = connection.execute(sql(PACKAGE, "municipality_outline"), values).scalar()
    geometry = np.empty(len(rows), dtype=object)
    geometry[:] = [_valid(shapely.from_wkb(bytes(row.wkb))) for row in rows]
    parts = [*geometry, shapely.from_wkb(bytes(outline))] if outline is not None else [*geometry]
    ground = shapely.union_all(parts)
    shapely.prepare(geometry)
    shapely.prepare(ground)
    return Units(
        ids=tuple(row.id for row in rows),
        slugs=tuple(row.slug for row in rows),
        codes=tuple(row.code or row.slug for row in rows),
        names=tuple(row.names for row in rows),
        geometry=geometry,
        ground=ground,
    )


def _valid(geometry: BaseGeometry) -> BaseGeometry:
    return geometry if geometry.is_valid else shapely.make_valid(geometry)
