"""Areas as something that can be reported. They are not hidden by moderators: officials change or end them."""

from __future__ import annotations

from flask import url_for
from sqlalchemy import Connection

from boundaries.queries import area_page
from service.i18n import named
from service.moderation.kinds import Kind, Target, register_kind


def show_area(connection: Connection, municipality_id: int, identifier: str) -> Target | None:
    """The published area of an address."""
    page = area_page(connection, municipality_id, identifier)
    if page is None:
        return None
    return Target("area", page.area.slug, named(page.area.names), url_for("areas.area", slug=page.area.slug))


register_kind(Kind("area", show_area))
