"""What is wrong with a file of a layer, what was done to its features, and where it would land, in sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from boundaries.reading.errors import UploadProblem
from boundaries.reading.findings import Finding
from geo.crs import METRIC
from geo.errors import GeometryProblem
from layers.plans.land_use import statuses
from service.areas.facts.words import size_text
from service.areas.upload.words import (
    FILE_SENTENCES,
    STOPPED_SENTENCES,
    file_sentence,
    mixed_up_sentence,
    system_label,
    what_was_found,
)
from service.i18n import N_, format_number, format_percent, named, ngettext
from service.i18n import gettext as _
from service.layer_imports.models import LayerImport
from service.web.context import municipality

#: Sentences of `UploadProblem`s that are about layers, or that only layers and plans have.
SENTENCES = {
    "format_unknown": N_(
        "%(name)s cannot be read. Choose a file that ends in .json (Ryhti), .gml, .geojson, .gpkg, .zip "
        "(a Shapefile), .fgb, .dxf, .kml, .csv or .wkt."
    ),
    "no_features": N_("There are no features in the file."),
    "too_many_features": N_("There are too many features in the file: at most %(count)s can be taken."),
    "too_many_corners": N_("The shapes have too many corners: at most %(count)s can be taken. Make them simpler."),
    "no_geometry_column": N_(
        "The file has no column with shapes. A CSV file needs a column WKT, or columns lon and lat, or x and y."
    ),
    "plan_file": N_("The file is no sound plan. Export it again and choose the new file."),
    "plan_too_large": N_("The plan is larger than %(megabytes)s megabytes. Leave out what is not needed."),
    "plan_not_sound": N_("The file is not sound %(format)s; it may be damaged. Export it again."),
    "plan_entities": N_("The file has definitions (a DTD or entities) that are not read here, for safety."),
    "plan_missing": N_(
        "There is no plan in the file. A Ryhti file holds a plan with its planKey, a plan GML one SpatialPlan."
    ),
    "plan_several": N_("There are %(count)s plans in the file. Export them one by one."),
    "plan_without_key": N_("The plan has no identifier (planKey). Add it in the program that the file comes from."),
    "plan_status_missing": N_(
        "Plan %(key)s does not say where it is in its life (lifeCycleStatus). Add it and export again."
    ),
    "plan_crs_mixed": N_("The file is in several coordinate systems (%(systems)s). Export it in one."),
    "plan_outline": N_(
        "The outline of plan %(key)s cannot be used. Check it in the program that the file comes from."
    ),
    "plan_too_many_parts": N_("The plan has more than %(count)s parts. Export it in several files."),
}  # fmt: skip
#: Findings that only layers have.
_FINDINGS = {
    "curved": N_("It has arcs, which are not read from this format. Bring a GeoPackage, or straight lines."),
    "arcs_followed": N_("Its arcs were made into corners, nowhere more than 5 cm from the arc."),
    "spline_followed": N_(
        "It is a free curve (a spline) and was made into corners, eight to each control point. Check it on the map."
    ),
    "line_closed": N_("Its line is closed: what it encloses was taken as an area."),
    "text_inside": N_("The text %(text)s stands inside it and was taken as its designation."),
    "parts_dropped": N_("Lines and points beside its areas were left out."),
    "zero_length": N_("The line has no length."),
    "not_finite": N_("A coordinate is no number."),
    "outside_area_of_use": N_("It lies outside the area of the map."),
    "too_large_to_take": N_("It has too many corners. Make it simpler."),
    "not_geometry": N_("Its shape cannot be read. Check it in the program that it comes from."),
    "empty_geometry": N_("It has no shape."),
    "zero_area": N_("It has no area."),
}
_REMARK = re.compile(r"part (.*): left out, (.*)")
_ASTRAY = re.compile(r"part (.*): lies in no land use of the plan")


def problem_sentence(problem: UploadProblem) -> str:
    """Why a file was refused, in the reader's language."""
    if problem.code not in SENTENCES and problem.code in FILE_SENTENCES | STOPPED_SENTENCES:
        return file_sentence(problem)
    sentence = SENTENCES.get(problem.code, SENTENCES["plan_file"])
    values = {n: format_number(v) if isinstance(v, int | float) else v for n, v in problem.values.items()}
    return _(sentence, **values)


def finding_words(finding: Finding) -> str:
    """What was found of a feature, and what its repair changed."""
    sentence = _own_words(finding) if finding.code in _FINDINGS else what_was_found(finding)
    if finding.severity != "repair":
        return sentence
    change = float(finding.values.get("area_change_m2", 0.0))
    told = _("It was repaired; its size stays the same.")
    if change >= 1:
        told = _("It was repaired; it now counts %(size)s more.", size=size_text(change))
    elif change <= -1:
        told = _("It was repaired; it now counts %(size)s less.", size=size_text(-change))
    if "slivers_dropped" in finding.values.get("changes", ()):
        told += " " + _("Threads without width were left out.")
    return f"{sentence} {told}"


def _own_words(finding: Finding) -> str:
    if finding.code == "text_inside":
        return _(_FINDINGS[finding.code], text=finding.values["text"])
    return _(_FINDINGS[finding.code])


