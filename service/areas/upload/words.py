"""What is wrong with a file or with one of its features, in sentences that name what, where and the cure."""

from __future__ import annotations

from collections.abc import Iterable

from boundaries.reading.errors import UploadProblem
from boundaries.reading.findings import Finding
from geo.crs import LONLAT
from geo.errors import GeometryProblem
from geo.systems import accuracy_m, system_name
from service.areas.facts.words import size_text
from service.i18n import N_, format_number, format_percent, ngettext
from service.i18n import gettext as _
from service.web.context import municipality
from service.web.geometry_words import geometry_sentence
from service.web.places import place_in_words

#: Code of an UploadProblem -> sentence. A test holds the table to every code.
FILE_SENTENCES = {
    "format_unknown": N_(
        "%(name)s cannot be read. Choose a file that ends in .geojson, .gpkg, .zip (a Shapefile), .kml, .kmz, .csv "
        "or .wkt."
    ),
    "not_what_it_says": N_(
        "The file's name says %(format)s, but its content is something else. Export it again and choose the new file."
    ),
    "needs_zip": N_(
        "A Shapefile has several parts. Pack the .shp, .shx, .dbf and .prj files into one zip and choose that."
    ),
    "empty_file": N_("The file is empty. Choose another one."),
    "file_too_large": N_(
        "The file is too large: at most %(megabytes)s megabytes can be taken. Leave out what is not needed."
    ),
    "damaged": N_(
        "The file cannot be read as %(format)s; it may be damaged. Export it again and choose the new file."
    ),
    "not_text": N_("The file is not text. Save it again with UTF-8 as its encoding."),
    "nested_too_deep": N_("The file is nested too deep to be read. Export it again with another program."),
    "entities_refused": N_(
        "The KML file has definitions (a DTD or entities) that are not read here, for safety. Save it without them."
    ),
    "network_link": N_(
        "The KML file only points at another file on the network, and nothing is fetched from there. "
        "Save the areas themselves into the file."
    ),
    "archive_path": N_("The zip has a file with an unsafe path (%(name)s). Pack the files again without folders."),
    "archive_link": N_("The zip has a link (%(name)s) in place of a file. Pack the files themselves."),
    "archive_locked": N_("The zip has a password. Pack it without one."),
    "archive_too_large": N_(
        "What is in the zip unpacks to more than %(megabytes)s megabytes, or is packed in an unsafe way. "
        "Pack only the parts of one Shapefile."
    ),
    "archive_too_many": N_("There are more than %(count)s files in the zip. Pack only the parts of one Shapefile."),
    "archive_without_shapefile": N_(
        "There is no Shapefile in the zip. Pack the .shp, .shx, .dbf and .prj files into it."
    ),
    "archive_without_kml": N_("There is no KML file in the KMZ file. Save it again."),
    "layer_is_view": N_("%(layer)s is a view, not a layer of its own. Export it as a layer and choose the new file."),
    "foreign_tables": N_(
        "The GeoPackage has a table (%(table)s) that reads from elsewhere. Export the areas into a new GeoPackage."
    ),
    "layer_unclear": N_("The file has several layers. Choose one of them."),
    "no_geometry_column": N_(
        "The file has no column with outlines. A CSV file needs a column WKT, or columns lon and lat, or x and y."
    ),
    "no_features": N_("There are no areas in the file."),
    "too_many_features": N_("There are too many areas in the file: at most %(count)s can be taken. Leave some out."),
    "too_many_corners": N_(
        "The outlines have too many corners: at most %(count)s in one file can be taken. Make them simpler."
    ),
    "took_too_long": N_("Reading the file took too long. Leave out what is not needed, or make the outlines simpler."),
}
#: Code of what stopped the work on an import after its file was read -> its sentence.
STOPPED_SENTENCES = {
    "not_brought_in": N_(
        "It could not be brought in, and nothing was changed. Approve it again, or send the file anew."
    ),
    "changed_meanwhile": N_(
        "Something was changed meanwhile, so nothing was brought in. This is the report as it is now."
    ),
}
#: Code of a finding -> (with a place, without). What is not here is a geometry problem with its usual sentence.
FINDING_SENTENCES: dict[str, tuple[str, str]] = {
    "spike": (N_("The outline has a spike %(where)s."), N_("The outline has a spike.")),
    "self_intersects": (N_("The outline crosses itself %(where)s."), N_("The outline crosses itself.")),
    "hole_outside_shell": (
        N_("A hole lies outside its area or in another hole %(where)s."),
        N_("A hole lies outside its area or in another hole."),
    ),
    "parts_overlap": (
        N_("Two parts of the area cover the same ground %(where)s."),
        N_("Two parts of the area cover the same ground."),
    ),
    "partly_outside": (
        N_("%(share)s of it lies outside %(municipality)s, %(where)s."),
        N_("%(share)s of it lies outside %(municipality)s."),
    ),
    "outside_municipality": (
        N_("It lies outside %(municipality)s, %(where)s."),
        N_("It lies outside %(municipality)s."),
    ),
    "not_an_area": ("", N_("It is a point or a line. Only areas can be taken.")),
    "too_large_to_take": ("", N_("It has too many corners. Make its outline simpler.")),
    "not_geometry": ("", N_("Its outline cannot be read. Check it in the program that it comes from.")),
    "empty_geometry": ("", N_("It has no outline. Draw it in the program that it comes from.")),
    "rings_ordered": ("", N_("Which of its rings are holes was reckoned from how they lie. Check it on the map.")),
}


