"""Pictures moved between coordinate systems: what was drawn at a place is found at that place."""

from __future__ import annotations

import numpy as np
import pytest

from geo.crs import METRIC, transformer_of
from geo.warping import box_around, pixel_size, warped

TILE = (400_000.0, 6_800_000.0, 401_024.0, 6_801_024.0)


def ramp(box: tuple[float, float, float, float], width: int, height: int) -> np.ndarray:
    """A picture whose red grows from west to east and green from north to south, fully opaque."""
    picture = np.zeros((height, width, 4), dtype=np.uint8)
    picture[..., 0] = np.rint(np.linspace(0, 255, width))[None, :]
    picture[..., 1] = np.rint(np.linspace(0, 255, height))[:, None]
    picture[..., 3] = 255
    return picture


def test_the_same_box_stays_as_it_is() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (64, 64, 4), dtype=np.uint8)
    picture[..., 3] = 255
    assert (warped(picture, TILE, METRIC.epsg, TILE, METRIC.epsg, 64) == picture).all()


def test_a_part_is_cut_out() -> None:
    picture = ramp(TILE, 256, 256)
    east = (TILE[0] + 512, TILE[1], TILE[2], TILE[3] - 512)
    part = warped(picture, TILE, METRIC.epsg, east, METRIC.epsg, 128)
    assert np.abs(part[..., :2].astype(int) - picture[128:, 128:, :2]).max() <= 1


@pytest.mark.parametrize("epsg", [4326, 3857, 3879, 3881, 3885])
def test_every_pixel_shows_its_own_place(epsg: int) -> None:
    box = box_around(TILE, METRIC.epsg, epsg)
    margin = [(box[2] - box[0]) / 50, (box[3] - box[1]) / 50]
    box = box[0] - margin[0], box[1] - margin[1], box[2] + margin[0], box[3] + margin[1]
    found = warped(ramp(box, 512, 512), box, epsg, TILE, METRIC.epsg, 256)
    middles = (np.arange(256) + 0.5) / 256
    xs, ys = np.meshgrid(TILE[0] + middles * (TILE[2] - TILE[0]), TILE[3] - middles * (TILE[3] - TILE[1]))
    east, north = transformer_of(METRIC.epsg, epsg).transform(xs, ys)
    red = ((east - box[0]) / (box[2] - box[0]) * 512 - 0.5) / 511 * 255
    green = ((box[3] - north) / (box[3] - box[1]) * 512 - 0.5) / 511 * 255
    assert np.abs(found[..., 0] - red).max() < 1.5
    assert np.abs(found[..., 1] - green).max() < 1.5
    assert (found[..., 3] == 255).all()


def test_beside_the_picture_nothing_is_drawn() -> None:
    far = (500_000.0, 6_900_000.0, 501_024.0, 6_901_024.0)
    assert not warped(ramp(TILE, 64, 64), TILE, METRIC.epsg, far, METRIC.epsg, 64).any()


def test_a_clear_neighbour_takes_no_colour() -> None:
    """Clear black beside opaque white gives half-clear white, not grey."""
    picture = np.zeros((2, 2, 4), dtype=np.uint8)
    picture[:, 1] = 255
    found = warped(picture, TILE, METRIC.epsg, TILE, METRIC.epsg, 64)
    half = found[32, 32]
    assert 100 < half[3] < 160
    assert (half[:3] == 255).all()


def test_the_size_of_a_pixel() -> None:
    assert pixel_size(TILE, METRIC.epsg, METRIC.epsg, 256) == pytest.approx(4.0)
    degrees = pixel_size(TILE, METRIC.epsg, 4326, 256)
    assert degrees == pytest.approx(4.0 / 111_400, rel=0.02), "along the meridian, the finer of the two"
