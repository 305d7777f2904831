"""The workbench's draws as a computation that the worker makes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from layers.indicators.queries import statistics_stamp
from service.analysis.runs.kinds import Kind, Progress, Values, register_kind
from service.analysis.runs.queries import Run, run_asked
from service.analysis.workbench.doubt import Doubt, doubt_about, restored, stored
from service.analysis.workbench.plan import METHOD_VERSION, Plan, plan_of
from service.analysis.workbench.result import workbench
from service.errors import InvalidInput
from service.i18n import gettext as _

RANK_DOUBT = "rank_doubt"
MOST_DRAWS = 5000


def _settle(connection: Connection, municipality_id: int, asked: Values) -> tuple[Values, tuple[object, ...]]:
    try:
        plan = plan_of(asked)
        plan.recipe  # noqa: B018 (an unknown preset or aggregation raises)
        well_formed = 1 <= plan.draws <= MOST_DRAWS and plan.top >= 1
    except (KeyError, TypeError, ValueError, AttributeError):
        well_formed = False
    if not well_formed:
        raise InvalidInput(_("Some of it needs correcting."))
    try:
        bench = workbench(connection, municipality_id, plan)
    except LookupError:
        raise InvalidInput(_("There is nothing to rank by these choices.")) from None
    return bench.plan.plain(), (METHOD_VERSION, *statistics_stamp(connection, municipality_id))


def _compute(connection: Connection, municipality_id: int, values: Values, progress: Progress) -> Values:
    bench = workbench(connection, municipality_id, plan_of(values))
    return stored(doubt_about(bench, progress))


register_kind(Kind(RANK_DOUBT, _settle, _compute))


def doubt_run(connection: Connection, municipality_id: int, plan: Plan) -> tuple[Run | None, Doubt | None]:
    """The run of a plan's draws, and what it found; None before it is asked for, or done."""
    run = run_asked(connection, municipality_id, RANK_DOUBT, plan.plain())
    return run, restored(_found(run)) if run is not None and run.is_done else None


def _found(run: Run) -> dict[str, Any]:
    assert run.result is not None  # noqa: S101 (a done run has one: the table holds it to that)
    return run.result
