"""Pages of sets: all of them, one with its map and table, and what an official changes of it."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request

from boundaries.errors import AreaProblem
from boundaries.queries import areas_by_name
from boundaries.sets.queries import sets_of
from geo.errors import GeometryProblem
from service.areas.blueprint import blueprint
from service.areas.facts.figures import size_text
from service.areas.kinds import KIND_WORDS, kind_label, kinds_label
from service.areas.sets import operations
from service.areas.sets.pages import findings_among, set_map, shown_set
from service.areas.sets.preview import repair_preview
from service.areas.sets.schemas import ReasonForm, SetForm
from service.areas.sets.words import MOST_LISTED, area_sentence, finding_view, width_text
from service.errors import EditConflict, FieldError, InvalidInput, ServiceError, status_of
from service.i18n import gettext as _
from service.i18n import language, ngettext
from service.web.context import actor, db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.parse import parse_form
from service.web.routing import read, write

#: What a form of sets may be refused for; each is shown on the form with what was typed.
REFUSALS = (InvalidInput, EditConflict, GeometryProblem, AreaProblem)
FORM_FIELDS = ("name_fi", "name_sv", "name_en", "description", "tolerance_m")


@blueprint.get("/areas/sets")
@read("public")
def area_sets() -> str:
    """All sets of areas."""
    return render_template("areas/sets/list.html", sets=sets_of(public_db(), municipality().id, language()))


@blueprint.get("/areas/sets/new")
@read("area.official")
def new_set() -> Response:
    """The form of a new set."""
    return _form({"tolerance_m": "1", "areas": []})


@blueprint.post("/areas/sets")
@write("area.official")
def save_set() -> Any:
    """Make a set of areas."""
    try:
        made = operations.create(db_session(), actor(), parse_form(SetForm))
    except REFUSALS as error:
        db_session().rollback()
        return _form(_typed(), *refusal(error))
    flash(_("The set is saved."), "success")
    return redirect(f"/areas/sets/{made.slug}", 303)


@blueprint.get("/areas/sets/<slug>")
@read("public")
def area_set(slug: str) -> Response:
    """A set: its map, its areas, and whether they share out the ground."""
    return _set_page(slug)


@blueprint.get("/areas/sets/<slug>/edit")
@read("area.official")
def edit_set(slug: str) -> Response:
    """The form of a set that exists."""
    one, areas = shown_set(slug)
    row = operations.set_for_change(db_session(), municipality().id, slug)
    values: dict[str, Any] = {f"name_{code}": one.names.get(code, "") for code in ("fi", "sv", "en")}
    values |= {"description": one.description, "tolerance_m": f"{one.tolerance_m:g}"}
    values |= {"areas": [area.slug for area in areas], "mark": operations.mark_of(db_session(), row)}
    return _form(values, slug=slug)


@blueprint.post("/areas/sets/<slug>/edit")
@write("area.official")
def change_set(slug: str) -> Any:
    """Change a set's names, tolerance and areas."""
    row = operations.set_for_change(db_session(), municipality().id, slug)
    try:
        operations.change(db_session(), actor(), row, parse_form(SetForm))
    except REFUSALS as error:
        db_session().rollback()
        return _form(_typed(), *refusal(error), slug=slug)
    flash(_("The change is saved."), "success")
    return redirect(f"/areas/sets/{slug}", 303)


@blueprint.post("/areas/sets/<slug>/partition")
@write("area.official")
def declare_set(slug: str) -> Any:
    """Hold a set to being a partition from now on."""
    return _deed(slug, operations.declare, _("From now on the areas of the set share out the ground."))


@blueprint.post("/areas/sets/<slug>/release")
@write("area.official")
def release_set(slug: str) -> Any:
    """Let the areas of a set overlap again."""
    return _deed(slug, operations.release, _("The areas of the set may overlap and lie apart again."))


@blueprint.get("/areas/sets/<slug>/repair")
@read("area.official")
def preview_repair(slug: str) -> Response:
    """What a repair would change; nothing is written."""
    return _repair_page(slug)


