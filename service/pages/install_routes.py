"""What makes the service an app that can be installed and opened without a network."""

from __future__ import annotations

import json

from flask import Response, current_app, render_template, url_for

from service.i18n import gettext as _
from service.i18n import language
from service.pages.blueprint import blueprint
from service.web.context import municipality
from service.web.routing import read

#: Sizes of the icons in static/icons/app; "maskable" ones have room around the mark for any shape of frame.
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("maskable-512.png", "512x512", "maskable"),
)


@blueprint.get("/manifest.webmanifest")
@read("public")
def manifest() -> Response:
    """What a phone needs to know to install the service, in the reader's language."""
    files = f"/static/{current_app.config['STATIC_VERSION']}/icons/app/"
    document = {
        "id": "/",
        "name": _("%(municipality)s, Aluekartta", municipality=municipality().name()),
        "short_name": "Aluekartta",
        "description": _("Ideas, walks and areas on the map of %(municipality)s.", municipality=municipality().name()),
        "lang": language(),
        "start_url": url_for("pins.front_page", lang=language()),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f6f5",
        "theme_color": "#0a5865",
        "icons": [
            {"src": files + name, "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        "shortcuts": [{"name": _("Join a walk"), "url": url_for("walks.join_page", lang=language())}],
    }
    response = Response(json.dumps(document, ensure_ascii=False), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/service-worker.js")
@read("public")
def service_worker() -> Response:
    """The worker at the top, so that it may look after every page. Its address changes with the files that it is of,
    which is how a browser notices a new version."""
    module = f"/static/{current_app.config['STATIC_VERSION']}/js/worker/worker.js"
    response = Response(f'import "{module}";\n', mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "no-cache"
    # A worker has no page around it: it runs its own files and asks this service alone.
    response.headers["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; connect-src 'self'"
    return response


@blueprint.get("/offline")
@read("public")
def offline() -> str:
    """What is shown instead of a page when there is no network: the walks that this phone keeps, and what waits."""
    return render_template("pages/offline.html")
