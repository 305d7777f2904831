"""Alternatives as columns of one table, with what differs said in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from service.conflicts.beside.heard import Heard
from service.conflicts.report import Report
from service.i18n import N_, format_number
from service.i18n import gettext as _
from service.proposals.queries import ProposalView
from service.zoning.words import size_words

LARGEST, SMALLEST = N_("most"), N_("least")
NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """A value in words, a mark where it is the most or the least of its row, and what stands under it.

    `href` leads to what was counted; empty where there is nothing to read.
    """

    text: str
    mark: str = ""
    lines: Sequence[str] = ()
    href: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the table: one cell for each alternative. `differs` where they are not all the same."""

    label: str
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        """Whether any two cells say different things."""
        return len({(cell.text, *cell.lines) for cell in self.cells}) > 1


@dataclass(frozen=True)
class Alternative:
    """A proposal with its report, what was heard of it, and where that is read."""

    view: ProposalView
    report: Report
    heard: Heard
    heard_href: str


def rows_of(all_of: Sequence[Alternative]) -> list[Row]:
    """The rows of the table, in the order in which people ask."""
    return [
        _measured(_("Size"), all_of, lambda one: one.view.geom.area or one.view.geom.length, _size),
        _measured(_("Residents inside"), all_of, lambda one: _residents(one, 0), _residents_text(0)),
        _measured(_("Residents inside or within 100 m"), all_of, lambda one: _residents(one, -1), _residents_text(-1)),
        Row(_("Land uses of the plan that it touches"), [Cell(_zoning(one)) for one in all_of]),
        Row(_("Other map layers that it touches"), [Cell(_names(one, "layer")) for one in all_of]),
        Row(_("Nearest protected place"), [Cell(_protected(one)) for one in all_of]),
        Row(_("Areas that it reaches into"), [Cell(_names(one, "area")) for one in all_of]),
        _measured(_("Ideas inside"), all_of, lambda one: one.report.inside["pins"]["total"]),
        _measured(_("Ideas inside or within 100 m"), all_of, lambda one: one.report.around["pins"]["total"]),
        _measured(_("Comments on it"), all_of, lambda one: one.view.comment_count),
        _statements(all_of),
    ]


def differences(all_of: Sequence[Alternative]) -> list[str]:
    """What only some of the alternatives touch, in sentences; slivers count as nothing."""
    touched = [
        {line.key: line.title + (f" ({line.letter})" if line.letter else "") for line in one.report.lines
         if not line.is_sliver and not line.is_aside}
        for one in all_of
    ]  # fmt: skip
    told = []
    for one, own in zip(all_of, touched, strict=True):
        only = [name for key, name in own.items() if not any(key in other for other in touched if other is not own)]
        if only:
            told.append(_("Only %(title)s touches: %(names)s.", title=one.view.title, names=", ".join(only)))
    return told


def _measured(
    label: str,
    all_of: Sequence[Alternative],
    value_of: Callable[[Alternative], float | None],
    text_of: Callable[[Alternative], str] | None = None,
) -> Row:
    values = [value_of(one) for one in all_of]
    known = [value for value in values if value is not None]
    most, least = (max(known), min(known)) if known else (None, None)
    cells = []
    for one, value in zip(all_of, values, strict=True):
        text = text_of(one) if text_of is not None else format_number(value)
        mark = (
            "" if value is None or most == least else LARGEST if value == most else SMALLEST if value == least else ""
        )
        cells.append(Cell(text or NOTHING, _(mark) if mark else ""))
    return Row(label, cells)


def _statements(all_of: Sequence[Alternative]) -> Row:
    row = _measured(_("Statements on it"), all_of, lambda one: one.heard.total)
    cells = [
        replace(cell, lines=one.heard.lines, href=one.heard_href if one.heard.total else "")
        for cell, one in zip(row.cells, all_of, strict=True)
    ]
    return Row(row.label, cells)


def _size(one: Alternative) -> str:
    geom = one.view.geom
    return size_words(geom.area or geom.length, one.report.kind)


def _residents(one: Alternative, at: int) -> float | None:
    found = one.report.residents
    return found[at].estimate if found and (at or len(found) > 1) else None


def _residents_text(at: int) -> Callable[[Alternative], str]:
    def text(one: Alternative) -> str:
        found = one.report.residents
        return found[at].text if found and (at or len(found) > 1) else ""

    return text


def _zoning(one: Alternative) -> str:
    lines = [line for line in one.report.zoning if not line.is_sliver]
    told = [f"{line.title}{f' ({line.letter})' if line.letter else ''} {line.share_text}".strip() for line in lines]
    return ", ".join(told) or _("There is no plan at this place.")


def _names(one: Alternative, group: str) -> str:
    lines = one.report.layers if group == "layer" else one.report.areas
    return ", ".join(line.title for line in lines if not line.is_sliver) or NOTHING


def _protected(one: Alternative) -> str:
    near = next((thing for thing in one.report.near if thing.is_protected), None)
    return f"{near.title}: {near.text}" if near else _("none within 500 m")
