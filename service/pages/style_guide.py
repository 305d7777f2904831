"""The style guide: every part that pages are made of, for whoever builds pages. Only where demonstration is on."""

from __future__ import annotations

from flask import current_app, render_template

from service.errors import NotFound
from service.pages.blueprint import blueprint
from service.pages.sample_charts import AREAS, sample_charts
from service.web.routing import read


@blueprint.get("/styleguide")
@read("public")
def style_guide() -> str:
    """Show every part; raises NotFound in a service that people use."""
    if not current_app.config["SETTINGS"].demo_sign_in:
        raise NotFound
    return render_template("styleguide.html", areas=AREAS, charts=sample_charts())
