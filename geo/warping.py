"""Pictures of the ground moved from one coordinate system to another."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from geo.crs import transformer_of
from geo.tiles import Bounds

Pixels = NDArray[np.uint8]
# Between points of this grid places are interpolated: 8 pixels apart, curves bulge by less than a fiftieth of one.
_STEPS = 32


def box_around(bounds: Bounds, source: int, target: int) -> Bounds:
    """The box in `target` that holds a box of `source`, easting or longitude first; its curved sides are followed.

    Infinite where the target has no value.
    """
    if source == target:
        return bounds
    west, south, east, north = transformer_of(source, target).transform_bounds(*bounds, densify_pts=21)
    return float(west), float(south), float(east), float(north)


def pixel_size(bounds: Bounds, source: int, target: int, pixels: int) -> float:
    """How large a pixel of a square picture is in units of `target`, along the finer of its two directions."""
    west, south, east, north = bounds
    middle_x, middle_y, step = (west + east) / 2, (south + north) / 2, (east - west) / pixels
    xs, ys = transformer_of(source, target).transform(
        [middle_x, middle_x + step, middle_x], [middle_y, middle_y, middle_y + step]
    )
    return min(math.hypot(xs[1] - xs[0], ys[1] - ys[0]), math.hypot(xs[2] - xs[0], ys[2] - ys[0]))


def warped(picture: Pixels, box: Bounds, epsg: int, wanted: Bounds, wanted_epsg: int, size: int) -> Pixels:
    """A square picture of `wanted`, made from one that shows `box` of another system.

    Parameters
    ----------
    picture : rows from the north, red, green, blue and opacity.
    box, epsg : what it shows, easting or longitude first.
    size : width and height of the answer in pixels.

    Four neighbours are mixed by their distance, weighed by their opacity. Outside the picture nothing is drawn.
    """
    columns, rows = _places(box, epsg, wanted, wanted_epsg, size, picture.shape[:2])
    height, width = picture.shape[:2]
    is_in = np.isfinite(columns) & (columns > -1) & (columns < width) & (rows > -1) & (rows < height)
    columns, rows = np.where(is_in, columns, 0.0), np.where(is_in, rows, 0.0)
    left, top = np.floor(columns).astype(int), np.floor(rows).astype(int)
    across, down = (columns - left)[..., None], (rows - top)[..., None]
    # A clear pixel's colour means nothing, so colours are weighed by opacity before they are mixed.
    solid = picture[..., 3:].astype(np.float32) / 255
    mixed = np.concatenate([picture[..., :3] * solid, solid * 255], axis=2)

    def at(row: NDArray[np.int_], column: NDArray[np.int_]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = mixed[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
        return found

    upper = at(top, left) * (1 - across) + at(top, left + 1) * across
    lower = at(top + 1, left) * (1 - across) + at(top + 1, left + 1) * across
    blend = (upper * (1 - down) + lower * down) * is_in[..., None]
    opacity = blend[..., 3:]
    colour = np.divide(blend[..., :3] * 255, opacity, out=np.zeros_like(blend[..., :3]), where=opacity > 0)
    moved: Pixels = np.rint(np.concatenate([colour, opacity], axis=2)).clip(0, 255).astype(np.uint8)
    return moved


def _places(
    box: Bounds, epsg: int, wanted: Bounds, wanted_epsg: int, size: int, shape: tuple[int, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each pixel of the answer the column and row of the picture where its middle lies, counted from the middle
    of the picture's first pixel."""
    west, south, east, north = wanted
    steps = np.linspace(0.0, 1.0, _STEPS + 1)
    xs, ys = np.meshgrid(west + steps * (east - west), north - steps * (north - south))
    moved_x, moved_y = (xs, ys) if epsg == wanted_epsg else transformer_of(wanted_epsg, epsg).transform(xs, ys)
    height, width = shape
    columns = (np.asarray(moved_x) - box[0]) / (box[2] - box[0]) * width - 0.5
    rows = (box[3] - np.asarray(moved_y)) / (box[3] - box[1]) * height - 0.5
    return _refined(columns, size), _refined(rows, size)


def _refined(grid: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    middles = (np.arange(size) + 0.5) / size * _STEPS
    low = np.minimum(middles.astype(int), _STEPS - 1)
    share = middles - low
    wide = grid[:, low] * (1 - share) + grid[:, low + 1] * share
    found: NDArray[np.float64] = wide[low] * (1 - share)[:, None] + wide[low + 1] * share[:, None]
    return found
