"""From a shape to its facts: each figure from the finest source that has it, with its bounds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from shapely.geometry.base import BaseGeometry

from geo.interpolation import Overlap
from layers.indicators.catalogue import INDICATORS
from service.areas.facts.catalogue import AGES, COUNTS, CountSpec
from service.areas.facts.counts import count_fact
from service.areas.facts.model import Fact, Facts, Inside, Member
from service.areas.facts.shares import share_fact
from service.areas.facts.sources import UNITS, Source
from service.areas.facts.zones import Zones

NOT_SURE_OF_EDGE = 1e-4
WHOLE = 1 - 1e-4


class Overlaps:
    """The overlaps of one shape with each source, each found once."""

    def __init__(self, zones: Zones, shape: BaseGeometry) -> None:
        self._zones, self._shape = zones, shape
        self._found: dict[int, Overlap] = {}
        self._near: dict[int, tuple[Source, Overlap]] = {}

    @property
    def is_of_whole_units(self) -> bool:
        """Whether the shape is made of whole postal-code areas, but for slivers."""
        over = self.of_units()
        if over is None or not over.covered_share()[0] >= WHOLE:
            return False
        return bool(over.touched().sum() == over.inside().sum() > 0)

    def of_units(self) -> Overlap | None:
        """The overlap with the postal-code areas, None where there are none."""
        units = next((source for source in self._zones.sources if source.method == UNITS), None)
        return self.of(units) if units is not None else None

    def of(self, source: Source) -> Overlap:
        """The overlap with a source's zones."""
        if id(source) not in self._found:
            self._found[id(source)] = source.over(self._shape, self._zones.units.ground)
        return self._found[id(source)]

    def near(self, source: Source) -> tuple[Source, Overlap]:
        """A source's zones that the shape meets, and the overlap with them."""
        if id(source) not in self._near:
            self._near[id(source)] = source.near(self.of(source))
        return self._near[id(source)]


def facts_of(zones: Zones, shape: BaseGeometry, inside: Inside) -> Facts:
    """Everything that the zones say of a shape.

    Parameters
    ----------
    zones : the municipality's units, and its sources of figures.
    shape : a sound polygon in the metric CRS.
    inside : what people said there.
    """
    overlaps = Overlaps(zones, shape)
    zones = zones.published_first() if overlaps.is_of_whole_units else zones
    made = [count_of(zones, overlaps, spec) for spec in specs_for(zones)]
    for indicator in INDICATORS:
        source = zones.best((*indicator.numerator, *indicator.denominator))
        made.append(share_fact(*overlaps.near(source), indicator) if source is not None else None)
    facts = tuple(fact for fact in made if fact is not None)
    return Facts(
        area_m2=shape.area,
        members=_members(zones, overlaps.of_units()),
        covered_share=_covered(zones, overlaps),
        outside_share=_outside_share(zones, shape),
        facts=facts,
        inside=inside,
    )


def count_of(zones: Zones, overlaps: Overlaps, spec: CountSpec) -> Fact | None:
    """One count of a shape from the finest source, or None when no source has it."""
    source = zones.best(spec.columns)
    return count_fact(*overlaps.near(source), spec) if source is not None else None


def specs_for(zones: Zones) -> Iterator[CountSpec]:
    """The counts in their order: residents, their ages as finely as the nearest source has them, the rest."""
    yield COUNTS[0]
    for source in zones.sources:
        ages = next((ages for ages in AGES if any(source.has(one.columns) for one in ages)), None)
        if ages is not None:
            yield from ages
            break
    yield from COUNTS[1:]


def _members(zones: Zones, over: Overlap | None) -> tuple[Member, ...]:
    if over is None:
        return ()
    shares = over.area_share.toarray()[0]
    of_shape = over.area.toarray()[0] / over.target_area[0]
    found = [
        Member(zones.units.slugs[i], zones.units.names[i], float(of_shape[i]), float(min(shares[i], 1.0)))
        for i in np.flatnonzero((shares > NOT_SURE_OF_EDGE) | (of_shape > NOT_SURE_OF_EDGE))
    ]
    return tuple(sorted(found, key=lambda member: -member.share_of_shape))


def _covered(zones: Zones, overlaps: Overlaps) -> float:
    if not zones.sources:
        return 0.0
    coarsest = next((one for one in zones.sources if one.method == UNITS), zones.sources[-1])
    return float(np.nan_to_num(overlaps.of(coarsest).covered_share()[0]))


def _outside_share(zones: Zones, shape: BaseGeometry) -> float:
    if zones.units.ground.covers(shape):
        return 0.0
    return float(shape.difference(zones.units.ground).area / shape.area)
