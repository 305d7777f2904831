"""What is asked for: the collection's own filters, a format and a coordinate system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from geo.crs import LONLAT, METRIC, ZONES_IN_USE
from service.errors import FieldError, UnknownParameter
from service.i18n import gettext as _
from service.maps.exports.formats import FORMATS, Format
from service.maps.ogc.collections import Collection
from service.maps.ogc.parameters import ItemsQuery, items_query, known
from service.maps.ogc.reference_systems import CRS84, DEFAULT, STORED, SYSTEMS

#: Parameters of ``/items`` that narrow a collection down; the rest says how a page is shown.
NARROWING = ("bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs")
#: The same as a form has them: the two ends of `datetime`.
SPAN = ("since", "until")


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that was asked for."""

    format: Format
    query: ItemsQuery

    @property
    def epsg(self) -> int:
        """What its coordinates are in."""
        return self.query.system.epsg


def wish_of(collection: Collection, given: MultiDict[str, str]) -> Wish:
    """The file that an address asks for; an empty field of a form is one that was not filled in.

    Raises UnknownParameter, with the parameter's name, for anything wrong.
    """
    names = {"format", "crs", "lang", *NARROWING, *SPAN, *(one.name for one in collection.filters)}
    values = {name: value for name, value in known(given, names).items() if value != ""}
    wanted = FORMATS.get(values.pop("format", ""))
    if wanted is None:
        raise _wrong("format", _("There are these: %(names)s.", names=", ".join(FORMATS)))
    ends = [values.pop(name, "") for name in SPAN]
    if any(ends):
        if "datetime" in values:
            raise _wrong("datetime", _("Give either datetime or the two days."))
        values["datetime"] = "/".join(end or ".." for end in ends)
    query = items_query(collection, MultiDict(values))
    if "crs" not in values:
        query = replace(query, system=DEFAULT if wanted.is_in_degrees else STORED)
    elif wanted.is_degrees_only and query.system.epsg != LONLAT:
        raise _wrong("crs", _("GeoJSON is always in longitude and latitude (WGS 84). Choose another format for this."))
    return Wish(wanted, query)


def system_names(centre_lonlat: tuple[float, float]) -> Mapping[str, str]:
    """The systems that a file may be in, by address, in words; the zone nearest to a place first of all."""
    zones = {f"EPSG:{epsg}": degree for degree, epsg in ZONES_IN_USE.get(METRIC.epsg, {}).items()}
    own = min(zones.values(), key=lambda degree: abs(degree - centre_lonlat[0]), default=0)
    found = {
        CRS84: _("Longitude and latitude (WGS 84)"),
        STORED.uri: _("The country's metres (%(crs)s)", crs=METRIC.code),
    }
    for uri, system in SYSTEMS.items():
        degree = zones.get(f"EPSG:{system.epsg}")
        if degree == own:
            found[uri] = _(
                "ETRS-GK%(zone)s, the municipality's own zone (EPSG:%(epsg)s)", zone=degree, epsg=system.epsg
            )
    for uri, system in SYSTEMS.items():
        degree = zones.get(f"EPSG:{system.epsg}")
        if degree is not None and degree != own:
            found[uri] = f"ETRS-GK{degree} (EPSG:{system.epsg})"
    return found


def _wrong(name: str, sentence: str) -> UnknownParameter:
    return UnknownParameter(sentence, [FieldError(name, sentence)])
