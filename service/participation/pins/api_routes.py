"""The API of pins and places. The map, the list's scripts and other programs use the same addresses."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request, url_for

from geo.errors import GeometryProblem
from service.errors import UnknownParameter
from service.participation.photos.operations import add_photo
from service.participation.photos.rules import ONE_BYTES
from service.participation.photos.schemas import PhotoForm
from service.participation.photos.sending import count_photo, required_upload
from service.participation.pins.author import author_aware, normal_reference, own_url, pin_missing
from service.participation.pins.blueprint import blueprint
from service.participation.pins.features import feature, found_place, near_place, similar
from service.participation.pins.own_operations import pin_for_author
from service.participation.pins.photos import photos_of, subject_of_pin
from service.participation.pins.places import areas_at, found_places, places_near
from service.participation.pins.queries import areas_of_pins, pin_by_reference, pins_matching, similar_pins
from service.participation.pins.schemas import ApiPinQuery, PlaceQuery, PointQuery, SimilarQuery, Submission
from service.participation.pins.sending import place_notice, receive, tell_author
from service.participation.replies.links.queries import links_of_pin, target_path
from service.web.context import actor, db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.parse import parse_form, parse_json, parse_query
from service.web.routing import read, write


@blueprint.get("/api/pins")
@read("public")
def api_pins() -> Response:
    """Public pins as a GeoJSON FeatureCollection, filtered and paged as the list page is."""
    query = parse_query(ApiPinQuery)
    connection = public_db()
    page = pins_matching(connection, municipality().id, query, query.limit)
    areas = areas_of_pins(connection, [pin.id for pin in page.pins])
    following = None
    if page.next_after:
        following = url_for("pins.api_pins", **query.named_values(), limit=query.limit, after=page.next_after)
    body = {
        "type": "FeatureCollection",
        "features": [feature(pin, areas[pin.id]) for pin in page.pins],
        "numberReturned": len(page.pins),
        "next": following,
    }
    response = _geojson(body)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"; type="application/geo+json"'
    return response


@blueprint.get("/api/pins/<reference>")
@read("public")
def api_pin(reference: str) -> Response:
    """One public pin as a GeoJSON feature."""
    connection = public_db()
    pin = pin_by_reference(connection, municipality().id, normal_reference(reference))
    if pin is None:
        raise pin_missing(reference)
    body = feature(pin, areas_of_pins(connection, [pin.id])[pin.id])
    photos = photos_of(connection, "pin", [pin.id])[pin.id]
    body["properties"]["photos"] = [photo.as_json() for photo in photos]
    links = [link for step in links_of_pin(connection, pin.id).values() for link in step if link.is_newest]
    body["properties"]["used_by"] = [_use(link) for link in links]
    return _geojson(body)


@blueprint.post("/api/pins")
@write("pin.submit")
def api_submit_pin() -> Response:
    """Take in a pin; the answer holds its reference, its address and the author's secret link."""
    submitted = receive(parse_json(Submission))
    tell_author(submitted)
    pin = submitted.pin
    address = url_for("pins.show_pin", reference=pin.reference)
    response = jsonify(
        {
            "reference": pin.reference,
            "url": address,
            "own_url": own_url(pin.reference, submitted.token),
            "is_public": pin.visibility == "public",
            "waits_for": pin.waits_for,
            "notice": place_notice(submitted),
        }
    )
    response.status_code = 201
    response.headers["Location"] = address
    return response


@blueprint.post("/api/pins/<reference>/photos")
@write("photo.add", body_limit=ONE_BYTES)
def api_add_photo(reference: str) -> Response:
    """Add a photo to one's own pin: multipart with the file `photo`, its words `alt` and perhaps a `client_id`.

    The author is known by the secret in the header X-Edit-Token or the address, by the browser, or by the account.
    """
    pin = pin_for_author(db_session(), municipality().id, normal_reference(reference))
    if pin is None:
        raise pin_missing(reference)
    subject = subject_of_pin(pin, author_aware(pin.reference))
    if not subject.is_own and pin.visibility != "public":
        raise pin_missing(reference)
    count_photo()
    form = parse_form(PhotoForm)
    photo = add_photo(db_session(), actor(), subject, required_upload("photo"), alt=form.alt, client_id=form.client_id)
    response = jsonify({"id": photo.id, "number": photo.number, "is_public": photo.visibility == "public"})
    response.status_code = 201
    return response


@blueprint.get("/api/pins/similar")
@read("public")
def api_similar_pins() -> Response:
    """Open ideas near a place, in full, so that one can be supported instead of sent again."""
    query = parse_query(SimilarQuery)
    try:
        rows = similar_pins(public_db(), municipality().id, (query.lon, query.lat), query.theme)
    except GeometryProblem as error:
        raise UnknownParameter(geometry_sentence(error)) from error
    photos = photos_of(public_db(), "pin", [row.id for row in rows])
    return jsonify({"items": [similar(row, photos[row.id]) for row in rows]})


@blueprint.get("/api/places")
@read("public")
def api_places() -> Response:
    """Named places and areas whose name holds the letters typed."""
    query = parse_query(PlaceQuery)
    places = found_places(public_db(), municipality().id, query.q, query.limit)
    return jsonify([found_place(place) for place in places])


@blueprint.get("/api/places/near")
@read("public")
def api_places_near() -> Response:
    """Where a point is, in words: the nearest named places and the areas that hold it."""
    query = parse_query(PointQuery)
    connection, home = public_db(), municipality()
    lonlat = (query.lon, query.lat)
    try:
        places = places_near(connection, home.id, lonlat)
        areas = areas_at(connection, home.id, lonlat)
    except GeometryProblem as error:
        raise UnknownParameter(geometry_sentence(error)) from error
    return jsonify(
        {
            "words": places[0].words if places else "",
            "places": [near_place(place) for place in places],
            "areas": [{"slug": area.slug, "name": area.name, "kind": area.kind} for area in areas],
        }
    )


def _use(link: Any) -> dict[str, Any]:
    """What a proposal or a decision did with the pin, and why."""
    return {
        "kind": link.target_kind,
        "slug": link.target_slug,
        "title": link.target_title,
        "url": target_path(link.target_kind, link.target_slug),
        "relation": link.relation,
        "reason": link.reason,
        "part": link.part_number,
        "linked_on": link.linked_on.isoformat(),
    }


def _geojson(body: dict[str, Any]) -> Response:
    """The body with a strong ETag of its content; 304 when the client has it already."""
    response = jsonify(body)
    response.content_type = "application/geo+json"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
