"""Routes for those who keep the catalogue: the classes that a layer's features are drawn by."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, flash, make_response, redirect, render_template, request

from layers.attributes import attribute_from
from layers.looks import Classes, classes_in
from layers.models import Layer
from service.catalogue import admin_words as words
from service.catalogue.admin_operations import class_layer, leave_unclassed
from service.catalogue.admin_queries import entry_of
from service.catalogue.admin_schemas import SeenForm
from service.catalogue.blueprint import blueprint
from service.catalogue.classes_form import (
    BESIDE,
    MOST_CLASSES,
    ClassesForm,
    ClassesQuery,
    TypedClass,
    classes_typed,
    rows_of,
    typed_rows,
)
from service.catalogue.legend import CODE, legend_of
from service.catalogue.suggesting import suggested, values_of
from service.errors import EditConflict, FieldError, InvalidInput
from service.i18n import gettext as _
from service.i18n import named
from service.web.context import actor, db_session
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write

BASE = "/admin/layers/<key>/classes"


@blueprint.get(BASE)
@read("layer.manage")
def manage_classes(key: str) -> Response:
    """The classes of a layer as a form; with an attribute in the address, filled with a suggestion."""
    layer = entry_of(db_session(), actor(), key)
    query = parse_query(ClassesQuery)
    if not query.attribute:
        stands = classes_in(layer.style, frozenset(_attributes(layer)))
        asked = ClassesQuery(attribute=stands.attribute, kind=stands.kind) if stands else query
        return make_response(_page(layer, asked, rows_of(stands) if stands else []))
    try:
        _check(layer, query.attribute)
        found: Classes = suggested(db_session(), layer, query.attribute, query.kind, query.count)
    except InvalidInput as error:
        return make_response(_page(layer, query, [], errors=error.errors), 422)
    return make_response(_page(layer, query, rows_of(found)))


@blueprint.post(BASE)
@write("layer.manage")
def save_classes(key: str) -> Response:
    """Draw a layer by the classes that were typed."""
    layer = entry_of(db_session(), actor(), key, is_locked=True)
    form = parse_form(ClassesForm, beside=BESIDE)
    rows = typed_rows(request.form, form.kind)
    asked = ClassesQuery.model_construct(attribute=form.attribute, kind=form.kind, count=max(2, len(rows)))
    try:
        _check(layer, form.attribute)
        classes = classes_typed(form.kind, form.attribute, rows)
        class_layer(db_session(), actor(), layer, form.seen, classes)
    except InvalidInput as error:
        return make_response(_page(layer, asked, rows, errors=error.errors), 422)
    except EditConflict as conflict:
        return make_response(_page(layer, asked, rows, conflict=conflict.message), 409)
    flash(_("The layer is drawn by these classes now."), "success")
    return redirect(f"/admin/layers/{key}/classes", 303)  # type: ignore[return-value]


@blueprint.post(f"{BASE}/remove")
@write("layer.manage")
def remove_classes(key: str) -> Response:
    """Draw a layer in one colour again."""
    parse_form(SeenForm)
    layer = entry_of(db_session(), actor(), key, is_locked=True)
    leave_unclassed(db_session(), actor(), layer)
    flash(_("The layer is drawn in one colour now."), "success")
    return redirect(f"/admin/layers/{key}", 303)  # type: ignore[return-value]


def _attributes(layer: Layer) -> dict[str, str]:
    """What a layer can be classed by: its code and the attributes that are shown, with their names."""
    shown = [attribute_from(one) for one in layer.shown_attributes]
    return {CODE: _("Code"), **{one.key: named(one.names) or one.column for one in shown}}


def _check(layer: Layer, attribute: str) -> None:
    if attribute not in _attributes(layer):
        sentence = _("Choose one of the columns that are told of each place.")
        raise InvalidInput(sentence, [FieldError("attribute", sentence)])


def _page(
    layer: Layer,
    asked: ClassesQuery,
    rows: Sequence[TypedClass],
    *,
    errors: Sequence[FieldError] = (),
    conflict: str = "",
) -> str:
    attributes = _attributes(layer)
    stands = classes_in(layer.style, frozenset(attributes))
    is_known = asked.attribute in attributes
    found = values_of(db_session(), layer, asked.attribute) if is_known and asked.kind == "values" else []
    return render_template(
        "catalogue/admin_classes.html",
        layer=layer,
        asked=asked,
        attributes=list(attributes.items()),
        rows=rows,
        counts={one.value: one.count for one in found},
        legend=legend_of(stands) if stands else [],
        colours=[(token, words.kind_colour_name(token)) for token in words.KIND_COLOUR_NAMES],
        most=MOST_CLASSES[asked.kind],
        errors=list(errors),
        error_of={one.where: one.message for one in reversed(errors)},
        conflict=conflict,
    )
