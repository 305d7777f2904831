"""The main lines of a report in plain words, for the page of the proposal itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from service.conflicts.asking import report_of, tolerance
from service.conflicts.lines import Line
from service.conflicts.report import Near, Report
from service.i18n import format_number, ngettext
from service.i18n import gettext as _
from service.proposals.page_parts import PagePart, add_part
from service.proposals.queries import ProposalView

#: Lines of other layers on the page; the report has them all.
MOST_LINES = 5
MOST_NAMES = 3


@dataclass(frozen=True)
class Summary:
    """What a proposal touches beside the zoning, in sentences.

    `layers` are the largest lines that count, `more` how many the report has beyond them, `aside` the lines that a
    planner set aside, with the reason.
    """

    layers: list[Line]
    more: int
    protected: list[str]
    residents: str
    areas: str
    ideas: str
    slivers: str
    aside: list[Line]


@add_part(10)
def summary_part(view: ProposalView, current: ProposalView) -> PagePart:
    """The summary below the zoning of a proposal's page."""
    report = report_of(view, current)
    return PagePart(
        "covers",
        "conflicts/summary.html",
        {
            "summary": summary_of(report),
            "href": f"{request.script_root}/proposals/{current.slug}/report"
            + ("" if view is current else f"?version={view.version}"),
        },
    )


def summary_of(report: Report) -> Summary:
    """The main lines of a report."""
    counted = [line for line in report.layers if not line.is_sliver and not line.is_aside]
    return Summary(
        layers=counted[:MOST_LINES],
        more=max(0, len(counted) - MOST_LINES),
        protected=_protected(report),
        residents=_residents(report),
        areas=_areas([line for line in report.areas if not line.is_sliver]),
        ideas=_ideas(report),
        slivers=_slivers(report.slivers),
        aside=[line for line in report.lines if line.is_aside],
    )


def _protected(report: Report) -> list[str]:
    near = [one for one in report.near if one.is_protected]
    if not near:
        return [_("No protected place that the map knows is within 500 m.")]
    return [_distance(one) for one in near[:MOST_NAMES]]


def _distance(one: Near) -> str:
    name = one.title if one.title == one.layer else f"{one.title}, {one.layer}"
    if one.metres < 1:
        return _("A protected place lies in the proposal or at its edge: %(name)s.", name=name)
    return _("A protected place is %(distance)s away: %(name)s.", distance=one.text, name=name)


def _residents(report: Report) -> str:
    told = [f"{one.where}: {one.text}" for one in report.residents]
    return ". ".join(told) + "." if told else ""


def _areas(lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    names = ", ".join(line.title for line in lines[:MOST_NAMES])
    rest = len(lines) - MOST_NAMES
    if rest > 0:
        names = ngettext("%(names)s and %(count)s other", "%(names)s and %(count)s others", rest, names=names)
    return _("It reaches into these areas: %(names)s.", names=names)


def _ideas(report: Report) -> str:
    inside, around = report.inside["pins"]["total"], report.around["pins"]["total"]
    return _(
        "Residents' ideas: %(inside)s inside, %(around)s inside or within 100 m.",
        inside=format_number(inside),
        around=format_number(around),
    )


def _slivers(lines: Sequence[Line]) -> str:
    if not lines:
        return ""
    limit = tolerance()
    return ngettext(
        "%(count)s narrow strip under %(surface)s m² or %(length)s m is not counted.",
        "%(count)s narrow strips under %(surface)s m² or %(length)s m are not counted.",
        len(lines),
        surface=format_number(limit.m2),
        length=format_number(limit.m, 1),
    )
