"""The practice plan (harjoituskaava): a drawn example of a detailed plan that no municipality has made."""

import math
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from demo.cities import City
from demo.model import PracticePlan, ZoningUnit
from demo.synthesis.dice import Dice
from demo.synthesis.ground import Ground
from demo.synthesis.plan_codes import LAND_USES
from demo.synthesis.plan_layout import Piece, layout

_EVERY_M = 25
_BEND_M = 38


def practice_plan(city: City, ground: Ground) -> PracticePlan:
    """Return the city's practice plan: zoning units that cover it without gaps or overlaps, in WGS 84."""
    dice = Dice(city.seed, "plan")
    pieces = _noded(layout(dice))
    phase = dice.random.uniform(0, 2 * math.pi)
    units = []
    for number, piece in enumerate(pieces, start=1):
        shape = _placed(piece.shape, city, ground, phase)
        units.append(_unit(number, piece, shape, ground, dice))
    return PracticePlan(
        slug=f"harjoituskaava-{city.slug}",
        name_fi=f"Harjoituskaava, {city.name_fi}",
        name_sv=f"Övningsplan, {city.name_sv}",
        name_en=f"Practice plan, {city.name_en}",
        notice_fi=f"Harjoituskaava on keksitty esimerkki. Se ei ole {city.gen} kaava.",
        notice_sv=f"Övningsplanen är ett påhittat exempel. Den är inte en plan av {city.name_sv}.",
        notice_en=f"The practice plan is a made-up example. It is not a plan of {city.name_en}.",
        approved_on=date(2026, 1, 12),
        units=tuple(units),
    )


def _noded(pieces: list[Piece]) -> list[Piece]:
    """Give neighbours the same corners: each piece is put together again from the faces of all outlines.

    A corner that only one side of an edge knows would open a gap as soon as the edge is bent.
    """
    lines = shapely.union_all([piece.shape.boundary for piece in pieces])
    faces = list(shapely.get_parts(shapely.polygonize([lines])))
    middles = [face.representative_point() for face in faces]
    noded = []
    for piece in pieces:
        own = [face for face, middle in zip(faces, middles, strict=True) if piece.shape.contains(middle)]
        noded.append(Piece(piece.letter, shapely.coverage_union_all(own), piece.name, piece.block))
    return noded


def _placed(shape: BaseGeometry, city: City, ground: Ground, phase: float) -> BaseGeometry:
    """Bend, turn and carry a piece of the layout to its place in the metric CRS."""
    centre = ground.metres(city.plan_lonlat)
    angle = math.radians(city.plan_bearing_deg)

    def carry(xy: np.ndarray) -> np.ndarray:
        # To millimetres first: the two sides of an edge cut it into equal parts from opposite ends.
        u, v = xy[:, 0].round(3), xy[:, 1].round(3)
        bent_u = u + _BEND_M * np.sin(v / 310 + phase)
        bent_v = v + _BEND_M * np.sin(u / 390 + phase * 2)
        x = bent_u * math.cos(angle) - bent_v * math.sin(angle)
        y = bent_u * math.sin(angle) + bent_v * math.cos(angle)
        return np.column_stack([x + centre.x, y + centre.y])

    return shapely.transform(shapely.segmentize(shape, _EVERY_M), carry)


def _unit(number: int, piece: Piece, shape: BaseGeometry, ground: Ground, dice: Dice) -> ZoningUnit:
    use = LAND_USES[piece.letter]
    floor_area = round(shape.area * use.efficiency * dice.random.uniform(0.85, 1.15) / 50) * 50
    return ZoningUnit(
        unit=f"HK-{number:03d}",
        letter=use.letter,
        land_use=use.uri,
        name_fi=use.name_fi,
        name_sv=use.name_sv,
        name_en=use.name_en,
        name=piece.name,
        block=piece.block,
        floor_area_m2=floor_area if use.efficiency else None,
        storeys=dice.one(use.storeys) if use.storeys else None,
        geometry=ground.geometry_lonlat(shape),
    )
