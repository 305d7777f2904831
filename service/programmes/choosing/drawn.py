"""Drawn areas as further candidates of a choice: their figures, frozen, and what they overlap."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.queries import area_by_slug
from geo.columns import Flags, Floats
from service.analysis.rows import number
from service.analysis.workbench.candidates import NoSuchOutline
from service.analysis.workbench.figures import Figures
from service.analysis.workbench.plan import Plan
from service.analysis.workbench.result import Workbench, ranked_by
from service.analysis.workbench.scoring import DrawnFigures, drawn_figures, widened
from service.programmes.choosing.ground import unit_outlines
from service.programmes.frozen import plain

#: Areas whose common part is at most this share of the smaller one do not overlap: drawn edges never match exactly.
SLIVER = 0.01
#: Begins the codes of drawn areas, so that none is ever taken for a statistical unit.
START = "drawn-"


@dataclass(frozen=True)
class DrawnAreas:
    """As a record freezes them.

    areas
        Plain values of each: ``code``, ``slug``, ``name``, ``residents``, ``figures`` by indicator, ``uncertain`` (the
        keys of indicators whose figure may be far off), and version and hash of the boundary.
    overlaps
        Pairs of codes that have more than a sliver in common; the first is always a drawn area's.
    """

    areas: tuple[dict[str, Any], ...] = ()
    overlaps: tuple[tuple[str, str], ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the drawn areas."""
        return tuple(one["code"] for one in self.areas)

    def plain(self) -> dict[str, Any]:
        """Plain values for the record."""
        return {"areas": list(self.areas), "overlaps": [list(pair) for pair in self.overlaps]}


def drawn_of(values: Mapping[str, Any] | None) -> DrawnAreas:
    """What `DrawnAreas.plain` gave; none for None."""
    if values is None:
        return DrawnAreas()
    return DrawnAreas(tuple(values["areas"]), tuple((one, other) for one, other in values["overlaps"]))


def drawn_areas_of(connection: Connection, municipality_id: int, slugs: Sequence[str], figures: Figures) -> DrawnAreas:
    """The published areas of some addresses, with figures of the indicators in `figures`.

    Raises NoSuchOutline for an address without a published area, or with a statistical unit.
    """
    if not slugs:
        return DrawnAreas()
    areas, shapes = [], {}
    for slug in slugs:
        area = area_by_slug(connection, municipality_id, slug)
        if area is None or area.geometry is None or area.kind == "postal":
            raise NoSuchOutline(slug)
        told = drawn_figures(connection, municipality_id, figures.indicators, area)
        code = START + slug
        shapes[code] = shapely.make_valid(area.geometry)
        areas.append(plain(_frozen(code, told, figures) | _boundary(area)))
    units = unit_outlines(connection, municipality_id)
    places = zip(figures.frame.area_ids, figures.frame.codes, strict=True)
    others = {code: units[area_id] for area_id, code in places if area_id in units}
    return DrawnAreas(tuple(areas), _overlaps(shapes, others))


def wide_bench(bench: Workbench, figures: Figures, plan: Plan, may: Flags, drawn: DrawnAreas) -> Workbench | None:
    """The plan with the drawn areas scored at the end, moving nobody; None without any."""
    if not drawn.areas:
        return None
    keys = [one.key for one in figures.indicators]
    wide = widened(figures, [_thawed(one, keys) for one in drawn.areas])
    beside = np.arange(len(wide.frame.codes)) >= len(figures.frame.codes)
    none = np.zeros(len(drawn.areas), dtype=np.bool_)
    return ranked_by(wide, plan, np.append(may, none), bench.stamp, beside)


@dataclass(frozen=True)
class Beside:
    """Drawn candidates as a rule takes them: index and residents by position of `codes`, NaN where unknown."""

    codes: tuple[str, ...]
    index: Floats
    people: Floats
    overlaps: tuple[tuple[str, str], ...]


def beside_of(wide: Workbench | None, drawn: DrawnAreas) -> Beside | None:
    """The drawn candidates of a bench that `wide_bench` made."""
    if wide is None:
        return None
    count = len(drawn.areas)
    return Beside(drawn.codes, wide.index[-count:], wide.figures.residents[-count:], drawn.overlaps)


def _frozen(code: str, told: DrawnFigures, figures: Figures) -> dict[str, Any]:
    return {
        "code": code,
        "slug": told.slug,
        "name": told.names,
        "residents": number(told.residents),
        "figures": {
            one.key: {"part": number(told.part[at]), "whole": number(told.whole[at]), "value": number(told.value[at])}
            for at, one in enumerate(figures.indicators)
        },
        "uncertain": sorted(told.uncertain & {one.key for one in figures.indicators}),
    }


def _thawed(one: Mapping[str, Any], keys: Sequence[str]) -> DrawnFigures:
    def column(name: str) -> tuple[float, ...]:
        return tuple(_number(one["figures"][key][name]) for key in keys)

    return DrawnFigures(
        area_id=-1,
        code=one["code"],
        slug=one["slug"],
        names=dict(one["name"]),
        residents=_number(one["residents"]),
        part=column("part"),
        whole=column("whole"),
        value=column("value"),
        uncertain=frozenset(one["uncertain"]),
    )


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _boundary(area: Any) -> dict[str, Any]:
    return {
        "area_version_id": area.version_id,
        "boundary_version": area.version,
        "boundary_sha256": hashlib.sha256(shapely.to_wkb(area.geometry)).hexdigest(),
    }


def _overlaps(drawn: Mapping[str, BaseGeometry], units: Mapping[str, BaseGeometry]) -> tuple[tuple[str, str], ...]:
    pairs, codes = [], list(drawn)
    for at, code in enumerate(codes):
        others = {**{other: drawn[other] for other in codes[at + 1 :]}, **units}
        pairs += [(code, other) for other, shape in others.items() if _overlap(drawn[code], shape)]
    return tuple(pairs)


def _overlap(one: BaseGeometry, other: BaseGeometry) -> bool:
    if not one.intersects(other):
        return False
    return bool(one.intersection(other).area > SLIVER * min(one.area, other.area))
