"""Routes for those who keep the catalogue: all layers in their order, one entry, removing and putting back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request

from geo.crs import METRIC
from layers.models import Layer
from layers.sight import seen_by
from service.catalogue import admin_words as words
from service.catalogue.admin_operations import change_entry, move_entry, put_back, remove_entry
from service.catalogue.admin_queries import CLOSED_WITH_ENTRY, all_layers, column_rows, entry_of
from service.catalogue.admin_schemas import BESIDE, LANGUAGES, ColumnRow, EntryForm, MoveForm, SeenForm, typed_columns
from service.catalogue.blueprint import blueprint
from service.errors import EditConflict, FieldError, InvalidInput
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import actor, db_session
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.sight import visibility_name

BASE = "/admin/layers"


@blueprint.get(BASE)
@read("layer.manage")
def manage_layers() -> str:
    """All layers that the keeper sees, restricted and removed ones too, in the order in which they are shown."""
    return _list()


@blueprint.get(f"{BASE}/<key>")
@read("layer.manage")
def manage_layer(key: str) -> str:
    """One entry of the catalogue as a form."""
    layer = entry_of(db_session(), actor(), key)
    return _page(layer, _values(layer), column_rows(db_session(), layer))


@blueprint.post(f"{BASE}/<key>")
@write("layer.manage")
def save_layer(key: str) -> Response:
    """Change an entry of the catalogue."""
    db = db_session()
    layer = entry_of(db, actor(), key, is_locked=True)
    columns = typed_columns(request.form, [one.column for one in column_rows(db, layer)])
    try:
        has_changed = change_entry(db, actor(), layer, parse_form(EntryForm, beside=BESIDE), columns)
    except InvalidInput as error:
        return make_response(_page(layer, dict(request.form), columns, error=error), 422)
    except EditConflict as conflict:
        typed = {**request.form.to_dict(), "seen": layer.changed_at.isoformat()}
        return make_response(_page(layer, typed, columns, conflict=conflict.message), 409)
    said = _("Your changes are saved.") if has_changed else _("Nothing was changed.")
    flash(said, "success" if has_changed else "info")
    return redirect(f"{BASE}/{key}", 303)  # type: ignore[return-value]


@blueprint.post(f"{BASE}/<key>/move")
@write("layer.manage")
def move_layer(key: str) -> Response:
    """Move a layer one place up or down."""
    is_up = parse_form(MoveForm).direction == "up"
    move_entry(db_session(), actor(), entry_of(db_session(), actor(), key), is_up=is_up)
    return redirect(f"{BASE}#layer-{key}", 303)  # type: ignore[return-value]


@blueprint.post(f"{BASE}/<key>/remove")
@write("layer.manage")
def remove_layer(key: str) -> Response:
    """Take a layer out of the catalogue, to be put back if that was a mistake."""
    parse_form(SeenForm)
    layer = entry_of(db_session(), actor(), key, is_locked=True)
    try:
        remove_entry(db_session(), actor(), layer)
    except InvalidInput as error:
        columns = column_rows(db_session(), layer)
        told = InvalidInput(error.message, [FieldError("", error.message)])
        return make_response(_page(layer, _values(layer), columns, error=told), 422)
    flash(_("The layer %(name)s is removed. It can be put back below.", name=named(layer.names)), "success")
    return redirect(f"{BASE}#removed", 303)  # type: ignore[return-value]


@blueprint.post(f"{BASE}/<key>/put-back")
@write("layer.manage")
def put_layer_back(key: str) -> Response:
    """Put a removed layer back into the catalogue."""
    parse_form(SeenForm)
    layer = entry_of(db_session(), actor(), key, is_locked=True)
    put_back(db_session(), actor(), layer)
    flash(_("The layer %(name)s is back in its place.", name=named(layer.names)), "success")
    return redirect(f"{BASE}#layer-{key}", 303)  # type: ignore[return-value]


def _list() -> str:
    layers, removed = all_layers(db_session(), actor())
    return render_template(
        "catalogue/admin_list.html",
        layers=layers,
        removed=removed,
        kind_name=words.kind_name,
        visibility_name=visibility_name,
    )


def _page(
    layer: Layer,
    values: Mapping[str, Any],
    columns: list[ColumnRow],
    *,
    error: InvalidInput | None = None,
    conflict: str = "",
) -> str:
    errors = [] if error is None else error.errors or [FieldError("", error.message)]
    stands = _values(layer) if conflict else {}
    return render_template(
        "catalogue/admin_layer.html",
        layer=layer,
        values=values,
        columns=columns,
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        conflict=conflict,
        others={name: value for name, value in stands.items() if value != values.get(name, "") and name != "seen"},
        can_close=layer.kind in CLOSED_WITH_ENTRY,
        visibilities=[(one, visibility_name(one)) for one in seen_by(actor().sight)],
        colours=[(key, words.colour_name(key)) for key in ("", *words.COLOUR_NAMES)],
        colour_name=words.colour_name,
        visibility_name=visibility_name,
        kind_name=words.kind_name,
        most_zoom=METRIC.matrix.max_zoom,
    )


def _values(layer: Layer) -> dict[str, str]:
    """An entry as its form's fields hold it."""

    def text(value: object) -> str:
        return "" if value is None else str(value)

    return {
        "seen": layer.changed_at.isoformat(),
        **{f"name_{one}": layer.names.get(one, "") for one in LANGUAGES},
        **{f"description_{one}": layer.descriptions.get(one, "") for one in LANGUAGES},
        **{
            name: text(getattr(layer, name))
            for name in ("source", "source_url", "licence", "licence_url", "attribution", "valid_from", "valid_to",
                         "min_zoom", "max_zoom", "visibility")
        },
        "colour": text(layer.style.get("colour")),
        "on_at_start": "yes" if layer.is_on_at_start else "",
        "protected": "yes" if layer.is_protected else "",
    }  # fmt: skip
