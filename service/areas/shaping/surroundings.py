"""What lies around an outline, in words: how long and wide it is, what holds it, what it holds, what is next to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from boundaries.database import sql
from geo.crs import METRIC
from geo.editing import across_m
from geo.interpolation import overlap
from service.i18n import format_number, named, ngettext
from service.i18n import gettext as _
from service.participation.pins.words import spoken_distance

#: Areas whose borders come nearer than this are neighbours.
NEAR_M = 20.0
#: Shares from which one area is said to lie in another, and up to which they only touch.
WHOLE, TOUCH = 0.99, 0.01
NAMES_SAID = 5
#: Outlines of more corners are simplified before they are held against others.
PLAIN_CORNERS = 1_000


@dataclass(frozen=True)
class Surroundings:
    """Names of the areas that hold a shape, lie in it, share ground with it, and lie next to it."""

    holding: tuple[str, ...]
    held: tuple[str, ...]
    crossing: tuple[str, ...]
    beside: tuple[str, ...]


def surroundings_of(
    connection: Connection, municipality_id: int, shape: BaseGeometry, except_slug: str = ""
) -> Surroundings:
    """The published areas around a shape of the metric CRS.

    Parameters
    ----------
    except_slug : the area whose boundary it is, which is not its own neighbour.
    """
    rows = connection.execute(
        sql("service.areas", "areas_around_shape"),
        {
            "wkb": shapely.to_wkb(shape),
            "srid": METRIC.epsg,
            "near_m": NEAR_M,
            "municipality_id": municipality_id,
            "except_slug": except_slug,
        },
    ).all()
    outlines = np.empty(len(rows), dtype=object)
    outlines[:] = [shapely.from_wkb(bytes(row.wkb)) for row in rows]
    shapely.prepare(shape)
    near = np.flatnonzero(shapely.dwithin(shape, outlines, NEAR_M))
    shared = overlap(outlines[near], [_plain(shape)]).area.toarray()[0]
    found: dict[str, list[str]] = {"holding": [], "held": [], "crossing": [], "beside": []}
    for shared_m2, row in sorted(
        zip(shared.tolist(), (rows[n] for n in near.tolist()), strict=True), key=lambda one: (-one[0], -one[1].area_m2)
    ):
        relation = _relation(shared_m2, shape.area, row.area_m2)
        # The facts say already which postal-code areas it is in, with their shares.
        if relation != "crossing" or row.kind != "postal":
            found[relation].append(named(row.names))
    return Surroundings(**{key: tuple(dict.fromkeys(names)) for key, names in found.items()})


def _plain(shape: BaseGeometry) -> BaseGeometry:
    """A shape of fewer corners for words that change at a hundredth: it moves shares by a thousandth at most."""
    if shapely.get_num_coordinates(shape) <= PLAIN_CORNERS:
        return shape
    return shape.simplify(shape.area**0.5 / 200)


def _relation(shared_m2: float, shape_m2: float, area_m2: float) -> str:
    if shared_m2 >= WHOLE * shape_m2:
        return "holding"
    if shared_m2 >= WHOLE * area_m2:
        return "held"
    return "beside" if shared_m2 <= TOUCH * min(shape_m2, area_m2) else "crossing"


def surroundings_words(shape: BaseGeometry, around: Surroundings) -> str:
    """The outline in sentences for somebody who does not see it."""
    length, width = across_m(shape)
    sentences = [
        _("About %(length)s long and %(width)s wide.", length=spoken_distance(length), width=spoken_distance(width))
    ]
    parts = shapely.get_num_geometries(shape)
    if parts > 1:
        sentences.append(ngettext("%(count)s part.", "%(count)s parts.", int(parts)))
    holes = sum(len(part.interiors) for part in shapely.get_parts(shape))
    if holes:
        sentences.append(ngettext("%(count)s hole.", "%(count)s holes.", holes))
    if around.holding:
        sentences.append(_("Inside: %(names)s.", names=_said(around.holding)))
    if around.held:
        sentences.append(_("Holds: %(names)s.", names=_said(around.held)))
    if around.crossing:
        sentences.append(_("Partly in: %(names)s.", names=_said(around.crossing)))
    if around.beside:
        sentences.append(_("Next to it: %(names)s.", names=_said(around.beside)))
    return " ".join(sentences)


def _said(names: Iterable[str]) -> str:
    every = list(names)
    said = ", ".join(every[:NAMES_SAID])
    more = len(every) - NAMES_SAID
    return said if more <= 0 else _("%(names)s and %(count)s more", names=said, count=format_number(more))
