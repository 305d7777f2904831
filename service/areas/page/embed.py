"""An area for other websites: a small page made for a frame."""

from __future__ import annotations

from html import escape

from flask import current_app, g, render_template

from service.areas.blueprint import blueprint
from service.areas.facts.words import facts_view
from service.areas.features import feature
from service.areas.kinds import kind_label
from service.areas.map_config import area_map_config
from service.areas.outlines import LEAST_INSIDE
from service.areas.page.words import main_figures
from service.areas.published import area_shape, published_page
from service.areas.queries import facts_of_area
from service.web.context import municipality, public_db
from service.web.routing import read

HEIGHT_PX = 480


@blueprint.get("/areas/<slug>/embed")
@read("public")
def area_embed(slug: str) -> str:
    """The area's map, name, main figures and a link, without forms, and without setting any cookie."""
    settings = current_app.config["SETTINGS"]
    page = published_page(slug)
    # Only the page itself may stand in a frame: what is said when there is none is a page like others.
    g.frame_ancestors = settings.embed_ancestors
    g.sets_no_cookie = True
    shape = area_shape(page)
    home = municipality()
    facts = facts_view(facts_of_area(public_db(), home.id, shape, page.area.version_id), home.name(), LEAST_INSIDE)
    return render_template(
        "areas/embed.html",
        area=page.area,
        address=area_address(settings.public_url, slug),
        figures=main_figures(facts),
        pins_text=facts["pins"]["text"],
        size_text=facts["size_text"],
        kind_label=kind_label(page.area.kind),
        map_config=area_map_config(home, shape=shape, feature=feature(page.area)),
    )


def area_address(public_url: str, slug: str) -> str:
    """The full address of an area's page."""
    return f"{public_url.rstrip('/')}/areas/{slug}"


def embed_code(public_url: str, slug: str, name: str) -> str:
    """The HTML that shows the area on another website."""
    return (
        f'<iframe src="{escape(area_address(public_url, slug))}/embed" title="{escape(name)}" '
        f'width="100%" height="{HEIGHT_PX}" loading="lazy" frameborder="0"></iframe>'
    )