def plan_remark(remark: str) -> str:
    """A remark of reading a plan, in the reader's language where it is of a known kind."""
    if left_out := _REMARK.fullmatch(remark):
        reason = finding_words(Finding(left_out[2].replace(" ", "_"), "left_out"))
        return _("Part %(key)s was left out. %(reason)s", key=left_out[1], reason=reason)
    if astray := _ASTRAY.fullmatch(remark):
        return _("Part %(key)s lies in no land use of the plan; it is kept with the nearest.", key=astray[1])
    return remark


def summary_lines(counts: dict[str, int]) -> list[str]:
    """What becomes of the features, a sentence for each fate that any of them has."""
    number = format_number
    taken, repaired = counts.get("taken", 0) + counts.get("repaired", 0), counts.get("repaired", 0)
    lines = [
        ngettext("%(count)s feature is brought in", "%(count)s features are brought in", taken, count=number(taken))
    ]
    if repaired:
        lines.append(
            ngettext(
                "%(count)s of them was repaired", "%(count)s of them were repaired", repaired, count=number(repaired)
            )
        )
    others = {
        "outside": lambda n, text: ngettext(
            "%(count)s lies outside the municipality and is left out",
            "%(count)s lie outside the municipality and are left out",
            n,
            count=text,
        ),
        "line": lambda n, text: ngettext(
            "%(count)s is an open line and is left out", "%(count)s are open lines and are left out", n, count=text
        ),
        "point": lambda n, text: ngettext(
            "%(count)s is a point or a text and is left out",
            "%(count)s are points or texts and are left out",
            n,
            count=text,
        ),
        "left_out": lambda n, text: ngettext(
            "%(count)s cannot be used and is left out", "%(count)s cannot be used and are left out", n, count=text
        ),
    }
    lines += [say(counts[fate], number(counts[fate])) for fate, say in others.items() if counts.get(fate)]
    return lines


def done_words(row: LayerImport) -> str:
    """That an import is in use, in a sentence."""
    if row.target["kind"] == "layer":
        return _("The layer is in use.")
    return _("The plan is in use.") if len(row.outcome["plans"]) == 1 else _("The plans are in use.")


def fate_words(fate: str) -> str:
    """What becomes of one feature, in a few words."""
    return {
        "taken": _("Brought in"),
        "repaired": _("Brought in, repaired"),
        "outside": _("Left out: outside the municipality"),
        "line": _("Left out: an open line"),
        "point": _("Left out: a point or a text"),
        "left_out": _("Left out"),
    }[fate]


def system_sentence(question: dict[str, Any]) -> str:
    """Why the coordinate system is asked."""
    if question["problem"] == "elsewhere":
        return _(
            "The file says %(system)s, but then nothing of it lies in %(municipality)s. Choose the right system.",
            system=system_label(int(question["epsg"])),
            municipality=municipality().name(),
        )
    if question["problem"] == "outside_area_of_use":
        return _(
            "The file says %(system)s, but then it lies outside the area of the map. Choose the system that it is in.",
            system=system_label(int(question["epsg"])),
        )
    if question["problem"]:
        problem = GeometryProblem()
        problem.code = question["problem"]
        return mixed_up_sentence(problem, int(question["epsg"] or 0))
    if question["stated"]:
        return _(
            "The file is in a coordinate system that is not known here (%(name)s). Choose the right one.",
            name=question["stated"],
        )
    return _("The file does not say which coordinate system it is in. Choose it.")


def landing_words(candidate: Sequence[Any]) -> str:
    """A system with where the file would land: share in the municipality, else how far from it, else nowhere."""
    epsg, share, swapped, lonlat = candidate
    label, home = system_label(int(epsg)), municipality().name()
    best = max(float(share), float(swapped))
    if best > 0:
        if swapped > share:
            return _(
                "%(system)s, the two numbers exchanged: %(share)s falls in %(municipality)s",
                system=label, share=format_percent(best, 0), municipality=home,
            )  # fmt: skip
        return _(
            "%(system)s: %(share)s falls in %(municipality)s",
            system=label, share=format_percent(best, 0), municipality=home,
        )  # fmt: skip
    if lonlat is None:
        return _("%(system)s: nowhere on the map", system=label)
    here, there = METRIC.from_lonlat(*municipality().centre_lonlat), METRIC.from_lonlat(*lonlat)
    distance = math.dist(here, there) / 1000
    way = _way(there[0] - here[0], there[1] - here[1])
    return _(
        "%(system)s: about %(distance)s km %(way)s of the middle of %(municipality)s",
        system=label, distance=format_number(round(distance, -1 if distance >= 20 else 0)), way=way, municipality=home,
    )  # fmt: skip


def _way(dx: float, dy: float) -> str:
    ways = (
        _("east"), _("north-east"), _("north"), _("north-west"), _("west"), _("south-west"), _("south"),
        _("south-east"),
    )  # fmt: skip
    return ways[round(math.atan2(dy, dx) / (math.pi / 4)) % 8]


def status_options() -> list[tuple[str, str]]:
    """The statuses of a plan's life for a select, those in force first, since most plans that come in are."""
    order = {"in_force": 0, "coming": 1, "ended": 2}
    found = sorted(statuses(), key=lambda one: (order[one.phase], -int(one.code) if one.phase == "in_force" else 0))
    return [("", _("Choose")), *((one.code, named(one.names).capitalize()) for one in found)]
