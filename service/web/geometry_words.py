"""What is wrong with a geometry, in a sentence that names what and where."""

from __future__ import annotations

import math

from geo.errors import GeometryProblem
from geo.geometry import LIMITS
from service.i18n import N_, format_number
from service.i18n import gettext as _
from service.web.context import municipality
from service.web.places import place_in_words

#: code -> (the sentence when the place is known, the sentence when it is not). A place comes as the words of
#: `place_in_words`. A test holds the table to every error of `geo` and `boundaries`.
SENTENCES: dict[str, tuple[str | None, str]] = {
    "geometry_problem": (None, N_("The shape could not be used. Draw it again.")),
    "not_geometry": (None, N_("The shape is not in a form that can be read. Draw it again or check the file.")),
    "geometry_type_unsupported": (None, N_("This kind of shape cannot be used here.")),
    "crs_declared": (
        None,
        N_("The shape says it is in another coordinate system. Give longitudes and latitudes (WGS 84)."),
    ),
    "too_many_vertices": (
        None,
        N_("The shape has too many corners: at most %(vertices)s can be used. Draw a simpler one."),
    ),
    "too_many_rings": (
        None,
        N_("The shape has too many parts or holes: at most %(rings)s can be used. Draw a simpler one."),
    ),
    "ring_too_short": (None, N_("An area needs at least three different corners. Add corners.")),
    "not_finite": (None, N_("One of the coordinates is not a number. Check what was sent.")),
    "empty_geometry": (None, N_("There is no shape yet. Draw it first.")),
    "zero_area": (
        N_("The area has no size: its corners are on one line %(where)s. Draw around the area."),
        N_("The area has no size: its corners are on one line. Draw around the area."),
    ),
    "zero_length": (
        N_("The line has no length: its points are all the same %(where)s."),
        N_("The line has no length: its points are all the same."),
    ),
    "self_intersects": (
        N_("The outline crosses itself %(where)s. Move a corner there, or draw the area again."),
        N_("The outline crosses itself. Move a corner, or draw the area again."),
    ),
    "hole_outside_shell": (
        N_("A hole lies outside its area or in another hole %(where)s. Move it inside, or leave it out."),
        N_("A hole lies outside its area or in another hole. Move it inside, or leave it out."),
    ),
    "parts_overlap": (
        N_("Two parts of the area cover the same ground %(where)s. Join them or move them apart."),
        N_("Two parts of the area cover the same ground. Join them or move them apart."),
    ),
    "nothing_left": (None, N_("Nothing would be left of the area. It stays as it was.")),
    "not_split": (None, N_("The line does not go across the area. Draw it from one side over to the other.")),
    "lonlat_out_of_range": (
        None,
        N_("A longitude is over 180 or a latitude over 90 degrees. Check the coordinates."),
    ),
    "swapped_axes": (
        N_("Latitude and longitude seem to have changed places: the other way round it would be %(where)s."),
        N_("The coordinates seem to have changed places: easting comes before northing."),
    ),
    "metres_as_degrees": (
        None,
        N_("The coordinates look like metres. Give longitudes and latitudes in degrees."),
    ),
    "degrees_as_metres": (None, N_("The coordinates look like degrees, but the file says they are metres.")),
    "outside_area_of_use": (
        N_("A place %(where)s is too far away: the map of this service does not reach there."),
        N_("The shape is too far away: the map of this service does not reach there."),
    ),
    "box_upside_down": (None, N_("The window's southern edge is north of its northern edge.")),
    "tile_outside_matrix": (None, N_("There is no map tile at this address.")),
    "crs_unusable": (None, N_("This coordinate system is not known or cannot be used here.")),
    "outside_municipality": (
        N_("A place %(where)s is outside %(municipality)s. Keep to the municipality's area."),
        N_("This is outside %(municipality)s. Keep to the municipality's area."),
    ),
    "partition_problem": (None, N_("The areas of the set would no longer fit together.")),
    "leaves_gap": (
        N_("Between the areas of the set there would be ground that belongs to none of them, %(where)s."),
        N_("Between the areas of the set there would be ground that belongs to none of them."),
    ),
    "overlaps_neighbour": (
        N_("Some ground would belong to two areas of the set, %(where)s."),
        N_("Some ground would belong to two areas of the set."),
    ),
    "line_does_not_divide": (
        N_("The line does not run through the area from edge to edge. It begins %(where)s. Begin and end outside."),
        N_("The line does not run through the area from edge to edge. Begin and end it outside the area."),
    ),
    "areas_apart": (
        N_("The areas have no border in common; the other one lies %(where)s."),
        N_("The areas have no border in common."),
    ),
    "area_vanishes": (
        N_("Nothing would be left of the area that lies %(where)s now."),
        N_("Nothing would be left of one of the areas."),
    ),
}


#: Degrees, and metres of any map, are smaller than this; a number beyond it is no place to tell of.
_BEYOND = 1e9


def geometry_sentence(error: GeometryProblem) -> str:
    """The sentence for a place or shape that was refused, in the reader's language."""
    with_place, without = SENTENCES.get(error.code, SENTENCES["geometry_problem"])
    lonlat = lonlat_of(error)
    values = {
        "vertices": format_number(LIMITS.vertices),
        "rings": format_number(LIMITS.rings),
        "municipality": municipality().name(),
    }
    if with_place is None or lonlat is None:
        return _(without, **values)
    return _(with_place, where=place_in_words(lonlat), **values)


def lonlat_of(error: GeometryProblem) -> tuple[float, float] | None:
    """Where it is wrong in WGS 84, when that is known and is a place: no map has numbers beyond `_BEYOND`."""
    where = error.where
    if where is None or isinstance(where, str):
        return None
    if not all(math.isfinite(value) and abs(value) < _BEYOND for value in where):
        return None
    return where


def path_of(error: GeometryProblem) -> str:
    """Where in the input it is wrong, as a path such as ``coordinates[0][3]``; ``geometry`` when unknown."""
    return error.where if isinstance(error.where, str) else "geometry"
