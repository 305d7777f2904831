"""Everything that the page tells of one measure and zoning, made once for each state of the statistics."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from boundaries.models import AREA_KINDS
from boundaries.sets.queries import sets_of
from layers.grids.queries import partitions_stamp
from layers.indicators.catalogue import Indicator
from layers.indicators.own import indicators_of
from layers.indicators.queries import statistics_stamp
from service.analysis.shapes import UnitShape, thinned
from service.analysis.spread.apart import Apart, apart
from service.analysis.spread.clusters import Clusters, clusters
from service.analysis.spread.errors import NoSuchMeasure, NoSuchZoning
from service.analysis.spread.figures import (
    INDEX,
    INDEX_FLOOR,
    Measured,
    measured_index,
    measured_share,
    measured_value,
)
from service.analysis.spread.regions import Regions, region_choices
from service.analysis.spread.unequal import Unequal, unequal
from service.analysis.spread.zonings import POSTAL, Zoning, zonings_of
from service.i18n import gettext as _

KEPT = 64


@dataclass(frozen=True, slots=True)
class SpreadChoices:
    """What the reader chose: the measure's key, the zoning's, the residents from which areas are compared for
    clusters, and the regions for between and within (empty: the first at hand)."""

    measure: str = "unemployment"
    zoning: str = POSTAL
    floor: int = 100
    regions: str = ""


@dataclass(frozen=True, eq=False)
class Spread:
    """The result; `indicators`, `zonings` and `regions` are what can be chosen. `stamp` changes with the figures."""

    choices: SpreadChoices
    indicators: tuple[Indicator, ...]
    zonings: tuple[Zoning, ...]
    regions: tuple[Regions, ...]
    measured: Measured
    unequal: Unequal
    apart: Apart
    clusters: Clusters
    stamp: tuple[object, ...]

    @cached_property
    def shapes(self) -> dict[int, UnitShape]:
        """The zoning's areas by position, thinned: for drawing only."""
        return thinned(dict(enumerate(self.measured.areas.geometry)))


_lock = threading.Lock()
_kept: OrderedDict[tuple[Any, ...], Spread] = OrderedDict()


def spread_stamp(connection: Connection, municipality_id: int) -> tuple[object, ...]:
    """A mark that changes whenever figures or boundaries of a municipality do that any zoning is made from."""
    kinds = [statistics_stamp(connection, municipality_id, kind) for kind in AREA_KINDS]
    sets = [
        (one.slug, one.is_partition, one.area_count, tuple(sorted(one.names.items())))
        for one in sets_of(connection, municipality_id)
    ]
    return (*kinds, partitions_stamp(connection, municipality_id), *sets)


def spread(connection: Connection, municipality_id: int, choices: SpreadChoices) -> Spread:
    """The result of a choice, from memory when nothing changed.

    Raises LookupError when the municipality has no statistics, NoSuchMeasure and NoSuchZoning for what it has not.
    """
    stamp = spread_stamp(connection, municipality_id)
    key = (str(connection.engine.url), municipality_id, stamp, choices)
    with _lock:
        found = _kept.get(key)
    if found is None:
        found = computed(connection, municipality_id, choices, stamp)
        with _lock:
            _kept[key] = found
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return found


def computed(
    connection: Connection, municipality_id: int, choices: SpreadChoices, stamp: tuple[object, ...] = ()
) -> Spread:
    """The result anew; raises as `spread`."""
    zonings = zonings_of(connection, municipality_id)
    indicators = indicators_of(connection, municipality_id)
    measured = _measured(connection, municipality_id, choices, indicators, zonings)
    regions = region_choices(connection, municipality_id, measured.areas)
    # Regions that another zoning had are no fault: the first at hand stand in.
    chosen = next((one for one in regions if one.key == choices.regions), next(iter(regions), None))
    return Spread(
        choices=choices,
        indicators=indicators,
        zonings=zonings,
        regions=tuple(regions),
        measured=measured,
        unequal=unequal(measured, chosen),
        apart=apart(measured),
        # Areas under the index's own floor have none, whatever floor the reader asks for.
        clusters=clusters(measured, max(choices.floor, INDEX_FLOOR if choices.measure == INDEX else 0)),
        stamp=stamp,
    )


def _measured(
    connection: Connection,
    municipality_id: int,
    choices: SpreadChoices,
    indicators: tuple[Indicator, ...],
    zonings: tuple[Zoning, ...],
) -> Measured:
    zoning = next((one for one in zonings if one.key == choices.zoning), None)
    if zoning is None:
        raise NoSuchZoning(_("There is no such division into areas here. Choose another one."))
    # The index and what is no share cannot be added up, so they stay with the areas that they were made for.
    if choices.measure == INDEX:
        return measured_index(connection, municipality_id)
    indicator = next((one for one in indicators if one.key == choices.measure), None)
    if indicator is None:
        raise NoSuchMeasure(_("There is no indicator %(key)s here.", key=choices.measure))
    if indicator.kind == "share":
        return measured_share(connection, municipality_id, zoning, indicator)
    return measured_value(connection, municipality_id, indicator)
