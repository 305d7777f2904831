"""What a later version of a proposal changed, in words: the place, what it touches, and the text."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from geo.places import COMPASS_POINTS, offset_between
from service.conflicts.lines import Line
from service.conflicts.report import Report
from service.i18n import N_, format_number
from service.i18n import gettext as _
from service.zoning.words import size_words

#: A middle that moved by less is said to be where it was, in metres; a surface that changed by less, in m2.
LEAST_M, LEAST_M2 = 1.0, 1.0
DIRECTIONS = {
    "north": N_("to the north"), "north_east": N_("to the north-east"), "east": N_("to the east"),
    "south_east": N_("to the south-east"), "south": N_("to the south"), "south_west": N_("to the south-west"),
    "west": N_("to the west"), "north_west": N_("to the north-west"),
}  # fmt: skip


class Worded(Protocol):
    """What has the words of a proposal: one of its versions, or what somebody suggests."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True)
class Paragraphs:
    """The text of both versions by paragraph: what came and what went."""

    came: list[str]
    went: list[str]


def place_changes(before: BaseGeometry, after: BaseGeometry) -> list[str]:
    """How the place changed, in sentences; shapes are in the metric CRS. One sentence says so when it did not."""
    if before.equals_exact(after, 0.01):
        return [_("The place is the same.")]
    told = []
    if before.area and after.area:
        told.append(_surface(before.area, after.area))
        came, went = after.difference(before).area, before.difference(after).area
        if came >= LEAST_M2:
            told.append(_("Added: %(size)s that did not belong to it before.", size=size_words(came, "area")))
        if went >= LEAST_M2:
            told.append(_("Left out: %(size)s that belonged to it before.", size=size_words(went, "area")))
    elif before.length and after.length and not before.area and not after.area:
        sizes = {"before": size_words(before.length, "line"), "after": size_words(after.length, "line")}
        told.append(_("Its length was %(before)s and is now %(after)s.", **sizes))
    else:
        told.append(_("What is drawn is of another kind now: a point, a line or an area."))
    moved = before.centroid.distance(after.centroid)
    if moved >= LEAST_M:
        ends = [METRIC.to_lonlat(one.centroid.x, one.centroid.y) for one in (before, after)]
        point = offset_between(*ends).compass_point or COMPASS_POINTS[0]
        told.append(
            _(
                "Its middle moved %(distance)s %(direction)s.",
                distance=size_words(moved, "line"),
                direction=_(DIRECTIONS[point]),
            )
        )
    return told


def touch_changes(before: Report, after: Report) -> tuple[list[Line], list[Line]]:
    """Lines of the later report that the earlier one had not, and the other way round; slivers count as nothing."""
    had = {line.key: line for line in before.lines if not line.is_sliver}
    has = {line.key: line for line in after.lines if not line.is_sliver}
    return [has[key] for key in has if key not in had], [had[key] for key in had if key not in has]


def text_changes(before: Worded, after: Worded) -> Paragraphs:
    """Paragraphs of title, summary and text that came and that went, in their order."""
    came, went = [], []
    for line in difflib.ndiff(_paragraphs(before), _paragraphs(after)):
        if line.startswith("+ "):
            came.append(line[2:])
        elif line.startswith("- "):
            went.append(line[2:])
    return Paragraphs(came, went)


def _paragraphs(view: Worded) -> Sequence[str]:
    return [
        line.strip() for text in (view.title, view.summary, view.body) for line in text.splitlines() if line.strip()
    ]


def _surface(before: float, after: float) -> str:
    sizes = {"before": size_words(before, "area"), "after": size_words(after, "area")}
    difference = after - before
    if abs(difference) < LEAST_M2:
        return _("The surface is as large as before, %(after)s.", after=sizes["after"])
    amount = f"{format_number(round(abs(difference)))}\u00a0m²"
    if difference > 0:
        return _("The surface grew by %(amount)s, from %(before)s to %(after)s.", amount=amount, **sizes)
    return _("The surface shrank by %(amount)s, from %(before)s to %(after)s.", amount=amount, **sizes)
