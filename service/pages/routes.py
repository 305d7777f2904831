"""Pages about the service itself."""

from __future__ import annotations

from flask import Blueprint, render_template

from service.web.routing import read

blueprint = Blueprint("pages", __name__)


@blueprint.get("/about")
@read("public")
def about() -> str:
    """What this service is and who runs it."""
    return render_template("pages/about.html")
