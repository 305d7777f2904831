"""A whole report on one version of a proposal, reckoned from the public data as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from layers.plans.coverage import coverage
from layers.plans.designations import designation
from layers.plans.queries import letters_covering
from layers.plans.record import coverage_record
from service.areas.facts.catalogue import RESIDENTS_COUNT
from service.areas.facts.compute import Overlaps, count_of
from service.areas.facts.figures import bounds_text, origin_text, value_text
from service.areas.facts.model import Inside
from service.areas.facts.said import said_view
from service.areas.facts.zones import zones_of
from service.areas.queries import observations_in_shape, pins_in_shape, pins_in_shape_by_sql
from service.conflicts.lines import Line, Tolerance, area_lines, layer_lines, zoning_lines
from service.conflicts.queries import NEAR_M, Judgement, NearThing, areas_touched, layers_touched, nearest
from service.i18n import format_number, named
from service.i18n import gettext as _


@dataclass(frozen=True)
class Near:
    """Services or protected things of one name nearby, in words; `metres` to the nearest."""

    title: str
    layer: str
    metres: float
    text: str
    count: int
    is_protected: bool


@dataclass(frozen=True)
class Residents:
    """How many people live in a place; `text` says so also where the figure is not known."""

    where: str
    estimate: float | None
    text: str
    bounds: str
    origin: str


@dataclass(frozen=True)
class Report:
    """What a proposal touches. Slivers are among no group's `counted` lines, but told apart."""

    kind: str
    zoning: list[Line]
    layers: list[Line]
    areas: list[Line]
    near: list[Near]
    residents: list[Residents]
    inside: dict[str, Any]
    around: dict[str, Any]
    no_plan_share: float

    @property
    def lines(self) -> list[Line]:
        """All lines, slivers among them."""
        return [*self.zoning, *self.layers, *self.areas]

    @property
    def slivers(self) -> list[Line]:
        """What is under the tolerance."""
        return [line for line in self.lines if line.is_sliver]

    @property
    def groups(self) -> list[tuple[str, str, list[Line]]]:
        """Key, heading and the lines that count of each group."""
        return [
            ("zoning", _("Zoning"), [line for line in self.zoning if not line.is_sliver]),
            ("layer", _("Other map layers"), [line for line in self.layers if not line.is_sliver]),
            ("area", _("Areas"), [line for line in self.areas if not line.is_sliver]),
        ]


def report_on(
    connection: Connection, municipality_id: int, shape: BaseGeometry, said: Sequence[Judgement], tolerance: Tolerance
) -> Report:
    """The report on a shape of the metric CRS.

    Parameters
    ----------
    said : judgements of the proposal's lines, oldest first; those of later versions are to be left out by the caller.
    tolerance : what is smaller is told apart and not counted.
    """
    letters = letters_covering(connection, municipality_id, shape)
    record = coverage_record(coverage(shape, letters, sliver_m2=tolerance.m2, sliver_m=tolerance.m))
    whole = shape.area or shape.length
    things = layers_touched(connection, municipality_id, shape)
    surfaces = [one for one in things if one.dimension == 2 or not shape.area]
    crossing = [one for one in things if one.dimension < 2 and shape.area]
    around = shape.buffer(NEAR_M)
    return Report(
        kind=record["kind"],
        zoning=zoning_lines(record, said),
        layers=[*layer_lines(surfaces, whole, tolerance, said), *layer_lines(crossing, 0.0, tolerance, said)],
        areas=area_lines(areas_touched(connection, municipality_id, shape), whole, tolerance, said),
        near=_near(nearest(connection, municipality_id, shape)),
        residents=_residents(connection, municipality_id, shape, around),
        inside=_said(connection, municipality_id, shape),
        around=_said(connection, municipality_id, around),
        no_plan_share=record["no_plan_share"],
    )


def _said(connection: Connection, municipality_id: int, shape: BaseGeometry) -> dict[str, Any]:
    # The places that this process keeps are counted in surfaces alone.
    count = pins_in_shape if shape.area else pins_in_shape_by_sql
    pins = count(connection, municipality_id, shape)
    return said_view(Inside(pins, observations_in_shape(connection, municipality_id, shape)))


def _residents(
    connection: Connection, municipality_id: int, shape: BaseGeometry, around: BaseGeometry
) -> list[Residents]:
    zones = zones_of(connection, municipality_id)
    places = [(_("Inside the proposal"), shape)] if shape.area else []
    places.append((_("Inside it or within %(metres)s m", metres=format_number(NEAR_M)), around))
    told = []
    for where, place in places:
        fact = count_of(zones, Overlaps(zones, place), RESIDENTS_COUNT)
        if fact is not None:
            told.append(Residents(where, fact.estimate, value_text(fact), bounds_text(fact), origin_text(fact)))
    return told


def _near(things: Sequence[NearThing]) -> list[Near]:
    """One entry for each name of a layer, the nearest first, as the things come."""
    found: dict[tuple[str, str], list[NearThing]] = {}
    for thing in things:
        meant = named(designation(thing.letter).names) if thing.letter else ""
        layer = named(thing.layer_names)
        title = f"{meant} ({thing.letter})" if thing.letter else named(thing.names) or thing.name or layer
        found.setdefault((title, layer), []).append(thing)
    return [
        Near(
            title=title,
            layer=layer,
            metres=round(those[0].metres, 1),
            text=_distance(those[0].metres),
            count=len(those),
            is_protected=those[0].is_protected,
        )
        for (title, layer), those in found.items()
    ]


def _distance(metres: float) -> str:
    return _("in the proposal or at its edge") if metres < 1 else f"{format_number(round(metres))}\u00a0m"
