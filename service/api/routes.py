"""The page about the API for people, and its OpenAPI document for programs."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request

from service.api.document import openapi, operations
from service.i18n import gettext as _
from service.machines.scopes import SCOPES
from service.web.context import base_url, municipality
from service.web.routing import read

blueprint = Blueprint("api", __name__)
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


@blueprint.get("/api")
@read("public")
def about() -> str:
    """What other programs can read and write here, with examples."""
    found = operations(current_app)
    groups = [(tag, list(members)) for tag, members in groupby(found, key=lambda one: one.tag)]
    return render_template("api/about.html", groups=groups, base=base_url(), scopes=SCOPES.values())


@blueprint.get("/api/openapi.json")
@read("public")
def document() -> Response:
    """The OpenAPI document of everything under ``/api``."""
    title = _("Interface of %(name)s", name=municipality().name())
    made: dict[str, Any] = openapi(current_app, base_url(), title)
    response = make_response(json.dumps(made, ensure_ascii=False))
    response.headers["Content-Type"] = OPENAPI
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
