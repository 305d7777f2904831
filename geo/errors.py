"""What can be wrong with a place or a shape: one tree of errors that name the fact.

Every error carries a stable `code`, and where it is known a `where`: the place as a WGS 84
pair (lon, lat), or the position inside the input as a path such as ``coordinates[0][3]``.
Words for people are made elsewhere, in the reader's language, from the code.
"""

from __future__ import annotations

Where = tuple[float, float] | str | None


class GeometryProblem(ValueError):
    """A place or shape that cannot be used as it is.

    Parameters
    ----------
    where : (lon, lat) in WGS 84, or a path inside the input, or None when neither is known.
    detail : a short technical remark for logs; never shown untranslated to people.
    """

    code = "geometry_problem"

    def __init__(self, where: Where = None, detail: str = "") -> None:
        self.where = where
        self.detail = detail
        super().__init__(" ".join(part for part in (self.code, _place(where), detail) if part))


class NotGeometry(GeometryProblem):
    """The input is not a GeoJSON geometry object at all, or its coordinates have a wrong shape."""

    code = "not_geometry"


class GeometryTypeUnsupported(GeometryProblem):
    """A geometry type that is not taken in here (a collection, for example)."""

    code = "geometry_type_unsupported"


class CrsDeclared(GeometryProblem):
    """The input declares a coordinate system of its own; RFC 7946 knows WGS 84 only."""

    code = "crs_declared"


class TooManyVertices(GeometryProblem):
    """More corner points than the limit; nothing was built."""

    code = "too_many_vertices"


class TooManyRings(GeometryProblem):
    """More rings (outlines and holes) than the limit; nothing was built."""

    code = "too_many_rings"


class RingTooShort(GeometryProblem):
    """A ring with fewer than three different corner points."""

    code = "ring_too_short"


class NotFinite(GeometryProblem):
    """A coordinate that is NaN, infinite, or too large to be a number."""

    code = "not_finite"


class EmptyGeometry(GeometryProblem):
    """No coordinates at all."""

    code = "empty_geometry"


class ZeroArea(GeometryProblem):
    """A polygon that encloses nothing."""

    code = "zero_area"


class ZeroLength(GeometryProblem):
    """A line whose points are all the same."""

    code = "zero_length"


class SelfIntersects(GeometryProblem):
    """An outline crosses or touches itself at `where`."""

    code = "self_intersects"


class HoleOutsideShell(GeometryProblem):
    """A hole that lies outside its polygon, or inside another hole."""

    code = "hole_outside_shell"


class PartsOverlap(GeometryProblem):
    """Two parts of a multipolygon cover the same ground."""

    code = "parts_overlap"


class NothingLeft(GeometryProblem):
    """An operation on an area would leave nothing of it."""

    code = "nothing_left"


class NotSplit(GeometryProblem):
    """A line that should split an area leaves all of it on one side."""

    code = "not_split"


class LonLatOutOfRange(GeometryProblem):
    """A longitude beyond 180 or a latitude beyond 90 degrees."""

    code = "lonlat_out_of_range"


class SwappedAxes(GeometryProblem):
    """Latitude stands first (or northing before easting); the other order would fit."""

    code = "swapped_axes"


class MetresAsDegrees(GeometryProblem):
    """Projected metres where degrees belong."""

    code = "metres_as_degrees"


class DegreesAsMetres(GeometryProblem):
    """Degrees where projected metres belong."""

    code = "degrees_as_metres"


class OutsideAreaOfUse(GeometryProblem):
    """A place where the metric coordinate system is not meant to be used."""

    code = "outside_area_of_use"


class BoxUpsideDown(GeometryProblem):
    """A bounding box whose south is north of its north."""

    code = "box_upside_down"


class TileOutsideMatrix(GeometryProblem):
    """A tile address that the tile matrix does not have."""

    code = "tile_outside_matrix"


class CrsUnusable(GeometryProblem):
    """An EPSG number that is unknown, or no metric map projection with an area of use."""

    code = "crs_unusable"


def _place(where: Where) -> str:
    if where is None or isinstance(where, str):
        return f"at {where}" if where else ""
    return f"at {where[0]:.6f} {where[1]:.6f}"
