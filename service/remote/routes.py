"""Pages of administrators about layers of other services: look at a service, pick a layer, look at it, show it."""

from __future__ import annotations

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for

from geo.crs import METRIC
from geo.systems import system_name
from geo.tiles import Bounds
from layers.remote.addresses import service_address
from layers.remote.choosing import offered_layer
from layers.remote.fetching import Fetched, Wish, fetch
from layers.remote.problems import RemoteProblem
from layers.remote.reading import KINDS, VERSIONS, OfferedService, read_service
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.i18n import named
from service.remote import (  # noqa: F401  (importing registers routes and the permission)
    hosts_routes,
    rules,
    tile_routes,
    words,
)
from service.remote.backdrop import leave_backdrop, use_as_backdrop
from service.remote.blueprint import blueprint
from service.remote.harvests import approve_shrunk, ask_for_harvest
from service.remote.hosts import allowance_of
from service.remote.layer_page import layer_page
from service.remote.queries import sources_listed
from service.remote.schemas import LayerForm, LookForm, PickForm, StateForm
from service.remote.sources import add_source, remote_layer, remove_source, show_source
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write

#: Metres; what a layer is looked for in when it is added.
TOWN_M = 30_000.0


@blueprint.get("/admin/remote")
@read("remote.manage")
def sources() -> str:
    """The layers of other services, how they answer, and a form to look at a service."""
    return _list()


@blueprint.post("/admin/remote/look")
@write("remote.manage", keyed=False)
def look() -> Response:
    """Read what a service offers and let a layer of it be picked."""
    try:
        form = parse_form(LookForm)
        offered = _offered(form)
    except (InvalidInput, RemoteProblem) as error:
        return make_response(_list(_as_input(error)), 422)
    return make_response(render_template("remote/pick.html", offered=offered, form=form))


@blueprint.post("/admin/remote/pick")
@write("remote.manage", keyed=False)
def pick() -> Response:
    """Describe a picked layer: the form is filled with what the service says of it."""
    try:
        form = parse_form(PickForm)
        offered = _offered(form)
        layer = offered_layer(offered, form.name)
    except (InvalidInput, RemoteProblem) as error:
        return make_response(_list(_as_input(error)), 422)
    values = {
        "name_fi": layer.title,
        "source": layer.attribution or offered.title,
        "attribution": layer.attribution,
        "licence": "" if offered.terms.lower() == "none" else offered.terms[:120],
        "epsg": layer.systems[0],
        "keep_hours": 24,
    }
    return make_response(
        render_template("remote/describe.html", offered=offered, layer=layer, form=form, values=values)
    )


@blueprint.post("/admin/remote")
@write("remote.manage")
def add() -> Response:
    """Add the described layer; it is seen by administrators alone until it is shown."""
    try:
        form = parse_form(LayerForm)
    except InvalidInput as error:
        return make_response(_describe_again(error), 422)
    try:
        made, source = add_source(db_session(), actor(), _offered(form), form, ask, _around())
    except RemoteProblem as problem:
        return make_response(_describe_again(_as_input(problem)), 422)
    if source.is_swapped:
        flash(
            _("The service puts its coordinates in another order than the standard says. They are put right here."),
            "info",
        )
    flash(_("The layer was added. Look whether it lies in its place, then show it to everybody."), "success")
    return redirect(url_for("remote.show", key=made.key), 303)  # type: ignore[return-value]


@blueprint.get("/admin/remote/<key>")
@read("remote.manage")
def show(key: str) -> str:
    """One layer: its map, its state, and what can be done with it."""
    layer, source = remote_layer(db_session(), actor(), key)
    return layer_page(layer, source)


@blueprint.post("/admin/remote/<key>/state")
@write("remote.manage")
def change_state(key: str) -> Response:
    """Show a layer to everybody, or hide it."""
    layer, _source = remote_layer(db_session(), actor(), key)
    is_shown = parse_form(StateForm).shown == "yes"
    show_source(db_session(), actor(), layer, is_shown=is_shown)
    if not is_shown:
        leave_backdrop(db_session(), actor(), key)
    said = _("Everybody sees the layer now.") if is_shown else _("Only administrators see the layer now.")
    flash(said, "success")
    return redirect(url_for("remote.show", key=key), 303)  # type: ignore[return-value]


