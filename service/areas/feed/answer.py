"""A feed as the answer to a request, whatever it is of."""

from __future__ import annotations

from flask import Response, current_app, make_response, request

from service.areas.feed.atom import Feed, atom

#: So many entries stand in a feed, the newest.
ENTRIES = 50


def public_base() -> str:
    """The address that people use, without a slash at its end."""
    return str(current_app.config["SETTINGS"].public_url).rstrip("/")


def feed_answer(feed: Feed) -> Response:
    """The feed, with a mark by which a reader that has it already is told so (304)."""
    response = make_response(atom(feed))
    response.content_type = "application/atom+xml; charset=utf-8"
    response.headers["Content-Language"] = feed.language
    response.add_etag()
    return response.make_conditional(request)
