"""The published areas that candidates may lie in, or that may be scored beside them."""

from __future__ import annotations

from sqlalchemy import Connection

from boundaries.database import sql
from service.i18n import named

MOST_LISTED = 500


def drawn_areas(connection: Connection, municipality_id: int) -> list[tuple[str, str]]:
    """Address and name of the published areas that are no statistical units, by name."""
    rows = connection.execute(
        sql("service.analysis.workbench", "drawn_areas"), {"municipality_id": municipality_id, "most": MOST_LISTED}
    )
    return sorted(((row.slug, named(row.names)) for row in rows), key=lambda one: one[1].lower())
