"""Answers in the form that was asked for: JSON for programs, a page for people."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, render_template, request

from service.maps.ogc.links import GEOJSON, HTML, JSON
from service.maps.ogc.parameters import known
from service.maps.ogc.reference_systems import ReferenceSystem


def wishes(*more: str) -> dict[str, str]:
    """The parameters of a page that knows `f`, `lang` and `more`. Raises UnknownParameter for others."""
    return known(request.args, {"f", "lang", *more})


def is_for_people(*kinds: str) -> bool:
    """Whether a page is wanted: by `f` if that is given, else when HTML is liked better than any of `kinds`.

    Programs that take anything get JSON.
    """
    wish = request.args.get("f")
    if wish is not None:
        return wish == "html"
    likes = request.accept_mimetypes
    rivals = (*kinds, JSON)
    return HTML in likes.values() and likes.best_match([*rivals, HTML]) == HTML


def document(found: dict[str, Any], kind: str = JSON) -> Response:
    """A document as JSON."""
    return vary(text(json.dumps(found, ensure_ascii=False), kind))


def page(template: str, **context: Any) -> Response:
    """The same for people, with the address of what programs get."""
    return vary(make_response(render_template(template, base=base(), json_href=with_query(f="json"), **context)))


def features(content: str, system: ReferenceSystem) -> Response:
    """GeoJSON in a reference system."""
    return in_system(vary(text(content, GEOJSON)), system)


def in_system(response: Response, system: ReferenceSystem) -> Response:
    """Says which reference system an answer's coordinates are in (Part 2, ``/req/crs/ogc-crs-header``)."""
    response.headers["Content-Crs"] = f"<{system.uri}>"
    return response


def text(content: str | bytes, kind: str) -> Response:
    """A text of a media type."""
    response = make_response(content)
    response.headers["Content-Type"] = kind
    return response


def vary(response: Response) -> Response:
    """Tells caches that the answer depends on what was accepted."""
    response.vary.add("Accept")
    return response


def base() -> str:
    """The service's address, ending in ``/ogc``."""
    return f"{request.host_url}ogc"


def query_without(*names: str) -> str:
    """The query of this address without some parameters, as text; may be empty."""
    return urlencode({name: value for name, value in request.args.to_dict().items() if name not in names})


def with_query(address: str | None = None, **changed: str) -> str:
    """An address, this one if none is given, with this one's query, some of it changed."""
    query = {**request.args.to_dict(), **changed}
    address = address or request.base_url
    return f"{address}?{urlencode(query)}" if query else address
