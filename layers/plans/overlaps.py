"""Which surfaces of many lie over one another, and what they cover together, without joining them all.

Most units of a plan only share their edges. To join ten thousand of them takes seconds; to see that their edges match
takes a small part of one. So only the few that overlap others are joined. (GEOS has a test of its own for it,
`coverage_invalid_edges`, which overlooks units where very many overlap.)

Formula: with A the units that do not overlap each other, and F the joined others,
area(all) = sum of area(a) + area(F) - sum of area(a and F).
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

Shapes = NDArray[np.object_]
Flags = NDArray[np.bool_]
_SURFACES = (3, 6)  # polygon, multipolygon
#: Of very unequal surfaces that overlap, those so many times larger than the middle one are tried as the others.
_LARGE = 8.0
#: Whoever goes round less than this, in m2, has no sure direction by the sum of its corners.
_SURE_M2 = 1e-3
#: So small a share of all surfaces is few.
_FEW = 0.01


def others(shapes: Shapes) -> Flags:
    """Some of many sound surfaces, so that what is left has no ground in common with each other.

    One large surface under many small ones is named rather than those.
    """
    named = ~np.isin(shapely.get_type_id(shapes), _SURFACES)
    size = shapely.area(shapes)
    large = named | (size > _LARGE * np.median(size)) if len(shapes) else named
    # Where only a few are large, it costs less to take them for others than to ask whether they are.
    if 0 < large.sum() <= _FEW * len(shapes):
        instead = large | _told(shapes, ~large)
        if instead.sum() <= 2 * _FEW * len(shapes):
            return instead
    told = named | _told(shapes, ~named)
    if not told.any():
        return told
    instead = large | _told(shapes, ~large)
    return instead if instead.sum() < told.sum() else told


def area_together(shapes: Shapes, apart: Flags) -> float:
    """The area that some surfaces cover together in m2.

    `apart` marks those that may overlap others, as `others` told of the surfaces or of larger ones that they are
    parts of.
    """
    alone = shapes[~apart]
    found = float(shapely.area(alone).sum())
    if apart.any():
        over = shapely.union_all(shapes[apart])
        found += float(over.area) - float(common_area(over, alone).sum())
    return found


def common_area(surface: shapely.Geometry, shapes: Shapes) -> NDArray[np.float64]:
    """The area of each shape inside a surface, in m2."""
    shapely.prepare(surface)
    found = np.zeros(len(shapes))
    inside = shapely.contains_properly(surface, shapes)
    found[inside] = shapely.area(shapes[inside])
    partly = ~inside & shapely.intersects(surface, shapes)
    found[partly] = shapely.area(shapely.intersection(surface, shapes[partly]))
    return found


def joined(shapes: Shapes, apart: Flags) -> shapely.Geometry:
    """All the surfaces as one, `apart` as above; those that only share edges are joined by their outer edges alone."""
    alone = shapes[~apart]
    faces = _faces(alone)
    inside = faces[_covers(shapely.STRtree(alone), faces) > 0] if len(faces) else faces
    return shapely.union_all([*inside, *shapes[apart]])


def _told(shapes: Shapes, among: Flags) -> Flags:
    """Those of some surfaces that meet ground which two of them cover; without need now and then, never too few.

    An edge between two neighbours that match is crossed without a change in how many surfaces lie over one's head. The
    edges that are left divide the plane into faces of one number each, so that a point of a face tells it.
    """
    told = np.zeros(len(shapes), dtype=bool)
    some = shapes[among]
    if len(some) < 2:
        return told
    faces = _faces(some)
    if not len(faces):
        return told
    tree = shapely.STRtree(some)
    manifold = faces[_covers(tree, faces) > 1]
    _, hit = tree.query(manifold, predicate="intersects")
    told[np.flatnonzero(among)[hit]] = True
    return told


def _faces(shapes: Shapes) -> Shapes:
    shapes = shapes[~shapely.is_empty(shapes)]
    if not len(shapes):
        return shapes
    edges, way = _edges(shapes)
    order = np.lexsort(edges.T)
    edges, way = edges[order], way[order]
    first = np.flatnonzero(np.r_[True, (edges[1:] != edges[:-1]).any(axis=1)])
    # There and back the same way is no edge any more.
    lines = shapely.linestrings(edges[first][np.add.reduceat(way, first) != 0].reshape(-1, 2, 2))
    return np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines)))))


def _edges(shapes: Shapes) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The edges of some surfaces as x, y, x, y, from their lesser end, and 1 or -1 for the way that they are gone.

    Most units are one ring. Their corners are read without a Python object for each ring: so many of them would send
    the interpreter looking for garbage in all its memory, which takes longer than all else here.
    """
    points, of = shapely.get_coordinates(shapes, return_index=True)
    first, last = (np.searchsorted(of, np.arange(len(shapes)), side=side) for side in ("left", "right"))
    comes_back = (points == points[first][of]).all(axis=1).astype(np.int64)
    turn = _turns(points - points[first][of], first)
    is_plain = (comes_back[last - 1] == 1) & (np.add.reduceat(comes_back, first) == 2) & (np.abs(turn) > _SURE_M2)
    rings = shapely.get_rings(shapely.orient_polygons(shapely.get_parts(shapes[~is_plain])))
    more, of_more = shapely.get_coordinates(rings, return_index=True)
    points = np.vstack([points[is_plain[of]], more])
    ring = np.concatenate([of[is_plain[of]], len(shapes) + of_more])
    way = np.concatenate([np.where(turn < 0, -1, 1), np.ones(len(rings), dtype=np.int64)])
    follows = ring[1:] == ring[:-1]
    start, end, way = points[:-1][follows], points[1:][follows], way[ring[1:][follows]]
    is_back = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    edges = np.where(is_back[:, None], np.hstack([end, start]), np.hstack([start, end]))
    return edges, np.where(is_back, -way, way)


def _turns(points: NDArray[np.float64], first: NDArray[np.intp]) -> NDArray[np.float64]:
    """Twice the area that each ring goes round, negative clockwise; `first` says where rings begin.

    Each ring's points are told from its first one, so that the step from ring to ring adds nothing.
    """
    x, y = points.T
    steps = np.r_[x[:-1] * y[1:] - x[1:] * y[:-1], 0.0]
    return np.asarray(np.add.reduceat(steps, first))


def _covers(tree: shapely.STRtree, faces: Shapes) -> NDArray[np.int64]:
    """How many surfaces lie over each face.

    A point that happens to lie on an edge between neighbours is in both, so that the least of some points is it.
    """
    middle = shapely.point_on_surface(faces)
    reach = shapely.distance(middle, shapely.boundary(faces))
    least = np.full(len(faces), np.iinfo(np.int64).max)
    for turn in (0.7, 2.9, 5.1):
        x = shapely.get_x(middle) + 0.37 * reach * np.cos(turn)
        y = shapely.get_y(middle) + 0.37 * reach * np.sin(turn)
        face, _ = tree.query(shapely.points(x, y), predicate="intersects")
        least = np.minimum(least, np.bincount(face, minlength=len(faces)))
    return least
