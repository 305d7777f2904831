"""What the page of a choice shows: the ranking, the chosen areas with their reasons, and the sum that is shared."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy import Connection

from geo.choice.problems import ChoiceProblem
from service.analysis.runs.queries import Run
from service.analysis.workbench.candidates import NoSuchOutline, NoUrbanZones
from service.analysis.workbench.doubt import Doubt, doubt_about, without_draws
from service.analysis.workbench.figures import Figures
from service.analysis.workbench.result import NothingWeighed, Workbench, ranked_by, workbench
from service.errors import InvalidInput
from service.i18n import gettext as _
from service.programmes.choosing.asked import Wishes
from service.programmes.choosing.drawn import drawn_areas_of
from service.programmes.choosing.ground import ground
from service.programmes.choosing.joined import joined_run, solved_side_by_side
from service.programmes.choosing.solving import Solved
from service.programmes.choosing.words import problem_sentence
from service.programmes.frozen import plain
from service.programmes.records.content import Asked, Made, made, weighed
from service.programmes.records.rows import plan_rows
from service.programmes.sharing.share import shared

KEPT = 32


@dataclass(frozen=True)
class Chosen:
    """A choice as far as it could be made. `made` is None with a `problem`; `shares` None without a sum or with a
    `sharing_problem`. `table` is there in any case. `run` is the worker's search for areas side by side."""

    asked: Asked
    figures: Figures
    bench: Workbench
    table: list[dict[str, Any]]
    made: Made | None
    problem: str
    shares: list[dict[str, Any]] | None
    sharing_problem: str
    run: Run | None = None


def final_choices(connection: Connection, municipality_id: int, asked: Wishes) -> tuple[Figures, Asked]:
    """The figures and choices of a decision: as `asked_for`, and with the areas found side by side.

    Raises as `asked_for`, and ChoiceProblem.
    """
    figures, choices = asked_for(connection, municipality_id, asked)
    _run, before = _searched(connection, municipality_id, choices)
    bench = ranked_by(figures, choices.plan, np.isin(figures.frame.codes, choices.may))
    return figures, side_by_side(bench, choices, before)


def asked_for(connection: Connection, municipality_id: int, asked: Wishes) -> tuple[Figures, Asked]:
    """The figures and choices as the record takes them.

    Raises
    ------
    LookupError
        when the municipality has no statistics.
    InvalidInput
        when the candidates cannot be told, or nothing is weighed; with a sentence.
    """
    plan = asked.plan
    if asked.choosing.mode == "top":
        # How sure the first N are is asked of the same N.
        plan = replace(plan, top=asked.choosing.count)
    try:
        bench = workbench(connection, municipality_id, plan)
    except NoUrbanZones:
        raise InvalidInput(
            _("The municipality has no map of urban zones: choose the areas to compare in another way.")
        ) from None
    except NoSuchOutline:
        raise InvalidInput(_("There is no such area to look inside.")) from None
    except NothingWeighed:
        raise InvalidInput(_("Nothing has a weight: give at least one indicator a weight above zero.")) from None
    frame = bench.figures.frame
    may = tuple(frame.codes[at] for at in np.flatnonzero(bench.may))
    place = ground(connection, municipality_id, asked.choosing, frame.area_ids, frame.codes)
    figures = weighed(bench.figures, plan)
    try:
        drawn = drawn_areas_of(connection, municipality_id, asked.choosing.also, figures)
    except NoSuchOutline:
        raise InvalidInput(_("One of the drawn areas is not published here. Choose them again.")) from None
    return figures, Asked(plan, may, asked.choosing, place, None, asked.sharing, drawn)


def chosen(connection: Connection, municipality_id: int, asked: Wishes) -> Chosen:
    """The choice carried out, or as much of it as can be. Raises as `asked_for`."""
    figures, choices = asked_for(connection, municipality_id, asked)
    bench = ranked_by(figures, choices.plan, np.isin(figures.frame.codes, choices.may))
    doubt = _doubt(bench)
    table = plain(plan_rows(bench, doubt))
    found, problem, shares, sharing_problem = None, "", None, ""
    run, before = _searched(connection, municipality_id, choices)
    try:
        if doubt is None:
            raise ChoiceProblem("no_candidates", "no area is ranked")
        choices = side_by_side(bench, choices, before)
        found = made(figures, replace(choices, sharing=None), {}, doubt)
    except ChoiceProblem as error:
        problem = problem_sentence(error)
    if found is not None and choices.sharing is not None:
        try:
            shares = shared(bench, found.outcome.chosen, choices.sharing, found.outcome.middle)
        except ChoiceProblem as error:
            sharing_problem = problem_sentence(error)
    return Chosen(choices, figures, bench, table, found, problem, shares, sharing_problem, run)


def side_by_side(bench: Workbench, choices: Asked, before: Solved | None) -> Asked:
    """The choices with the areas that were found side by side, where the rule asks for such; the rest as they are.

    Raises ChoiceProblem.
    """
    if choices.choosing.mode != "joined":
        return choices
    return replace(choices, solved=solved_side_by_side(bench, choices.choosing, choices.ground, before))


def _searched(connection: Connection, municipality_id: int, choices: Asked) -> tuple[Run | None, Solved | None]:
    if choices.choosing.mode != "joined":
        return None, None
    return joined_run(connection, municipality_id, choices.plan, choices.choosing.count)


_lock = threading.Lock()
_kept: dict[str, Doubt] = {}


def _doubt(bench: Workbench) -> Doubt | None:
    """The draws of a plan, kept for the next look; None when there is nothing to draw."""
    if not bench.ranked.any():
        return None
    seal = hashlib.sha256(bench.plan.digest(bench.figures.frame.codes).encode())
    for column in (bench.figures.part, bench.figures.whole, bench.figures.residents, bench.may):
        seal.update(np.ascontiguousarray(column).tobytes())
    with _lock:
        found = _kept.get(seal.hexdigest())
    if found is None:
        try:
            found = without_draws(doubt_about(bench))
        except ValueError:
            return None
        with _lock:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[seal.hexdigest()] = found
    return found
