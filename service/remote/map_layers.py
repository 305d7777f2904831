"""The picture layers that a reader can switch on, as a map is told of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row

from boundaries.database import sql
from service.i18n import format_datetime, named
from service.i18n import gettext as _
from service.web.map_config import picture_layer
from service.web.sight import restriction

PACKAGE = "service.remote"


def shown_pictures(connection: Connection, municipality_id: int, backdrop: str = "") -> list[dict[str, Any]]:
    """Layers of pictures that the connection sees, switched off at first unless the catalogue says otherwise.

    `backdrop` is the key of one that lies under everything already and is left out.
    """
    rows = connection.execute(sql(PACKAGE, "pictures_shown"), {"municipality_id": municipality_id})
    return [_picture(row) for row in rows if row.key != backdrop]


def _picture(row: Row[Any]) -> dict[str, Any]:
    since = row.failing_since
    more: dict[str, Any] = {"visible": row.is_on_at_start, "minZoom": row.min_zoom or 0, "maxZoom": row.max_zoom}
    more |= {"info": f"/api/remote/{row.key}/info"} if row.has_info else {}
    more |= {"legend": f"/remote/{row.key}/legend.png"} if row.has_legend else {}
    unreachable = _("Unreachable since %(when)s", when=format_datetime(since)) if since else ""
    note = ". ".join(said for said in (restriction(row.visibility), unreachable) if said)
    more |= {"note": note} if note else {}
    shown = {name: value for name, value in more.items() if value is not None}
    return picture_layer(row.key, named(row.names), row.attribution, **shown)
