"""Where an area is, in words: the map's twin."""

from __future__ import annotations

from collections.abc import Iterable

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo.crs import METRIC
from geo.places import offset_between, spoken_distance_m
from service.areas.facts.figures import size_text
from service.areas.page.relations import RelatedArea, Relations
from service.i18n import N_, format_number, named, ngettext
from service.i18n import gettext as _
from service.web.context import CurrentMunicipality

#: Nearer than this to the centre is the centre.
AT_CENTRE_M = 500.0
NAMES_SAID = 5
FROM_CENTRE = {
    "north": N_("In %(municipality)s, %(distance)s north of the centre."),
    "north_east": N_("In %(municipality)s, %(distance)s north-east of the centre."),
    "east": N_("In %(municipality)s, %(distance)s east of the centre."),
    "south_east": N_("In %(municipality)s, %(distance)s south-east of the centre."),
    "south": N_("In %(municipality)s, %(distance)s south of the centre."),
    "south_west": N_("In %(municipality)s, %(distance)s south-west of the centre."),
    "west": N_("In %(municipality)s, %(distance)s west of the centre."),
    "north_west": N_("In %(municipality)s, %(distance)s north-west of the centre."),
}


def whereabouts(home: CurrentMunicipality, shape: BaseGeometry, relations: Relations) -> list[str]:
    """Sentences that say where an area is, how large, what it borders on and what it holds.

    Parameters
    ----------
    shape : its boundary in the metric CRS.
    """
    said = [_from_centre(home, shape), _("Its size is %(size)s.", size=size_text(shape.area))]
    if relations.within:
        said.append(_("It lies within %(names)s.", names=names_of(relations.within)))
    if relations.same:
        said.append(_("It has the same boundary as %(names)s.", names=names_of(relations.same)))
    holds = [one for one in relations.holds if one.kind == "postal"]
    if holds:
        said.append(
            ngettext(
                "It holds the whole postal-code area %(names)s.",
                "It holds whole postal-code areas: %(names)s.",
                len(holds),
                names=names_of(holds),
            )
        )
    across = [one for one in relations.across if one.kind == "postal"]
    if across:
        said.append(_("It reaches into %(names)s.", names=names_of(across)))
    beside = [one for one in relations.beside if one.kind == "postal"] or list(relations.beside)
    if beside:
        said.append(_("It borders on %(names)s.", names=names_of(beside)))
    return said


def names_of(areas: Iterable[RelatedArea]) -> str:
    """Names of areas in a row; after a few, how many more there are."""
    names = [named(one.names) for one in areas]
    said = ", ".join(names[:NAMES_SAID])
    more = len(names) - NAMES_SAID
    if more <= 0:
        return said
    return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more, names=said)


def distance_text(distance_m: float) -> str:
    """A distance as people say it."""
    spoken = spoken_distance_m(distance_m)
    return f"{format_number(spoken)} m" if spoken < 1000 else f"{format_number(spoken / 1000)} km"


def _from_centre(home: CurrentMunicipality, shape: BaseGeometry) -> str:
    if shape.distance(Point(METRIC.from_lonlat(*home.centre_lonlat))) < AT_CENTRE_M:
        return _("In %(municipality)s, in the centre.", municipality=home.name())
    inside = shape.representative_point()
    offset = offset_between(home.centre_lonlat, METRIC.to_lonlat(inside.x, inside.y))
    sentence = FROM_CENTRE[offset.compass_point or "north"]
    return _(sentence, municipality=home.name(), distance=distance_text(offset.distance_m))