def file_sentence(problem: UploadProblem) -> str:
    """Why a file was refused, or not brought in, in the reader's language."""
    values = {
        name: format_number(value) if isinstance(value, int | float) else value
        for name, value in problem.values.items()
    }
    return _((FILE_SENTENCES | STOPPED_SENTENCES)[problem.code], **values)


def finding_sentence(finding: Finding) -> str:
    """What was found out about a feature, with the place and what a repair changes."""
    sentence = what_was_found(finding)
    if finding.severity != "repair":
        return sentence
    return f"{sentence} {repair_sentence(float(finding.values.get('area_change_m2', 0.0)))}"


def repair_sentence(change_m2: float) -> str:
    """What the repair does to the size of an area."""
    if abs(change_m2) < 1:
        return _("It can be repaired; its size stays the same.")
    size = size_text(abs(change_m2))
    if change_m2 > 0:
        return _("It can be repaired; it then counts %(size)s more.", size=size)
    return _("It can be repaired; it then counts %(size)s less.", size=size)


def what_was_found(finding: Finding) -> str:
    """What a finding is, with its place, without what a repair changes."""
    count = int(finding.values.get("count", 0))
    if finding.code == "ring_closed":
        return ngettext(
            "An open outline was closed.", "%(count)s open outlines were closed.", count, count=format_number(count)
        )
    if finding.code == "points_dropped":
        return ngettext(
            "A corner stood twice in a row; it was left out.",
            "%(count)s corners stood twice in a row; they were left out.",
            count,
            count=format_number(count),
        )
    known = FINDING_SENTENCES.get(finding.code)
    if known is None:
        return geometry_sentence(_as_problem(finding))
    values = {"municipality": municipality().name()}
    if "share" in finding.values:
        values["share"] = format_percent(finding.values["share"])
    if finding.where is not None and known[0]:
        return _(known[0], where=place_in_words(finding.where), **values)
    return _(known[1], **values)


def _as_problem(finding: Finding) -> GeometryProblem:
    problem = GeometryProblem(finding.where or finding.values.get("path"))
    problem.code = finding.code
    return problem


def mixed_up_sentence(problem: GeometryProblem, epsg: int) -> str:
    """What is wrong with the numbers of a whole file, and what to choose."""
    sentences = {
        "swapped_axes": _(
            "The two numbers of each place have changed places: the file has northing or latitude first. "
            "Tick the box that says so, or export the file again."
        ),
        "metres_as_degrees": _(
            "The coordinates are metres, but the file says degrees. Choose the coordinate system they are in."
        ),
        "degrees_as_metres": _(
            "The coordinates are degrees, but the file says %(system)s. Choose WGS 84.", system=system_label(epsg)
        ),
    }
    return sentences.get(problem.code) or geometry_sentence(problem)


def elsewhere_sentence(shares: Iterable[float]) -> str:
    """That a file may be of another place, after a space, when no system puts any of it in the municipality.

    Empty else. `shares` are the largest share of the file that each system puts there, 0 to 1.
    """
    if any(share > 0 for share in shares):
        return ""
    return " " + _(
        "None of these puts any of it in %(municipality)s: the file may be of another place.",
        municipality=municipality().name(),
    )


def system_label(epsg: int) -> str:
    """A coordinate system as people know it."""
    return "WGS 84" if epsg == LONLAT else f"{system_name(epsg)} (EPSG:{epsg})"


def system_remark(epsg: int) -> str:
    """Which system was read, and how sure the way from it is where that is not certain."""
    accuracy = accuracy_m(epsg)
    label = system_label(epsg)
    if accuracy is not None and 0 < accuracy < 20 and epsg != LONLAT and not label.startswith("ETRS89"):
        return _(
            "Coordinate system: %(system)s. Converted with its datum shift, within %(metres)s m.",
            system=label,
            metres=format_number(accuracy, 1),
        )
    return _("Coordinate system: %(system)s.", system=label)
