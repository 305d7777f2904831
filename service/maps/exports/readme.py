"""The text beside a Shapefile: whose data it is, and what the format could not keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.i18n import format_number, ngettext
from service.i18n import gettext as _
from service.maps.exports.terms import Terms
from service.maps.ogc.collections import Collection

if TYPE_CHECKING:
    from service.maps.exports.shapefiles import Losses


def shapefile_readme(collection: Collection, terms: Terms, losses: Losses, epsg: int) -> str:
    """The text in the reader's language, with lines ended as every old program knows them."""
    lines = [
        collection.shown_title,
        collection.shown_description,
        "",
        _("Source: %(attribution)s", attribution=terms.attribution),
        _("Licence: %(licence)s", licence=f"{terms.licence} {terms.licence_address}".strip()),
        _("Taken on %(day)s from %(address)s", day=terms.taken_on.isoformat(), address=terms.address),
        _("Coordinates: EPSG:%(epsg)s, easting or longitude first. Letters: UTF-8.", epsg=epsg),
        "",
        _("Files and their rows"),
        *(f"  {collection.id}_{ending}: {count}" for ending, count in losses.counts.items()),
        "",
        _("What a Shapefile cannot keep"),
        *(f"- {line}" for line in _lost(losses)),
        "",
        _("GeoPackage, FlatGeobuf and GeoJSON of the same address lose none of this."),
    ]
    return "\r\n".join(lines) + "\r\n"


def _lost(losses: Losses) -> list[str]:
    lines = []
    renamed = [f"{name} -> {short}" for name, short in losses.names.items() if name != short]
    if renamed:
        lines.append(_("Names of columns are cut to 10 letters: %(names)s", names=", ".join(renamed)))
    if losses.times:
        lines.append(_("Times are cut to days: %(names)s", names=", ".join(losses.times)))
    cut = [f"{name} ({format_number(count)})" for name, count in losses.texts.items() if count]
    if cut:
        lines.append(_("Long texts are cut to 254 bytes; columns and how many: %(names)s", names=", ".join(cut)))
    if len(losses.counts) > 1:
        lines.append(_("A file holds shapes of one kind, so there are several files."))
    if losses.mixed:
        lines.append(
            ngettext(
                "%(n)s place of several kinds of shapes at once is left out.",
                "%(n)s places of several kinds of shapes at once are left out.",
                losses.mixed,
            )
        )
    return [*lines, _("Yes and no are 1 and 0. Empty texts and missing texts are the same.")]
