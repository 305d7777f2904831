"""A drawn area scored beside the others: it moves nobody's rank, and is ranked as if it were one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.queries import AreaRow, area_by_slug
from layers.indicators.catalogue import RESIDENTS, Indicator
from layers.indicators.queries import StatisticsFrame
from service.analysis.workbench.candidates import NoSuchOutline
from service.analysis.workbench.figures import Figures
from service.analysis.workbench.result import Workbench, ranked_by
from service.analysis.workbench.rows import BenchRow, bench_rows
from service.areas.facts.model import Fact
from service.areas.queries import facts_of_area

CODE = "drawn"


@dataclass(frozen=True)
class Score:
    """A drawn area in the terms of the workbench.

    row : as the rows of the table; its state is ``not_candidate`` when it has an index.
    would_be : the rank that it would have among the ranked areas.
    uncertain : indicators whose figure may be far off, because the area cuts units of statistics, by key.
    """

    row: BenchRow
    would_be: int | None
    uncertain: frozenset[str]


def scored(connection: Connection, municipality_id: int, bench: Workbench, slug: str) -> Score:
    """The index of a published area from the finest figures there are.

    Only shares can be told of a drawn area: a municipality's own values come by unit, and are missing.

    Raises NoSuchOutline.
    """
    area = area_by_slug(connection, municipality_id, slug)
    if area is None or area.geometry is None:
        raise NoSuchOutline(slug)
    told = drawn_figures(connection, municipality_id, bench.figures.indicators, area)
    wide = widened(bench.figures, [told])
    beside = np.zeros(len(wide.frame.codes), dtype=np.bool_)
    beside[-1] = True
    found = ranked_by(wide, bench.plan, np.append(bench.may, False), bench.stamp, beside)
    row = next(one for one in bench_rows(found) if one.at == len(beside) - 1)
    index = None if row.index is None else round(row.index, bench.plan.decimals)
    ranked = np.round(bench.index[bench.ranked], bench.plan.decimals)
    return Score(
        row=row,
        would_be=None if index is None else 1 + int((ranked > index).sum()),
        uncertain=told.uncertain,
    )


@dataclass(frozen=True)
class DrawnFigures:
    """Figures of a drawn area, estimated from the finest there are: `part`, `whole` and `value` by indicator as in
    `Figures`, NaN where nothing can be told."""

    area_id: int
    code: str
    slug: str
    names: dict[str, str]
    residents: float
    part: tuple[float, ...]
    whole: tuple[float, ...]
    value: tuple[float, ...]
    uncertain: frozenset[str]


def drawn_figures(
    connection: Connection, municipality_id: int, indicators: Sequence[Indicator], area: AreaRow
) -> DrawnFigures:
    """The figures of a published area that has its boundary."""
    if area.geometry is None:
        raise NoSuchOutline(area.slug)
    facts = {
        fact.key: fact for fact in facts_of_area(connection, municipality_id, area.geometry, area.version_id).facts
    }
    residents = facts["residents"].estimate if "residents" in facts else None
    return DrawnFigures(
        area_id=area.id,
        code=CODE,
        slug=area.slug,
        names=area.names,
        residents=np.nan if residents is None else residents,
        part=tuple(_part(facts.get(one.key)) for one in indicators),
        whole=tuple(_base(facts.get(one.key)) for one in indicators),
        value=tuple(_estimate(facts.get(one.key)) for one in indicators),
        uncertain=frozenset(key for key, fact in facts.items() if fact.kind == "share" and not fact.is_reliable),
    )


def widened(figures: Figures, drawn: Sequence[DrawnFigures]) -> Figures:
    """The figures with drawn areas at the end, in their order."""
    for one in drawn:
        figures = replace(
            figures,
            frame=_with(figures.frame, one),
            part=_append(figures.part, list(one.part)),
            whole=_append(figures.whole, list(one.whole)),
            value=_append(figures.value, list(one.value)),
            error=_append(figures.error, [np.nan] * len(figures.indicators)),
            suppressed=_append(figures.suppressed, [False] * len(figures.indicators)),
        )
    return figures


def _with(frame: StatisticsFrame, one: DrawnFigures) -> StatisticsFrame:
    values = {
        key: np.append(column, one.residents if key == RESIDENTS else np.nan) for key, column in frame.values.items()
    }
    return replace(
        frame,
        area_ids=(*frame.area_ids, one.area_id),
        codes=(*frame.codes, one.code),
        slugs=(*frame.slugs, one.slug),
        names=(*frame.names, one.names),
        values=values,
        suppressed={key: np.append(column, False) for key, column in frame.suppressed.items()},
    )


def _append(matrix: NDArray[Any], column: list[Any]) -> NDArray[Any]:
    return np.hstack([matrix, np.array(column, dtype=matrix.dtype).reshape(-1, 1)])


def _estimate(fact: Fact | None) -> float:
    return np.nan if fact is None or fact.estimate is None else fact.estimate


def _base(fact: Fact | None) -> float:
    return np.nan if fact is None or fact.base is None else fact.base


def _part(fact: Fact | None) -> float:
    return _estimate(fact) * _base(fact)
