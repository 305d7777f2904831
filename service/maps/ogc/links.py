"""Links of documents, and the media types that they name."""

from __future__ import annotations

from service.i18n import gettext as _

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
GEOJSON = "application/geo+json"
SCHEMA = "application/schema+json"
JSON = "application/json"
HTML = "text/html"
QLR = "application/x-qgis-layer-definition"


def link(href: str, rel: str, kind: str, title: str) -> dict[str, str]:
    """One link of a document."""
    return {"href": href, "rel": rel, "type": kind, "title": title}


def here(address: str, title: str, kind: str = JSON, query: str = "") -> list[dict[str, str]]:
    """The links of a document to itself and to the same thing for people.

    Parameters
    ----------
    address : without a query.
    query : what follows the question mark, without ``f``; may be empty.
    """
    as_page = f"{query}&f=html" if query else "f=html"
    return [
        link(f"{address}?{query}" if query else address, "self", kind, title),
        link(f"{address}?{as_page}", "alternate", HTML, _("This page for people")),
    ]