@blueprint.post("/areas/sets/<slug>/repair")
@write("area.official")
def repair_set(slug: str) -> Any:
    """Mend a set as the preview showed it."""
    row = operations.set_for_change(db_session(), municipality().id, slug)
    try:
        form = parse_form(ReasonForm)
        operations.check_mark(db_session(), row, form.mark)
        changed = operations.repair(db_session(), actor(), row, form.reason)
    except REFUSALS as error:
        db_session().rollback()
        return _repair_page(slug, *refusal(error))
    count = len(changed)
    flash(ngettext("One area got a new boundary.", "%(count)s areas got a new boundary.", count), "success")
    return redirect(f"/areas/sets/{slug}", 303)


def refusal(error: Exception) -> tuple[list[FieldError], int]:
    """What was refused as sentences by field, and the status of the answer."""
    if isinstance(error, GeometryProblem):
        return [FieldError("shape", geometry_sentence(error))], 422
    if isinstance(error, AreaProblem):
        return [FieldError("", area_sentence(error))], 422
    assert isinstance(error, ServiceError)  # noqa: S101 (REFUSALS holds no other kinds)
    return error.errors or [FieldError("", error.message)], status_of(error)


def _deed(slug: str, deed: Any, done: str) -> Any:
    row = operations.set_for_change(db_session(), municipality().id, slug)
    try:
        form = parse_form(ReasonForm)
        operations.check_mark(db_session(), row, form.mark)
        deed(db_session(), actor(), row, form.reason)
    except REFUSALS as error:
        db_session().rollback()
        return _set_page(slug, *refusal(error))
    flash(done, "success")
    return redirect(f"/areas/sets/{slug}", 303)


def _set_page(slug: str, errors: list[FieldError] | None = None, status: int = 200) -> Response:
    one, areas = shown_set(slug)
    found = findings_among(one, areas)
    row = operations.set_for_change(db_session(), municipality().id, slug)
    html = render_template(
        "areas/sets/set.html",
        set=one,
        areas=areas,
        findings=[finding_view(finding, areas) for finding in found[:MOST_LISTED]],
        finding_count=len(found),
        can_repair=bool(found) and all(area.kind != "postal" for area in areas),
        map_config=set_map(municipality(), areas, found),
        kind_label=kind_label,
        size_text=size_text,
        width_text=width_text,
        errors=errors or [],
        reason=request.form.get("reason", ""),
        mark=operations.mark_of(db_session(), row),
    )
    return make_response(html, status)


def _repair_page(slug: str, errors: list[FieldError] | None = None, status: int = 200) -> Response:
    one, areas = shown_set(slug)
    row = operations.set_for_change(db_session(), municipality().id, slug)
    changed: list[dict[str, Any]] = []
    left: list[dict[str, Any]] = []
    try:
        changed, left_found, _shapes = repair_preview(db_session(), row)
        left = [finding_view(finding, areas) for finding in left_found]
    except (GeometryProblem, AreaProblem) as error:
        found, status = refusal(error)
        errors = [*(errors or []), *found]
    html = render_template(
        "areas/sets/repair.html",
        set=one,
        changed=changed,
        left=left,
        width_text=width_text,
        errors=errors or [],
        reason=request.form.get("reason", ""),
        mark=operations.mark_of(db_session(), row),
    )
    return make_response(html, status)


def _form(
    typed: dict[str, Any], errors: list[FieldError] | None = None, status: int = 200, *, slug: str = ""
) -> Response:
    groups = []
    for kind in KIND_WORDS:
        found = areas_by_name(public_db(), municipality().id, kind=kind, language=language())
        if found:
            groups.append((kind, kinds_label(kind), found))
    html = render_template(
        "areas/sets/edit.html",
        slug=slug,
        typed=typed,
        errors=errors or [],
        error_of={error.where: error.message for error in errors or []},
        groups=groups,
    )
    return make_response(html, status)


def _typed() -> dict[str, Any]:
    values: dict[str, Any] = {name: request.form.get(name, "") for name in (*FORM_FIELDS, "mark")}
    values["areas"] = request.form.getlist("areas")
    return values
