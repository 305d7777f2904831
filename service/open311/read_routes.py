"""Reading: what can be reported, and what was."""

from __future__ import annotations

import datetime as dt
import hashlib

from flask import Response, request

from geo.crs import METRIC
from geo.errors import GeometryProblem
from service.errors import FieldError, NotFound, UnknownParameter
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.open311 import documents
from service.open311.blueprint import blueprint
from service.open311.jurisdiction import require_jurisdiction, unknown_service
from service.open311.queries import Near, offer_of, requests_matching, theme_keys, updates_matching
from service.open311.schemas import RADIUS_M, Asked, RequestQuery, UpdateQuery, days_of
from service.open311.writing import document
from service.participation.pins.author import normal_reference
from service.participation.pins.errors import PinNotFound
from service.web.context import base_url, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.parse import parse_query
from service.web.routing import read


@blueprint.get("/open311/v2/discovery.<any(xml, json):form>")
@read("public")
def discovery(form: str) -> Response:
    """Where the interface stands and in which forms it speaks."""
    require_jurisdiction(parse_query(Asked).jurisdiction_id)
    return document(form, "discovery", documents.discovery(base_url()))


@blueprint.get("/open311/v2/services.<any(xml, json):form>")
@read("public")
def services(form: str) -> Response:
    """What can be reported: the themes."""
    require_jurisdiction(parse_query(Asked).jurisdiction_id)
    return document(form, "services", documents.services(offer_of(public_db(), municipality().id)))


@blueprint.get("/open311/v2/services/<code>.<any(xml, json):form>")
@read("public")
def service(code: str, form: str) -> Response:
    """What is asked about a report of one service."""
    require_jurisdiction(parse_query(Asked).jurisdiction_id)
    offer = offer_of(public_db(), municipality().id)
    theme = next((one for one in offer.themes if one.key == code), None)
    if theme is None:
        raise unknown_service(code)
    return document(form, "service_definition", documents.definition(theme, offer))


@blueprint.get("/open311/v2/requests.<any(xml, json):form>")
@read("public")
def requests(form: str) -> Response:
    """Public requests, the newest first; those of the last 90 days when nothing else is asked for."""
    query = parse_query(RequestQuery)
    require_jurisdiction(query.jurisdiction_id)
    connection, home = public_db(), municipality()
    if query.service_request_id:
        ids = [one.upper() for one in query.service_request_id]
        page = requests_matching(connection, home.id, references=ids, limit=len(ids))
    else:
        known = theme_keys(connection, home.id)
        for code in query.service_code:
            if code not in known:
                raise unknown_service(code)
        page = requests_matching(
            connection,
            home.id,
            services=query.service_code or None,
            days=days_of(query, dt.datetime.now(TIME_ZONE).date()),
            near=_near(query),
            is_closed="closed" in query.status if len(set(query.status)) == 1 else None,
            limit=query.page_size,
            offset=(query.page - 1) * query.page_size,
        )
    return document(form, "service_requests", documents.requests(page, base_url(), is_extended=query.extensions))


@blueprint.get("/open311/v2/requests/<reference>.<any(xml, json):form>")
@read("public")
def one_request(reference: str, form: str) -> Response:
    """One public request, in a list of its own as the standard wants it."""
    query = parse_query(RequestQuery)
    require_jurisdiction(query.jurisdiction_id)
    try:
        page = requests_matching(public_db(), municipality().id, references=[normal_reference(reference)], limit=1)
    except PinNotFound:
        page = None
    if page is None or not page.rows:
        raise NotFound(_("There is no request %(reference)s here.", reference=reference[:40]))
    return document(form, "service_requests", documents.requests(page, base_url(), is_extended=query.extensions))


@blueprint.get("/open311/v2/servicerequestupdates.<any(xml, json):form>")
@read("public")
def updates(form: str) -> Response:
    """What became of public requests, the newest first; of the last 90 days when nothing else is asked for."""
    query = parse_query(UpdateQuery)
    require_jurisdiction(query.jurisdiction_id)
    asked_days = query.start_date is not None or query.end_date is not None
    rows = updates_matching(
        public_db(),
        municipality().id,
        references=[one.upper() for one in query.service_request_id] or None,
        days=days_of(query, dt.datetime.now(TIME_ZONE).date()) if asked_days or not query.service_request_id else None,
        limit=query.page_size,
        offset=(query.page - 1) * query.page_size,
    )
    return document(form, "service_requests_updates", documents.updates(rows))


def _near(query: RequestQuery) -> Near | None:
    """The place that a query names. Raises UnknownParameter for one where the national grid has no value."""
    if query.lat is None or query.long is None:
        return None
    try:
        x, y = METRIC.from_lonlat(query.long, query.lat)
    except GeometryProblem as error:
        sentence = geometry_sentence(error)
        raise UnknownParameter(sentence, [FieldError("lat", sentence)]) from None
    return Near(x, y, query.radius or RADIUS_M)


@blueprint.after_request
def _open_to_all(response: Response) -> Response:
    """Public data may be read by any page, and is sent again only when it has changed."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "GET" and response.status_code == 200:
        response.headers.setdefault("Cache-Control", "public, no-cache")
        # Weak, because a proxy may compress it.
        response.set_etag(hashlib.blake2b(response.get_data(), digest_size=12).hexdigest(), weak=True)
        response.make_conditional(request)
    return response
