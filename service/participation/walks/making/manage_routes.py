"""The page from which staff lead a walk: its code, its steps, what was noted and hidden."""

from __future__ import annotations

import segno
from flask import current_app, render_template, url_for
from markupsafe import Markup

from service.participation.walks.blueprint import blueprint
from service.participation.walks.codes import spoken_code
from service.participation.walks.making.operations import own_words, walker_count
from service.participation.walks.making.routes import own_walk
from service.participation.walks.models import Walk
from service.participation.walks.queries import walk_by_slug
from service.participation.walks.rules import present_state, takes_walkers
from service.web.context import db_session, municipality, public_db
from service.web.routing import read


@blueprint.get("/walks/<slug>/manage")
@read("walk.manage")
def manage_walk(slug: str) -> str:
    """The walk as those who lead it see it."""
    row = own_walk(slug)
    return render_template(
        "walks/manage.html",
        walk=walk_by_slug(public_db(), municipality().id, slug),
        state=present_state(row),
        stored_state=row.state,
        takes_walkers=takes_walkers(row),
        code=spoken_code(row.group_code) if row.group_code else "",
        join_url=join_url(row),
        qr=qr_code(join_url(row)),
        notes=row.observations,
        walker_count=walker_count(db_session(), row),
        told=own_words(db_session(), row),
    )


def join_url(row: Walk) -> str:
    """The address behind the square code; empty for a walk without a group code."""
    if not row.group_code:
        return ""
    base = str(current_app.config["SETTINGS"].public_url).rstrip("/")
    return f"{base}{url_for('walks.list_walks')}/join?code={row.group_code}"


def qr_code(address: str) -> Markup:
    """An address as a square code (SVG to stand in a page), drawn here without a network; empty for none."""
    if not address:
        return Markup()
    drawn = segno.make(address, error="m", micro=False)
    return Markup(drawn.svg_inline(scale=4, border=2, svgclass="qr", lineclass=None, omitsize=True))  # noqa: S704
