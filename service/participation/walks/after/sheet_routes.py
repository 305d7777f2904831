"""Paper beside the phone: a sheet to print for the walk, and its entry afterwards by staff."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.i18n import language, ngettext
from service.participation.walks.after.paper import PaperForm, enter_paper
from service.participation.walks.along.words import questions, role_choices
from service.participation.walks.blueprint import blueprint
from service.participation.walks.codes import spoken_code
from service.participation.walks.features import routes_layer, stops_layer
from service.participation.walks.making.manage_routes import join_url, qr_code
from service.participation.walks.making.routes import own_walk
from service.participation.walks.queries import legs_of, observations, stops, walk_by_slug
from service.web.context import actor, db_session, municipality, public_db
from service.web.map_config import map_config
from service.web.parse import parse_form
from service.web.routing import read, write

#: Rows of the form, and lines below each stop of the sheet.
ROWS, LINES = 8, 4


@blueprint.get("/walks/<slug>/sheet")
@read("walk.manage")
def walk_sheet(slug: str) -> str:
    """A sheet to print: the map, the stops with lines to write on, the code and its square."""
    row = own_walk(slug)
    connection, home = public_db(), municipality()
    walk = walk_by_slug(connection, home.id, slug)
    assert walk is not None  # noqa: S101 (the row is there)
    halts = stops(connection, walk.id)
    earlier = walk_by_slug(connection, home.id, walk.follows_slug) if walk.follows_slug else None
    return render_template(
        "walks/sheet.html",
        walk=walk,
        stops=halts,
        legs=legs_of(walk, halts),
        to_check=observations(connection, earlier.id) if earlier is not None else [],
        code=spoken_code(row.group_code) if row.group_code else "",
        join_url=join_url(row),
        qr=qr_code(join_url(row)),
        role_choices=role_choices(),
        questions=questions(),
        lines=LINES,
        map_config=map_config(home, [routes_layer([walk], ""), stops_layer(halts, _("Stops"))], show=walk.geom),
    )


@blueprint.get("/walks/<slug>/paper")
@read("walk.manage")
def paper_form(slug: str) -> str:
    """The form for what was written on one sheet."""
    return _page(slug, {}, [])


@blueprint.post("/walks/<slug>/paper")
@write("walk.manage")
def enter_sheet(slug: str) -> Response:
    """Take one sheet in, whole or not at all, marked as paper and with who entered it."""
    row = own_walk(slug)
    try:
        count = enter_paper(db_session(), actor(), row, parse_form(PaperForm), language=language())
    except InvalidInput as error:
        db_session().rollback()
        typed: dict[str, Any] = {name: request.form.getlist(name) for name in request.form}
        return make_response(_page(slug, typed, error.errors or [FieldError("", error.message)]), 422)
    flash(
        ngettext(
            "The sheet is saved with %(count)s observation.", "The sheet is saved with %(count)s observations.", count
        ),
        "success",
    )
    return redirect(url_for("walks.paper_form", slug=slug), 303)  # type: ignore[return-value]


def _page(slug: str, typed: dict[str, list[str]], errors: list[FieldError]) -> str:
    own_walk(slug)
    connection = public_db()
    walk = walk_by_slug(connection, municipality().id, slug)
    assert walk is not None  # noqa: S101 (own_walk has looked)
    halts = stops(connection, walk.id)
    given = len(typed.get("text", []))
    return render_template(
        "walks/paper.html",
        walk=walk,
        stops=halts,
        legs=legs_of(walk, halts),
        typed=typed,
        row_count=max(ROWS, given),
        role_choices=role_choices(),
        questions=questions(),
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
