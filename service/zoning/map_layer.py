"""The zoning as a layer of the page's map."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from geo.crs import METRIC
from layers.catalogue import layers_of
from layers.plans.queries import has_ended_plans
from service.i18n import gettext as _
from service.i18n import named
from service.zoning.legend import legend, map_classes


def zoning_layers(connection: Connection, municipality_id: int) -> list[dict[str, Any]]:
    """The zoning, and over it, where there are any and the reader asks for them, the plans that have ended."""
    zoning = zoning_layer(connection, municipality_id)
    if not has_ended_plans(connection, municipality_id):
        return [zoning]
    ended = {"key": "zoning-ended", "label": _("Plans that have ended"), "visible": False, "ended": True}
    return [zoning, {**zoning, **ended}]


def zoning_layer(connection: Connection, municipality_id: int, *, is_visible: bool = True) -> dict[str, Any]:
    """The zoning with its legend and source, as static/js/map/config.js reads it; what has ended is not drawn."""
    entry = next((one for one in layers_of(connection, municipality_id) if one.kind == "zoning"), None)
    return {
        "key": "zoning",
        "kind": "mvt",
        "style": "zoning",
        "url": f"/tiles/{METRIC.matrix.name}/zoning/{{z}}/{{x}}/{{y}}.mvt",
        "label": named(entry.names) if entry else _("Zoning plan"),
        "attribution": entry.attribution if entry else [],
        "visible": is_visible,
        "adjustable": True,
        "property": "letter",
        "idProperty": "unit",
        "classes": map_classes(legend(connection, municipality_id)),
    }
