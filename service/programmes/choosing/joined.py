"""Areas side by side as a computation that the worker makes: proving the best of them takes longer than a page may."""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np
from sqlalchemy import Connection

from geo.choice.contiguous import best_contiguous
from geo.choice.problems import ChoiceProblem
from geo.columns import Floats
from geo.spatial.weights import Weights
from layers.indicators.queries import statistics_stamp
from service.analysis.runs.kinds import Kind, Progress, Values, register_kind
from service.analysis.runs.queries import Run, run_asked
from service.analysis.workbench.plan import METHOD_VERSION, Plan, plan_of
from service.analysis.workbench.result import Workbench, workbench
from service.errors import InvalidInput
from service.i18n import gettext as _
from service.programmes.choosing.candidates import needs_of
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.ground import Ground, ground
from service.programmes.choosing.solving import JOINED_LIMIT_S, WORKER_LIMIT_S, Solved

JOINED = "joined_choice"
MOST_JOINED = 100


def wishes_of(plan: Plan, count: int) -> Values:
    """What the worker is asked for."""
    return {"plan": plan.plain(), "count": count}


def joined_run(
    connection: Connection, municipality_id: int, plan: Plan, count: int
) -> tuple[Run | None, Solved | None]:
    """The run that looks for `count` areas side by side, and what it found; None before that."""
    run = run_asked(connection, municipality_id, JOINED, wishes_of(plan, count))
    if run is None or run.result is None or not run.is_done:
        return run, None
    return run, Solved(tuple(run.result["codes"]), run.result["exact"], run.result["gap"])


def solved_side_by_side(bench: Workbench, choosing: Choosing, place: Ground, before: Solved | None) -> Solved:
    """What the worker found, or else the best that is found while a page waits. Raises as `best_contiguous`."""
    if before is not None:
        return before
    need, _middle = needs_of(bench)
    found = best_contiguous(need, place.weights(len(need)), count=choosing.count, time_limit_s=JOINED_LIMIT_S)
    codes = bench.figures.frame.codes
    return Solved(tuple(codes[at] for at in np.flatnonzero(found.chosen).tolist()), found.exact, found.gap)


def _settle(connection: Connection, municipality_id: int, asked: Values) -> tuple[Values, tuple[object, ...]]:
    try:
        plan, count = plan_of(asked["plan"]), int(asked["count"])
        plan.recipe  # noqa: B018 (an unknown preset or aggregation raises)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InvalidInput(_("Some of it needs correcting.")) from None
    if not 1 <= count <= MOST_JOINED:
        raise InvalidInput(_("Some of it needs correcting."))
    return wishes_of(plan, count), (METHOD_VERSION, *statistics_stamp(connection, municipality_id))


def _compute(connection: Connection, municipality_id: int, values: Values, progress: Progress) -> dict[str, Any]:
    plan, count = plan_of(values["plan"]), values["count"]
    bench = workbench(connection, municipality_id, plan)
    frame = bench.figures.frame
    place = ground(connection, municipality_id, Choosing(mode="joined", count=count), frame.area_ids, frame.codes)
    need, _middle = needs_of(bench)
    found = _patiently(need, place.weights(len(need)), count, progress)
    return {
        "codes": [frame.codes[at] for at in np.flatnonzero(found.chosen).tolist()],
        "exact": found.exact,
        "gap": found.gap,
    }


def _patiently(need: Floats, neighbours: Weights, count: int, progress: Progress) -> Any:
    """The solver in a thread of its own, which tells nothing before it ends: progress is the time gone by."""
    kept: list[Any] = []

    def solve() -> None:
        try:
            kept.append(best_contiguous(need, neighbours, count=count, time_limit_s=WORKER_LIMIT_S))
        except ChoiceProblem as problem:
            kept.append(problem)

    worker = threading.Thread(target=solve, daemon=True)
    began = time.monotonic()
    worker.start()
    while worker.is_alive():
        worker.join(1.0)
        progress(int(100 * (time.monotonic() - began) / WORKER_LIMIT_S))
    if isinstance(kept[0], ChoiceProblem):
        raise kept[0]
    return kept[0]


register_kind(Kind(JOINED, _settle, _compute))
