"""What bringing a table of figures in would do, row by row: the report before, and what is done word for word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from layers.indicators.bringing.cells import cell_state
from layers.indicators.bringing.totals import is_named_total, outsized
from layers.indicators.bringing.units import UnitBook
from layers.indicators.own import NEEDED, PARTS

Figure = tuple[str, float | None]
#: Parts that count people or things, and so are whole and never below nothing.
COUNTS = frozenset({"part", "whole", "base"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a row; `values` is what its sentence names."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """How a table is read.

    columns : by part of the indicator, and ``code`` and ``name``: headings; parts without a column are absent.
    hidden : by part, the marks that hide its figures. missing : marks that say that there is none.
    twice : what becomes of areas with several rows; only counts can be added up.
    by_shape : the rows' shapes, not their codes, say where they belong.
    """

    kind: str
    columns: Mapping[str, str]
    hidden: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...] = ()
    twice: Literal["leave_out", "add"] = "leave_out"
    by_shape: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the indicator that have a column."""
        return tuple(part for part in PARTS[self.kind] if part in self.columns)


@dataclass(slots=True)
class Planned:
    """What becomes of one row: which unit (position) it is about, its figures, and what is said of it."""

    line: int
    code: str
    name: str
    unit: int | None = None
    figures: dict[str, Figure] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_left_out: bool = False

    def leave_out(self, code: str, **values: Any) -> None:
        """Not brought in, and why; the first reason is the one that is told."""
        if not self.is_left_out:
            self.is_left_out = True
            self.findings.append(Finding(code, tuple(values.items())))

    def say(self, code: str, **values: Any) -> None:
        """A remark on what is brought in."""
        self.findings.append(Finding(code, tuple(values.items())))


def read_rows(
    heading: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], choices: Choices, units: UnitBook
) -> list[Planned]:
    """Each row of a table with its figures, in the order of the file.

    A row is left out, with the reason, when it is about no area that is known, a figure of it is neither a number
    nor a mark, or its counts contradict each other.
    """
    at = {part: heading.index(name) for part, name in choices.columns.items() if name in heading}

    def cell(cells: Sequence[str], part: str) -> str:
        return cells[at[part]] if part in at and at[part] < len(cells) else ""

    planned = []
    for line, cells in rows:
        one = Planned(line, cell(cells, "code"), cell(cells, "name"))
        for part in choices.parts:
            _take(one, part, cell(cells, part), choices)
        _check(one)
        planned.append(one)
    if not choices.by_shape:
        _place(planned, choices, units)
    return planned


def _take(one: Planned, part: str, text: str, choices: Choices) -> None:
    state = cell_state(text, choices.hidden.get(part, ()), choices.missing)
    if state is None:
        one.leave_out("not_a_number", column=choices.columns[part], text=text[:40])
    elif part in (*COUNTS, "error") and state[1] is not None and state[1] < 0:
        one.leave_out("negative", column=choices.columns[part], text=text[:40])
    else:
        one.figures[part] = state


def _check(one: Planned) -> None:
    part, whole = (one.figures.get(key, ("missing", None))[1] for key in ("part", "whole"))
    if part is not None and whole is not None and part > whole:
        one.leave_out("part_above_whole", part=part, whole=whole)
    for key in COUNTS & one.figures.keys():
        value = one.figures[key][1]
        if value is not None and value != int(value) and not one.is_left_out:
            one.say("not_whole", number=value)


def _place(planned: list[Planned], choices: Choices, units: UnitBook) -> None:
    main = NEEDED[choices.kind][-1]
    for one in planned:
        found = units.find(one.code, one.name)
        one.unit = found.position if found else None
        if found and found.how == "padded":
            one.say("zeros_put_back", text=one.code, unit=units.codes[found.position])
    known = [one.figures.get(main, ("missing", None))[1] for one in planned if one.unit is not None]
    for one in planned:
        if one.unit is not None:
            continue
        # Of what is no area, only that is said: whether its figures are sound matters to nobody.
        one.findings, one.is_left_out = [], False
        if is_named_total(one.code, one.name, units.town):
            one.leave_out("total_row")
        elif outsized(one.figures.get(main, ("missing", None))[1], known):
            one.leave_out("placeholder", text=one.code or one.name)
        elif not (one.code or one.name):
            one.leave_out("without_area")
        elif units.shares_name(one.name or one.code):
            one.leave_out("name_of_several", text=one.name or one.code)
        else:
            one.leave_out("unknown_area", text=one.code or one.name)
    _twice(planned, choices)


def _twice(planned: list[Planned], choices: Choices) -> None:
    rows: dict[int, list[Planned]] = {}
    for one in planned:
        if one.unit is not None:
            rows.setdefault(one.unit, []).append(one)
    for same in rows.values():
        if len(same) < 2:
            continue
        lines = [one.line for one in same]
        for one in same:
            others = [line for line in lines if line != one.line]
            if choices.twice == "leave_out" or set(choices.parts) - COUNTS:
                one.leave_out("area_twice", lines=others)
            elif not one.is_left_out:
                one.say("added_up", lines=others)
