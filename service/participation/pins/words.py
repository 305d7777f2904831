"""Places and states in words, in the reader's language."""

from __future__ import annotations

from geo.places import Offset, spoken_distance_m
from service.i18n import format_number
from service.i18n import gettext as _

#: Nearer than this, a place is spoken of as being there.
AT_PLACE_M = 15.0


def spoken_distance(distance_m: float) -> str:
    """A distance as people say it: "120 m", "1,2 km"."""
    metres = spoken_distance_m(distance_m)
    return f"{format_number(metres / 1000)} km" if metres >= 1000 else f"{format_number(metres)} m"


def offset_words(offset: Offset, place: str) -> str:
    """Where something lies, seen from a named place: "120 m north-east of the library".

    Parameters
    ----------
    offset : from the place to the thing.
    place : the place's name in the reader's language.
    """
    if offset.compass_point is None or offset.distance_m < AT_PLACE_M:
        return _("at %(place)s", place=place)
    sentences = {
        "north": _("%(distance)s north of %(place)s", distance=spoken_distance(offset.distance_m), place=place),
        "north_east": _(
            "%(distance)s north-east of %(place)s", distance=spoken_distance(offset.distance_m), place=place
        ),
        "east": _("%(distance)s east of %(place)s", distance=spoken_distance(offset.distance_m), place=place),
        "south_east": _(
            "%(distance)s south-east of %(place)s", distance=spoken_distance(offset.distance_m), place=place
        ),
        "south": _("%(distance)s south of %(place)s", distance=spoken_distance(offset.distance_m), place=place),
        "south_west": _(
            "%(distance)s south-west of %(place)s", distance=spoken_distance(offset.distance_m), place=place
        ),
        "west": _("%(distance)s west of %(place)s", distance=spoken_distance(offset.distance_m), place=place),
        "north_west": _(
            "%(distance)s north-west of %(place)s", distance=spoken_distance(offset.distance_m), place=place
        ),
    }
    return sentences[offset.compass_point]
