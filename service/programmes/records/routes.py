"""What can be had and asked of a decision: files, and that it is counted again."""

from __future__ import annotations

import hashlib

from flask import Response, make_response, redirect, render_template, request, send_file, url_for

from service.areas.downloads.geopackage import geopackage
from service.programmes.blueprint import blueprint
from service.programmes.finding import decision_of
from service.programmes.queries import decided_boundaries
from service.programmes.records import compare_routes  # noqa: F401
from service.programmes.records.files import layer_of, table_of
from service.programmes.records.method_page import method_context
from service.programmes.records.verifying import verified
from service.web.context import public_db
from service.web.routing import read
from service.web.spreadsheet import table_text

GEOPACKAGE = "application/geopackage+sqlite3"


@blueprint.get("/decisions/<slug>/verify")
@read("public")
def verify_decision(slug: str) -> str:
    """The numbers made again from the record, and whether they are the same."""
    view = decision_of(slug)
    return render_template("programmes/records/verify.html", decision=view, result=verified(view))


@blueprint.get("/decisions/<slug>/method")
@read("public")
def decision_method(slug: str) -> str | Response:
    """Every step from the figures to the choice; an older decision tells it on its own page."""
    view = decision_of(slug)
    if "record" not in view.method_card:
        return redirect(url_for("programmes.show_decision", slug=slug, _anchor="method-title"))  # type: ignore[return-value]
    return render_template("programmes/records/method.html", **method_context(view))


@blueprint.get("/decisions/<slug>/areas.csv")
@read("public")
def decision_table(slug: str) -> Response:
    """The areas as a table: estimate, range, and whether it can be relied on."""
    heading, rows = table_of(decision_of(slug))
    answer = make_response(table_text(heading, rows))
    answer.content_type = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return answer


@blueprint.get("/decisions/<slug>/areas.gpkg")
@read("public")
def decision_geopackage(slug: str) -> Response:
    """The areas with their boundaries of that day, in the metric CRS."""
    view = decision_of(slug)
    layer = layer_of(view, decided_boundaries(public_db(), view))
    # The file holds the time at which it was written, so its mark is made of what went in.
    mark = hashlib.sha256(repr(layer).encode()).hexdigest()[:32]
    if request.if_none_match.contains(mark):
        answer = make_response("", 304)
    else:
        file = geopackage([layer])
        answer = send_file(file, mimetype=GEOPACKAGE, as_attachment=True, download_name=f"{slug}.gpkg", max_age=0)
        answer.headers.pop("Cache-Control", None)
        answer.call_on_close(file.close)
    answer.set_etag(mark)
    return answer
