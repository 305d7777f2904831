"""Pages of an area's history: its versions, the difference between two, and going back to one."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request

from boundaries.operations import restore_version
from boundaries.versions import locked_area
from geo.errors import GeometryProblem
from service.areas.access import may_edit, require_edit, secret_for
from service.areas.blueprint import blueprint
from service.areas.facts.figures import size_text
from service.areas.features import version_feature
from service.areas.history.difference import difference_between
from service.areas.history.pages import boundary_of, change_map, history_of, pair_of
from service.areas.history.schemas import Pair, Restore
from service.areas.history.words import difference_view, value_words, what_words, who_words
from service.areas.kinds import kind_label
from service.areas.map_config import area_map_config
from service.areas.operations import area_for_change, current_number, maker_of, tag_of
from service.audit import record
from service.errors import EditConflict, FieldError, InvalidInput, NotFound, status_of
from service.i18n import gettext as _
from service.web.context import db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write


@blueprint.get("/areas/<slug>/history")
@read("public")
def area_history(slug: str) -> str:
    """The versions of an area's boundary, and what changed between two of them."""
    query = parse_query(Pair)
    history = history_of(slug)
    pair = pair_of(history, query.from_, query.to)
    home = municipality()
    difference, config = None, None
    if pair is not None:
        old, new = (boundary_of(history, number) for number in pair)
        found = difference_between(public_db(), home.id, old, new)
        difference = difference_view(found)
        config = change_map(home, found.change, old.union(new))
    return render_template(
        "areas/history/history.html",
        history=history,
        pair=pair,
        difference=difference,
        map_config=config,
        kind_label=kind_label(history.traits.kind),
        size_text=size_text,
        who_words=who_words,
        what_words=what_words,
        value_words=value_words,
    )


@blueprint.get("/areas/<slug>/history/<int:number>")
@read("public")
def area_version(slug: str, number: int) -> Response:
    """One version of an area's boundary, and the results that were made on it."""
    return _version_page(slug, number)


@blueprint.post("/areas/<slug>/history/<int:number>/restore")
@write("area.edit")
def restore(slug: str, number: int) -> Any:
    """Make an earlier boundary the boundary again: a new version with the same shape."""
    row = area_for_change(db_session(), municipality().id, slug)
    who = require_edit(row)
    history_of(slug).version(number)
    try:
        form = parse_form(Restore)
        row = locked_area(db_session(), row.id)
        if form.version != tag_of(db_session(), row):
            raise EditConflict(_("Somebody changed the area after you opened this page. Look at its history first."))
        before = current_number(db_session(), row)
        made = restore_version(db_session(), row.id, number, maker_of(who, row.kind), form.reason)
        if row.kind != "resident" and made.number != before:
            detail = {"version": number, "new_version": made.number, "reason": form.reason}
            record(db_session(), who, "area.restored", "area", row.slug, **detail)
    except InvalidInput as error:
        return _refused(slug, number, error.errors or [FieldError("", error.message)], status_of(error))
    except EditConflict as error:
        return _refused(slug, number, [FieldError("", error.message)], status_of(error))
    except GeometryProblem as error:
        return _refused(slug, number, [FieldError("", geometry_sentence(error))], 422)
    flash(_("Version %(number)s is the boundary again.", number=number), "success")
    return redirect(f"/areas/{slug}/history", 303)


def _refused(slug: str, number: int, errors: list[FieldError], status: int) -> Response:
    """The version's page again with the reason that was typed and what is wrong; nothing was kept."""
    db_session().rollback()
    response = _version_page(slug, number, errors)
    response.status_code = status
    return response


def _version_page(slug: str, number: int, errors: list[FieldError] | None = None) -> Response:
    history = history_of(slug)
    version = history.version(number)
    shape = boundary_of(history, number)
    home = municipality()
    row = _row_if_there(slug)
    can_restore = row is not None and may_edit(row) and version.valid_to_on is not None
    html = render_template(
        "areas/history/version.html",
        history=history,
        version=version,
        results=history.results[version.id],
        map_config=area_map_config(home, shape=shape, feature=version_feature(history.traits, version, shape)),
        size_text=size_text,
        who_words=who_words,
        errors=errors or [],
        reason=request.form.get("reason", ""),
        can_restore=can_restore,
        tag=tag_of(db_session(), row) if row is not None and can_restore else "",
        secret=secret_for(row) if row is not None else None,
    )
    return make_response(html)


def _row_if_there(slug: str) -> Any:
    try:
        return area_for_change(db_session(), municipality().id, slug)
    except NotFound:
        return None
