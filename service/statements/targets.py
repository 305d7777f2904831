"""What a statement can be about: the whole, a part of the plan or the drawing, a paragraph, an effect as it was
assessed, a place, a drawn area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from geo.crs import METRIC
from geo.errors import GeometryProblem
from layers.plans.designations import designation
from layers.plans.queries import letters_covering
from service.errors import FieldError
from service.i18n import gettext as _
from service.i18n import named
from service.proposals.drawing import check_inside, shape_from_text
from service.proposals.queries import ProposalView, public_versions
from service.statements.effect_targets import choices_with, effect_label, effects_of, kept_effect
from service.statements.errors import NoSuchPlace
from service.statements.models import Statement
from service.statements.schemas import StatementForm
from service.web.geometry_words import geometry_sentence
from service.web.render import text_blocks

#: A statement on a proposal speaks of the place itself or of what lies around it.
NEAR_M = 2000.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part to choose: what a letter of a plan covers of the proposal, or one piece of its drawing.

    `record` is what is kept of it, so that it can be named when the plan or the proposal has changed.
    """

    key: str
    record: dict[str, Any]
    geom: BaseGeometry

    @property
    def label(self) -> str:
        """The part in the reader's language."""
        return part_label(self.record)


@dataclass(frozen=True, slots=True)
class Target:
    """What a statement is about, as it is kept; `geom` is in the metric CRS."""

    about: str
    version: int
    geom: BaseGeometry | None = None
    part: dict[str, Any] = field(default_factory=dict)
    paragraph: int | None = None
    quote: str = ""


def parts_of(connection: Connection, municipality_id: int, proposal: ProposalView) -> list[Part]:
    """The parts of a proposal that a statement can be about: first those of the plan, the largest first, then the
    pieces of the drawing when there are several."""
    grounds = letters_covering(connection, municipality_id, proposal.geom)
    units = {one: shape for ground in grounds for one, shape in zip(ground.ids, ground.shapes, strict=True)}
    found = []
    for covered in proposal.coverage.get("parts", ()):
        shapes = [units[one] for one in covered["unit_ids"] if one in units]
        shape = shapely.intersection(shapely.union_all(shapes), proposal.geom)
        if not shape.is_empty:
            record = {name: covered[name] for name in ("letter", "plan_id", "plan_names")}
            found.append(Part(f"plan-{covered['plan_id']}-{covered['letter']}", {"kind": "plan", **record}, shape))
    pieces = list(getattr(proposal.geom, "geoms", ()))
    if len(pieces) > 1:
        for number, piece in enumerate(pieces, 1):
            found.append(Part(f"drawing-{number}", {"kind": "drawing", "number": number}, piece))
    return found


def part_label(record: Mapping[str, Any]) -> str:
    """A kept part or row of the assessment in the reader's language: "AK, apartment blocks"; empty for none."""
    if record.get("kind") == "plan":
        letter = str(record["letter"])
        name = named(designation(letter).names)
        return f"{letter}, {name}" if letter.isupper() else name
    if record.get("kind") == "drawing":
        return _("Part %(number)s of the drawing", number=record["number"])
    if record.get("kind") == "effect":
        return effect_label(record)
    return ""


def paragraphs_of(proposal: ProposalView) -> list[str]:
    """The paragraphs of a proposal's text, in order; statements count them from 1."""
    return text_blocks(proposal.body)


def target_of(
    connection: Connection,
    municipality_id: int,
    proposal: ProposalView,
    form: StatementForm,
    kept: Statement | None = None,
) -> Target:
    """What a form is about, checked against the proposal as its sender read it.

    Parameters
    ----------
    kept : the statement that the form changes; the effect that it is about stays as it was read, also when it was
        assessed anew or is assessed no more.

    Raises NoSuchPlace with a sentence for the field, also for a drawing that is not sound.
    """
    read = _version_read(connection, municipality_id, proposal, form.version)
    if form.about == "part":
        part = next((one for one in parts_of(connection, municipality_id, read) if one.key == form.part), None)
        if part is None:
            raise _missing("part", _("Choose the part from the list."))
        return Target("part", read.version, part.geom, part.record)
    if form.about == "paragraph":
        paragraphs = paragraphs_of(read)
        if form.paragraph is None or not 1 <= form.paragraph <= len(paragraphs):
            raise _missing("paragraph", _("Choose the paragraph from the list."))
        return Target("paragraph", read.version, paragraph=form.paragraph, quote=paragraphs[form.paragraph - 1])
    if form.about == "effect":
        choices = choices_with(kept_effect(kept), effects_of(connection, municipality_id, proposal))
        effect = next((one for one in choices if one.key == form.effect), None)
        if effect is None:
            raise _missing("effect", _("Choose the effect from the list."))
        return Target("effect", read.version, part=effect.record, quote=effect.why)
    if form.about == "place":
        return Target("place", read.version, _near(proposal, _point(form), "lon"))
    if form.about == "area":
        return Target("area", read.version, _near(proposal, _drawn(connection, municipality_id, form), "shape"))
    return Target("whole", read.version)


def _version_read(
    connection: Connection, municipality_id: int, proposal: ProposalView, number: int | None
) -> ProposalView:
    """The version that the form was opened with; the newest when it says none or one that is not there."""
    if number is None or number == proposal.version:
        return proposal
    earlier = public_versions(connection, municipality_id, proposal.slug)
    return next((one for one in earlier if one.version == number), proposal)


def _point(form: StatementForm) -> BaseGeometry:
    if form.lon is None or form.lat is None:
        raise _missing("lon", _("Point at the place on the map, or give its coordinates."))
    if not METRIC.contains_lonlat(form.lon, form.lat):
        raise _missing("lon", _("These coordinates are not in the country. Latitude comes first, for example 62.89."))
    return Point(*METRIC.from_lonlat(form.lon, form.lat))


def _drawn(connection: Connection, municipality_id: int, form: StatementForm) -> BaseGeometry:
    if not form.shape.strip():
        raise _missing("shape", _("Draw the area on the map."))
    try:
        shape = shape_from_text(form.shape)
        check_inside(connection, municipality_id, shape)
    except GeometryProblem as problem:
        raise _missing("shape", geometry_sentence(problem)) from None
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise _missing("shape", _("Draw an area with at least three corners."))
    return shape


def _near(proposal: ProposalView, shape: BaseGeometry, where: str) -> BaseGeometry:
    if shape.distance(proposal.geom) > NEAR_M:
        raise _missing(where, _("This is far from the proposal. Tell what belongs elsewhere as an idea of its own."))
    return shape


def _missing(where: str, sentence: str) -> NoSuchPlace:
    return NoSuchPlace(sentence, [FieldError(where, sentence)])
