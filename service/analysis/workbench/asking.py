"""What a request asks of the workbench, carried out, and what its pages need to show it."""

from __future__ import annotations

from typing import Any

from layers.indicators.own import indicators_of
from service.analysis.errors import NoStatistics
from service.analysis.words import token_of
from service.analysis.workbench import words
from service.analysis.workbench.api import bench_card
from service.analysis.workbench.candidates import NoSuchOutline, NoUrbanZones
from service.analysis.workbench.charts import index_strip, rank_intervals, scatter
from service.analysis.workbench.plan import FLOORS, MOST_WEIGHT, Plan
from service.analysis.workbench.result import NothingWeighed, Workbench, workbench
from service.analysis.workbench.runs import RANK_DOUBT
from service.analysis.workbench.schema import BenchQuery, bench_query
from service.analysis.workbench.scoring import Score, scored
from service.analysis.workbench.view import BenchView, bench_legend, view_of
from service.i18n import format_number
from service.i18n import gettext as _
from service.web.context import municipality, public_db
from service.web.parse import parse_query


def asked() -> tuple[BenchQuery, Plan]:
    """The choices in the address. Raises UnknownParameter."""
    query = parse_query(bench_query(indicators_of(public_db(), municipality().id)))
    return query, query.plan()


def bench_of(plan: Plan) -> Workbench:
    """A plan carried out for the request's municipality.

    Raises NoStatistics, and the LookupErrors of `workbench` that a reader's choice leads to.
    """
    try:
        return workbench(public_db(), municipality().id, plan)
    except (NoUrbanZones, NoSuchOutline, NothingWeighed):
        raise
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None


def must_be_carried_out(plan: Plan) -> BenchView:
    """The results of a plan. Raises NoStatistics with a sentence when it has none."""
    view, problem = carried_out(plan)
    if view is None:
        raise NoStatistics(problem)
    return view


def carried_out(plan: Plan) -> tuple[BenchView | None, str]:
    try:
        return view_of(public_db(), municipality().id, bench_of(plan)), ""
    except NoUrbanZones:
        return None, _("The municipality has no layer of urban zones yet. Choose the candidates in another way.")
    except NoSuchOutline:
        return None, _("There is no such area. It may have been taken down.")
    except NothingWeighed:
        return None, _("No indicator has a weight. Give at least one indicator a weight above 0.")


def form_words(query: BenchQuery, plan: Plan) -> dict[str, Any]:
    """What the form needs, and every link back to the same choices."""
    link = plan.query()
    return {
        "asked": query,
        "plan": plan,
        "link": link,
        "presets": words.presets(),
        "aggregations": words.aggregations(),
        "smoothings": words.smoothings(),
        "tops": words.tops(),
        "floors": [(str(floor), _("at least %(count)s", count=format_number(floor))) for floor in FLOORS],
        "most_weight": MOST_WEIGHT,
        "words": words,
    }


def result_words(query: BenchQuery, view: BenchView) -> dict[str, Any]:
    """What the results need."""
    keys = view.bench.composite.keys
    x = query.x if query.x in keys else (keys[0] if keys else "")
    return {
        "view": view,
        "bench": view.bench,
        "rows": view.rows,
        "run": view.run,
        "run_kind": RANK_DOUBT,
        "wishes": view.bench.plan.plain(),
        "legend": [(token_of(number), label) for number, label in bench_legend(view.bench)],
        "notes": words.notes_in_words(view.bench),
        "card": bench_card(view),
        "strip": index_strip(view.rows, view.base),
        "intervals": rank_intervals(view.rows),
        "scatter": scatter(view.bench, view.rows, x),
        "x": x,
        "score": _score(query, view),
    }


def _score(query: BenchQuery, view: BenchView) -> Score | None:
    if not query.score:
        return None
    try:
        return scored(public_db(), municipality().id, view.bench, query.score)
    except NoSuchOutline:
        return None
