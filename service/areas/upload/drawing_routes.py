"""A file on the drawing page: what is in it, and areas of it as the drawing."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from flask import Response, current_app, jsonify, request

from boundaries.reading.errors import LayerUnclear, UploadProblem
from boundaries.reading.model import RawFile
from geo.errors import GeometryProblem, TooManyVertices
from geo.geometry import LIMITS, geometry_from_geojson, geometry_to_geojson
from service.areas.access import require_edit
from service.areas.blueprint import blueprint
from service.areas.drawing.page import Page, render_page, typed_in_form
from service.areas.facts.zones import zones_of
from service.areas.operations import area_for_change
from service.areas.upload.reading import Reading, SystemUnclear, Wish, joined, kept_text, placed, read_kept, read_sent
from service.areas.upload.schemas import MOST_KEPT, FileWish, JoinRequest, UploadForm
from service.areas.upload.views import layer_question, reading_view, system_question
from service.areas.upload.words import file_sentence
from service.errors import FieldError, InvalidInput, Problem, TooMany, status_of
from service.i18n import gettext as _
from service.web.context import db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.limits import count_deed
from service.web.parse import parse_form, parse_json
from service.web.problems import answer
from service.web.routing import write

HOUR = dt.timedelta(hours=1)


@blueprint.post("/api/areas/upload")
@write("area.draw", keyed=False)
def read_upload() -> Response:
    """The areas of a file as GeoJSON with findings; nothing of it is kept.

    422 with `ask` when a layer or a coordinate system must be chosen; then the file is sent again with it.
    """
    _count()
    form = parse_form(FileWish)
    wish = Wish(form.upload_layer, form.upload_crs, form.upload_swapped)
    sent = request.files.get("upload")
    if sent is None or not sent.filename:
        raise InvalidInput(_("Choose a file first."), [FieldError("upload", _("Choose a file first."))])
    try:
        reading = _placed(read_sent(sent, wish), wish)
    except LayerUnclear as problem:
        return _asked("layer_unclear", layer_question(problem))
    except SystemUnclear as unclear:
        code = unclear.problem.code if unclear.problem else "crs_unclear"
        return _asked(code, system_question(unclear))
    except UploadProblem as problem:
        sentence = file_sentence(problem)
        return answer(Problem(422, problem.code, sentence, sentence, [FieldError("upload", sentence)]))
    return jsonify(reading_view(reading))


@blueprint.post("/api/areas/upload/join")
@write("area.draw", keyed=False)
def join_outlines() -> Response:
    """Several outlines as one, so that neighbours lose the line between them."""
    shapes = [geometry_from_geojson(one) for one in parse_json(JoinRequest).geometries]
    return jsonify({"geometry": geometry_to_geojson(_bounded(joined(shapes)))})


@blueprint.post("/areas/upload")
@write("area.draw", keyed=False)
def read_upload_on_page() -> Response:
    """The drawing page with a file's areas to choose from, or with the chosen ones as its outline."""
    page = _page()
    view: dict[str, Any] = {"features": [], "errors": [], "ask": None, "kept": "", "picks": []}
    page.upload = view
    try:
        _count()
        form = parse_form(UploadForm)
        wish = Wish(form.upload_layer, form.upload_crs, form.upload_swapped)
        view.update(
            crs=form.upload_crs, layer=form.upload_layer, is_swapped=form.upload_swapped, picks=form.upload_pick
        )
        raw = _raw_of_form(form, wish)
        kept = kept_text(raw)
        view["kept"] = kept if len(kept) <= MOST_KEPT else ""
        reading = _placed(raw, wish)
        view.update(reading_view(reading, with_geometry=False))
        if form.upload_action == "join" or len(reading.features) == 1:
            _take(page, reading, form)
    except LayerUnclear as problem:
        view["ask"] = layer_question(problem)
    except SystemUnclear as unclear:
        view["ask"] = system_question(unclear)
    except UploadProblem as problem:
        view["errors"] = [file_sentence(problem)]
    except GeometryProblem as problem:
        view["errors"] = [geometry_sentence(problem)]
    except (InvalidInput, TooMany) as error:
        view["errors"] = [one.message for one in error.errors] or [error.message]
        page.status = status_of(error)
    if page.status == 200 and (view["errors"] or view["ask"]):
        page.status = 422
    return render_page(page)


def _page() -> Page:
    """The drawing page for a new area, or for one's own that the address names, to be changed."""
    slug = request.args.get("area")
    if not slug:
        return Page(typed=typed_in_form())
    row = area_for_change(db_session(), municipality().id, slug)
    require_edit(row)
    return Page(typed=typed_in_form(), area=row, tag=request.form.get("version", ""))


def _take(page: Page, reading: Reading, form: UploadForm) -> None:
    """The picked areas as the page's outline; of a file with a sound one alone, that."""
    picked = form.upload_pick
    if form.upload_action != "join":
        picked = [one.number for one in reading.features if one.is_whole]
    shapes = [one.geometry for one in reading.features if one.number in picked and one.geometry is not None]
    if not shapes:
        if form.upload_action == "join":
            message = _("Tick at least one area of the file.")
            raise InvalidInput(message, [FieldError("upload", message)])
        return
    outline = geometry_to_geojson(_bounded(joined(shapes)))
    page.typed["geometry"] = json.dumps(outline)
    page.typed["areas"], page.typed["coordinates"] = [], ""
    page.outline = outline
    assert page.upload is not None  # noqa: S101 (set by the route)
    page.upload["taken"] = True


def _bounded(shape: Any) -> Any:
    from shapely import get_num_coordinates

    if get_num_coordinates(shape) > LIMITS.vertices:
        raise TooManyVertices("geometry")
    return shape


def _raw_of_form(form: UploadForm, wish: Wish) -> RawFile:
    sent = request.files.get("upload")
    if sent is not None and sent.filename:
        return read_sent(sent, wish)
    if form.upload_kept:
        return read_kept(form.upload_kept)
    raise InvalidInput(_("Choose a file first."), [FieldError("upload", _("Choose a file first."))])


def _placed(raw: RawFile, wish: Wish) -> Reading:
    home = municipality()
    return placed(raw, wish, zones_of(public_db(), home.id).units.ground, home.centre_lonlat)


def _count() -> None:
    count_deed("upload", current_app.config["SETTINGS"].uploads_per_hour, HOUR)


def _asked(code: str, ask: dict[str, Any]) -> Response:
    response = answer(Problem(422, code, ask["sentence"], ask["sentence"]))
    body = response.get_json()
    response.set_data(json.dumps({**body, "ask": ask}, ensure_ascii=False))
    return response
