"""The worker's part: a share counted in every division, which takes too long for a page."""

from __future__ import annotations

from sqlalchemy import Connection

from service.analysis.runs.kinds import Kind, Progress, Values, register_kind
from service.analysis.spread.compute import spread_stamp
from service.analysis.spread.panel.counting import counted
from service.analysis.spread.panel.queries import DIVISIONS, share_of, wishes


def _settle(connection: Connection, municipality_id: int, asked: Values) -> tuple[Values, tuple[object, ...]]:
    indicator = share_of(connection, municipality_id, asked.get("measure"))
    return wishes(indicator.key), spread_stamp(connection, municipality_id)


def _compute(connection: Connection, municipality_id: int, values: Values, progress: Progress) -> Values:
    indicator = share_of(connection, municipality_id, values["measure"])
    return counted(connection, municipality_id, indicator, lambda done, total: progress(100 * done // total))


register_kind(Kind(DIVISIONS, _settle, _compute))
