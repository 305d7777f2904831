"""Two decisions held against each other on one page."""

from __future__ import annotations

from flask import render_template
from pydantic import BaseModel, ConfigDict, Field

from service.programmes.blueprint import blueprint
from service.programmes.drawing import drawing
from service.programmes.finding import decision_of
from service.programmes.queries import decided_shapes, decisions
from service.programmes.records.comparing import area_pairs, setup_lines
from service.programmes.views import frozen_rank
from service.web.context import municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read


class CompareQuery(BaseModel):
    """The addresses of two decisions."""

    model_config = ConfigDict(extra="forbid")

    a: str = Field(default="", max_length=200)
    b: str = Field(default="", max_length=200)


@blueprint.get("/decisions/compare")
@read("public")
def compare_decisions() -> str:
    """What two decisions asked, found and chose; only the form until two are named."""
    query = parse_query(CompareQuery)
    listed = [(one.slug, one.title) for one in decisions(public_db(), municipality().id)]
    views = [decision_of(slug) for slug in (query.a, query.b)] if query.a and query.b else []
    return render_template(
        "programmes/records/compare.html",
        query=query,
        listed=listed,
        views=views,
        lines=setup_lines(*views) if views else [],
        pairs=area_pairs(*views) if views else [],
        drawings=[drawing(view, decided_shapes(public_db(), view)) for view in views],
        frozen_rank=frozen_rank,
    )