@blueprint.post("/admin/remote/<key>/fetch")
@write("remote.manage")
def fetch_again(key: str) -> Response:
    """Fetch a layer's features now, or take a harvest that had shrunk after all."""
    layer, source = remote_layer(db_session(), actor(), key)
    if source.held_count is not None:
        approve_shrunk(db_session(), actor(), layer, source)
    else:
        ask_for_harvest(db_session(), source)
    flash(_("The features are being fetched. It takes a moment; load the page again."), "success")
    return redirect(url_for("remote.show", key=key), 303)  # type: ignore[return-value]


@blueprint.post("/admin/remote/<key>/backdrop")
@write("remote.manage")
def change_backdrop(key: str) -> Response:
    """Lay the layer under everything else on every map, or take it from there."""
    layer, source = remote_layer(db_session(), actor(), key)
    if parse_form(StateForm).shown == "yes":
        use_as_backdrop(db_session(), actor(), layer, source)
        flash(_("The layer is the backdrop of every map now."), "success")
    else:
        leave_backdrop(db_session(), actor(), key)
        flash(_("The service's own map is the backdrop again."), "success")
    return redirect(url_for("remote.show", key=key), 303)  # type: ignore[return-value]


@blueprint.post("/admin/remote/<key>/remove")
@write("remote.manage")
def remove(key: str) -> Response:
    """Take a layer away."""
    layer, _source = remote_layer(db_session(), actor(), key)
    leave_backdrop(db_session(), actor(), key)
    remove_source(db_session(), actor(), layer)
    flash(_("The layer %(name)s was taken away.", name=named(layer.names)), "success")
    return redirect(url_for("remote.sources"), 303)  # type: ignore[return-value]


def ask(url: str, wish: Wish) -> Fetched:
    """Go to another service for this request's municipality."""
    allowance = allowance_of(db_session(), municipality().id, current_app.config["SETTINGS"])
    # Nothing is held in the database while the service is waited for.
    db_session().rollback()
    return fetch(url, allowance, wish)


def _around() -> Bounds:
    """The middle of the municipality, as wide as a town."""
    x, y = METRIC.from_lonlat(*municipality().centre_lonlat)
    return x - TOWN_M / 2, y - TOWN_M / 2, x + TOWN_M / 2, y + TOWN_M / 2


def _offered(form: LookForm) -> OfferedService:
    address = form.address.strip() if form.kind == "xyz" else service_address(form.address)
    return read_service(ask, form.kind, address, form.version)


def _as_input(error: InvalidInput | RemoteProblem) -> InvalidInput:
    if isinstance(error, InvalidInput):
        return error
    sentence = words.problem_words(error)
    where = {"no_system": "epsg", "no_such_layer": "name"}.get(error.code, "address")
    return InvalidInput(sentence, [FieldError(where, sentence)])


@blueprint.context_processor
def _choices() -> dict[str, object]:
    return {
        "kinds": [(kind, words.KIND_NAMES[kind]) for kind in KINDS],
        "versions": [
            ("", _("The newest")),
            *((one, f"{words.KIND_NAMES[kind]} {one}") for kind in KINDS for one in VERSIONS[kind][1:]),
        ],
        "system_name": system_name,
    }


def _list(error: InvalidInput | None = None) -> str:
    errors = error.errors if error else []
    return render_template(
        "remote/list.html",
        sources=sources_listed(db_session(), actor()),
        failure_words=words.failure_words,
        values=dict(request.form) if error else {},
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )


def _describe_again(error: InvalidInput) -> str:
    """The form with everything that was typed; what the service offers is read again where it can be."""
    values = dict(request.form)
    form = LookForm.model_construct(
        address=values.get("address", ""), kind=values.get("kind", "wms"), version=values.get("version", "")
    )
    offered = layer = None
    try:
        offered = _offered(form)
        layer = offered_layer(offered, values.get("name", ""))
    except (RemoteProblem, KeyError):
        pass
    return render_template(
        "remote/describe.html",
        offered=offered,
        layer=layer,
        form={**values},
        values=values,
        errors=error.errors,
        error_of={one.where: one.message for one in reversed(error.errors)},
    )
