"""A drawn area scored beside the others: it moves nobody's rank, and is ranked as if it were one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from boundaries.queries import area_page
from geo.columns import Floats
from layers.indicators.catalogue import RESIDENTS
from layers.indicators.queries import StatisticsFrame
from service.analysis.workbench.candidates import NoSuchOutline
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
    page = area_page(connection, municipality_id, slug)
    if page is None or page.area.geometry is None:
        raise NoSuchOutline(slug)
    told = facts_of_area(connection, municipality_id, page.area.geometry, page.area.version_id)
    facts = {fact.key: fact for fact in told.facts}
    figures = bench.figures
    wide = replace(
        figures,
        frame=_with(figures.frame, page.area.id, slug, page.area.names, facts),
        part=_append(figures.part, [_part(facts.get(one.key)) for one in figures.indicators]),
        whole=_append(figures.whole, [_base(facts.get(one.key)) for one in figures.indicators]),
        value=_append(figures.value, [_estimate(facts.get(one.key)) for one in figures.indicators]),
        error=_append(figures.error, [np.nan] * len(figures.indicators)),
        suppressed=_append(figures.suppressed, [False] * len(figures.indicators)),
    )
    beside = np.zeros(len(wide.frame.codes), dtype=np.bool_)
    beside[-1] = True
    found = ranked_by(wide, bench.plan, np.append(bench.may, False), bench.stamp, beside)
    row = next(one for one in bench_rows(found) if one.at == len(beside) - 1)
    index = None if row.index is None else round(row.index, bench.plan.decimals)
    ranked = np.round(bench.index[bench.ranked], bench.plan.decimals)
    return Score(
        row=row,
        would_be=None if index is None else 1 + int((ranked > index).sum()),
        uncertain=frozenset(key for key, fact in facts.items() if fact.kind == "share" and not fact.is_reliable),
    )


def _with(
    frame: StatisticsFrame, area_id: int, slug: str, names: dict[str, str], facts: dict[str, Fact]
) -> StatisticsFrame:
    residents = facts["residents"].estimate if "residents" in facts else None
    people = np.nan if residents is None else residents
    values = {key: np.append(column, people if key == RESIDENTS else np.nan) for key, column in frame.values.items()}
    return replace(
        frame,
        area_ids=(*frame.area_ids, area_id),
        codes=(*frame.codes, CODE),
        slugs=(*frame.slugs, slug),
        names=(*frame.names, names),
        values=values,
        suppressed={key: np.append(column, False) for key, column in frame.suppressed.items()},
    )


def _append(matrix: NDArray[Any], column: list[Any]) -> NDArray[Any]:
    return np.hstack([matrix, np.array(column, dtype=matrix.dtype).reshape(-1, 1)])


def _estimate(fact: Fact | None) -> float:
    return np.nan if fact is None or fact.estimate is None else fact.estimate


def _base(fact: Fact | None) -> float:
    return np.nan if fact is None or fact.base is None else fact.base


def _part(fact: Fact | None) -> Floats | float:
    return _estimate(fact) * _base(fact)
