"""The page of an area's traits, and the municipality's table of seats; both for officials and planners."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request
from geoalchemy2.shape import to_shape
from sqlalchemy import select

from boundaries.errors import AreaProblem
from boundaries.models import Area
from boundaries.queries import areas_by_name
from boundaries.records import AreaBody, AreaSet
from boundaries.sets.queries import sets_of
from boundaries.versions import current_version
from geo.errors import GeometryProblem
from service.areas.access import require_edit
from service.areas.blueprint import blueprint
from service.areas.history.conflict import conflict_of
from service.areas.kinds import kind_label
from service.areas.operations import area_for_change, tag_of
from service.areas.rules import OFFICIAL_KINDS
from service.areas.sets.routes import REFUSALS, refusal
from service.areas.traits.operations import save_seats, save_traits
from service.areas.traits.schemas import SeatsForm, TraitsForm
from service.areas.traits.seats import SeatTable, made_table, seat_table
from service.areas.traits.view import BODY_WORDS, seats_view
from service.errors import EditConflict, FieldError, InvalidInput, NotAllowed, status_of
from service.i18n import gettext as _
from service.i18n import language, named
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_form
from service.web.routing import read, write

SHAPE_FIELD = "set"


@blueprint.get("/areas/<slug>/traits")
@read("area.official")
def area_traits(slug: str) -> Response:
    """The form of an area's traits."""
    area = _official_area(slug)
    return _page(area, _stored(area), tag_of(db_session(), area))


@blueprint.post("/areas/<slug>/traits")
@write("area.official")
def change_area_traits(slug: str) -> Any:
    """Change an area's traits and its body."""
    area = _official_area(slug)
    typed, tag = dict(request.form), request.form.get("version", "")
    try:
        changed = save_traits(db_session(), actor(), area, parse_form(TraitsForm))
    except (*REFUSALS, AreaProblem, GeometryProblem) as error:
        errors, status = refusal(error)
        if isinstance(error, GeometryProblem):
            errors = [FieldError(SHAPE_FIELD, errors[0].message)]
        db_session().rollback()
        area = _official_area(slug)
        conflict = conflict_of(db_session(), area, tag, None) if isinstance(error, EditConflict) else None
        return _page(area, typed, tag, errors, status, conflict)
    flash(_("The change is saved.") if changed else _("Nothing was changed."), "success")
    return redirect(f"/areas/{slug}", 303)


@blueprint.get("/areas/seats")
@read("area.official")
def seats() -> Response:
    """The table of seats by population."""
    return _seats_page(_written(seat_table(municipality().settings)))


@blueprint.post("/areas/seats")
@write("area.official")
def change_seats() -> Any:
    """Change the table of seats."""
    try:
        form = parse_form(SeatsForm)
        save_seats(db_session(), actor(), _read(form.table), form.reason)
    except InvalidInput as error:
        db_session().rollback()
        return _seats_page(request.form.get("table", ""), error.errors, status_of(error))
    current_app.extensions.pop("municipalities", None)  # its settings are remembered for a while
    flash(_("The table of seats is saved."), "success")
    return redirect("/areas/seats", 303)


def _official_area(slug: str) -> Area:
    area = area_for_change(db_session(), municipality().id, slug)
    require_edit(area)
    if area.kind not in OFFICIAL_KINDS:
        raise NotAllowed(_("A resident's own area is changed by its author alone."))
    return area


def _stored(area: Area) -> dict[str, Any]:
    db = db_session()
    body = db.scalars(select(AreaBody).where(AreaBody.area_id == area.id)).one_or_none()
    names = {f"name_{code}": area.names.get(code, "") for code in ("fi", "sv", "en")}
    others = "\n".join(" | ".join(filter(None, (one["name"], one.get("said_by")))) for one in area.other_names)
    values: dict[str, Any] = {**names, "other_names": others, "description": area.description, "kind": area.kind}
    values["parent"] = db.scalar(select(Area.slug).where(Area.id == area.parent_id)) or ""
    values["set"] = db.scalar(select(AreaSet.slug).where(AreaSet.id == area.set_id)) or ""
    if body is not None:
        values |= {"body_kind": body.kind, "contact": body.contact, "seats": body.seats or ""}
        values |= {f"body_name_{code}": body.names.get(code, "") for code in ("fi", "sv")}
        values |= {name: day.isoformat() if (day := getattr(body, name)) else "" for name in ("term_from", "term_to")}
    return values


def _page(
    area: Area,
    typed: dict[str, Any],
    tag: str,
    errors: list[FieldError] | None = None,
    status: int = 200,
    conflict: Any = None,
) -> Response:
    home = municipality()
    others = [
        (one.slug, f"{named(one.names)} ({kind_label(one.kind)})")
        for one in areas_by_name(public_db(), home.id, language=language())
        if one.kind not in ("resident", "postal") and one.slug != area.slug
    ]
    html = render_template(
        "areas/traits/edit.html",
        area=area,
        typed=typed,
        tag=tag,
        errors=errors or [],
        error_of={error.where: error.message for error in errors or []},
        conflict=conflict,
        kinds=[(kind, kind_label(kind)) for kind in OFFICIAL_KINDS],
        parents=[("", _("None")), *others],
        sets=[("", _("None")), *((one.slug, named(one.names)) for one in sets_of(public_db(), home.id, language()))],
        bodies=[("", _("None")), *((kind, _(words)) for kind, words in BODY_WORDS.items())],
        seats=seats_view(to_shape(current_version(db_session(), area.id).geom)),
    )
    return make_response(html, status)


def _seats_page(typed: str, errors: list[FieldError] | None = None, status: int = 200) -> Response:
    html = render_template(
        "areas/traits/seats.html",
        typed=typed,
        reason=request.form.get("reason", ""),
        errors=errors or [],
        error_of={error.where: error.message for error in errors or []},
    )
    return make_response(html, status)


def _written(table: SeatTable | None) -> str:
    if table is None:
        return ""
    lines = [f"{limit}: {count}" for limit, count in zip(table.limits, table.seats, strict=False)]
    return "\n".join([*lines, str(table.seats[-1])])


def _read(text: str) -> SeatTable | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    try:
        pairs = [tuple(int(part) for part in line.split(":")) for line in lines]
        limits, counts = [pair[0] for pair in pairs[:-1]], [pair[-1] for pair in pairs]
        table = made_table(limits, counts) if all(len(pair) == 2 for pair in pairs[:-1]) else None
        table = table if len(pairs[-1]) == 1 else None
    except ValueError:
        table = None
    if table is None:
        message = _("Write a rising limit, a colon and the seats on each line, and on the last line the seats alone.")
        raise InvalidInput(message, [FieldError("table", message)])
    return table
